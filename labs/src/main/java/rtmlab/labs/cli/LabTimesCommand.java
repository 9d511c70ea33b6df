package rtmlab.labs.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import rtmlab.harness.cli.ExitStatus;
import rtmlab.harness.cli.OutFolder;
import rtmlab.harness.cli.UsageError;
import rtmlab.labs.Lab;
import rtmlab.labs.Labs;
import rtmlab.labs.Parameters;
import rtmlab.labs.grade.Grade;
import rtmlab.labs.grade.Grader;
import rtmlab.labs.grade.Grader.RealServers;
import rtmlab.labs.grade.OnRealServers;
import rtmlab.labs.grade.ScratchFolder;
import rtmlab.labs.jail.Limits;
import rtmlab.labs.project.LabFolder;

/** {@code ./rtm lab times}: how long checks take here, of a project in which everything is right. */
@Command(
        name = "times",
        description =
                "Checks our own solution of each lab, and says how long it took beside what it may take, as Markdown.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "The limits are for two cores with nothing else to do. The first check on a",
            "machine takes longer: it records what makes later starts of nodes faster.",
            "Exit status: 0 each solution got all points in time, 1 one did not."
        })
final class LabTimesCommand implements Callable<Integer> {

    private static final int SIMULATED_LIMIT_SECONDS = 10;
    private static final int FULL_LIMIT_SECONDS = 60;

    @picocli.CommandLine.Parameters(arity = "0..*", paramLabel = "N", description = "of these labs (default: all)")
    private List<Integer> numbers = List.of();

    @Option(names = "--simulated-only", description = "leave out the parts on real servers")
    private boolean simulatedOnly;

    @Option(names = "--json", description = "answer with one JSON object")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // Injected.
    private CommandSpec spec;

    private record Timed(Lab lab, Grade grade, double simulatedSeconds, double fullSeconds) {

        boolean isAsPromised() {
            return grade.isFull() && simulatedSeconds < SIMULATED_LIMIT_SECONDS && fullSeconds < FULL_LIMIT_SECONDS;
        }
    }

    @Override
    public Integer call() throws IOException {
        var all = new ArrayList<Timed>();
        for (var lab : labs()) {
            spec.commandLine().getErr().printf("Lab %d …%n", lab.number());
            spec.commandLine().getErr().flush();
            all.add(time(lab));
        }
        var results = spec.commandLine().getOut();
        if (json) {
            results.println(asJson(all));
        } else {
            print(all, results);
        }
        results.flush();
        return all.stream().allMatch(Timed::isAsPromised) ? ExitStatus.AS_DOCUMENTED : ExitStatus.NOT_AS_DOCUMENTED;
    }

    /** To be pasted into a page. */
    private static void print(List<Timed> all, PrintWriter results) {
        results.printf(
                "| lab | points | simulated (limit %d s) | in full (limit %d s) |%n|---|---:|---:|---:|%n",
                SIMULATED_LIMIT_SECONDS, FULL_LIMIT_SECONDS);
        all.forEach(timed -> results.printf(
                "| %02d %s | %d of %d | %s | %s |%n",
                timed.lab().number(),
                timed.lab().topic().replace('-', ' '),
                timed.grade().earned(),
                timed.grade().possible(),
                cell(timed.simulatedSeconds(), SIMULATED_LIMIT_SECONDS),
                cell(timed.fullSeconds(), FULL_LIMIT_SECONDS)));
        results.printf(
                "%nChecks of the kit's own solutions, on %d processors, Java %s.%n",
                Runtime.getRuntime().availableProcessors(), Runtime.version().feature());
    }

    private static String cell(double seconds, int limit) {
        return "%.1f s%s".formatted(seconds, seconds < limit ? "" : " **too long**");
    }

    private List<Lab> labs() {
        try {
            return numbers.isEmpty()
                    ? Labs.all()
                    : numbers.stream().map(Labs::numbered).toList();
        } catch (IllegalArgumentException e) {
            throw new UsageError(String.valueOf(e.getMessage()));
        }
    }

    /** The simulated part is over when the real one begins. */
    private Timed time(Lab lab) throws IOException {
        var solution = LabFolder.of(lab, LabFolder.kit()).solution();
        var parameters = Parameters.of("sample", lab.number(), Parameters.NO_SECRET);
        try (var scratch = ScratchFolder.create()) {
            var real = new OnRealServers(
                    scratch.path(), OutFolder.DEFAULT.resolve(".servers").toAbsolutePath(), _ -> {});
            var simulatedEnd = new AtomicLong();
            RealServers timed = (submitted, tests, data) -> {
                simulatedEnd.set(System.nanoTime());
                return real.run(submitted, tests, data);
            };
            var began = System.nanoTime();
            var grade = new Grader(Limits.DEFAULT, simulatedOnly ? Optional.empty() : Optional.of(timed))
                    .grade(lab, parameters, solution);
            var end = System.nanoTime();
            simulatedEnd.compareAndSet(0, end);
            return new Timed(lab, grade, (simulatedEnd.get() - began) / 1e9, (end - began) / 1e9);
        }
    }

    private static String asJson(List<Timed> all) {
        var root = new ObjectMapper().createObjectNode();
        root.put("simulatedGoalSeconds", SIMULATED_LIMIT_SECONDS).put("fullGoalSeconds", FULL_LIMIT_SECONDS);
        var labs = root.putArray("labs");
        all.forEach(timed -> labs.addObject()
                .put("number", timed.lab().number())
                .put("points", timed.grade().earned())
                .put("maxPoints", timed.grade().possible())
                .put("simulatedSeconds", timed.simulatedSeconds())
                .put("fullSeconds", timed.fullSeconds())
                .put("isAsPromised", timed.isAsPromised()));
        return root.toString();
    }
}
