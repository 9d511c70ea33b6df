package rtmlab.labs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import rtmlab.labs.jail.Execution;
import rtmlab.labs.jail.Jail;
import rtmlab.labs.jail.Jailer;
import rtmlab.labs.jail.Limits;

/** A solution, right or wrong, is worth the same to other students, whose parameters are others. */
class OtherStudentsTest {

    private static final List<String> STUDENTS = List.of("ada", "grace", "linus");

    @TempDir
    private static Path folder;

    /** Our own code, one after the other, in the same two processes. */
    private static Jailer jailer;

    private static final AtomicInteger RUNS = new AtomicInteger();

    @BeforeAll
    static void openTheJail() {
        jailer = Jailer.ofOurOwn(Limits.DEFAULT, folder);
    }

    @AfterAll
    static void closeTheJail() {
        jailer.close();
    }

    /** In lab 03 everybody has the same runs. */
    static List<Lab> labs() {
        return Labs.all().stream().filter(lab -> lab.number() != 3).toList();
    }

    /** One student for each solution, in turn. */
    @Tag("slow")
    @ParameterizedTest
    @MethodSource("labs")
    void eachSolutionIsWorthTheSameToOneMore(Lab lab) throws IOException {
        var solutions = solutions(lab);
        assertThat(misjudged(IntStream.range(0, solutions.size())
                        .mapToObj(index -> new Case(lab, STUDENTS.get(index % STUDENTS.size()), solutions.get(index)))
                        .toList()))
                .isEmpty();
    }

    @Tag("long")
    @ParameterizedTest
    @MethodSource("labs")
    void eachSolutionIsWorthTheSameToAll(Lab lab) throws IOException {
        var solutions = solutions(lab);
        assertThat(misjudged(STUDENTS.stream()
                        .flatMap(student -> solutions.stream().map(solution -> new Case(lab, student, solution)))
                        .toList()))
                .isEmpty();
    }

    /** @param failed the tests that it is to fail */
    private record Solution(String name, Map<String, String> samples, List<String> failed) {}

    /** The right one, and all wrong ones. */
    private static List<Solution> solutions(Lab lab) throws IOException {
        var all = new ArrayList<Solution>();
        var kit = Grading.folder(lab);
        all.add(new Solution("the solution", kit.solution(), List.of()));
        for (var wrong : Expected.of(lab)) {
            all.add(new Solution(wrong.name(), kit.wrong(wrong.name()), wrong.failed()));
        }
        return all;
    }

    private record Case(Lab lab, String student, Solution solution) {

        /** What is wrong with its grade; nothing when nothing is. */
        List<String> misjudged(Execution execution) {
            var parameters = Parameters.of(student, lab.number(), Parameters.NO_SECRET);
            var own = OwnAnswers.of(lab, parameters, solution.samples());
            var findings = run(parameters, own, execution);
            if (findings.unusable() != null) {
                return List.of(this + ": " + findings.unusable());
            }
            var tests = lab.tests(parameters);
            return IntStream.range(0, tests.size())
                    .filter(index -> findings.results().get(index).passed()
                            == solution.failed().contains(tests.get(index).name()))
                    .mapToObj(index -> this + ": \"" + tests.get(index).name() + "\" "
                            + (findings.results().get(index).passed() ? "passed: " : "failed: ")
                            + findings.results().get(index).words())
                    .toList();
        }

        private Jail.Findings run(Parameters parameters, Map<String, String> own, Execution execution) {
            var files = folder.resolve(Integer.toString(RUNS.incrementAndGet()));
            try {
                return new Jail(lab, parameters, own, files, jailer, execution).run();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public String toString() {
            return "lab " + lab.number() + ", " + student + ", " + solution.name();
        }
    }

    /** Once each, half of them in either process: that two executions agree is shown of the sample's. */
    private static List<String> misjudged(List<Case> cases) {
        var executions = Execution.values();
        return IntStream.range(0, executions.length)
                .mapToObj(number -> CompletableFuture.supplyAsync(() -> IntStream.range(0, cases.size())
                        .filter(index -> index % executions.length == number)
                        .mapToObj(cases::get)
                        .flatMap(one -> one.misjudged(executions[number]).stream())
                        .toList()))
                .toList()
                .stream()
                .flatMap(half -> half.join().stream())
                .toList();
    }
}
