package rtmlab.labs.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
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
        description = "Checks our own solution of each lab, and says how long it took beside what it may take.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit status: 0 each solution got all points, 1 one did not; the times decide nothing."})
final class LabTimesCommand implements Callable<Integer> {

    /** On two cores with nothing else to do. */
    private static final double SIMULATED_GOAL_SECONDS = 10;

    private static final double FULL_GOAL_SECONDS = 60;

    @picocli.CommandLine.Parameters(arity = "0..*", paramLabel = "N", description = "of these labs (default: all)")
    private List<Integer> numbers = List.of();

    @Option(names = "--simulated-only", description = "leave out the parts on real servers")
    private boolean simulatedOnly;

    @Option(names = "--json", description = "answer with one JSON object")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // Injected.
    private CommandSpec spec;

    private record Timed(Lab lab, Grade grade, double simulatedSeconds, double fullSeconds) {}

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
            results.printf("%-4s %-28s %9s  %16s  %11s%n", "lab", "", "points", "simulated (<10 s)", "full (<60 s)");
            all.forEach(timed -> results.printf(
                    "%02d   %-28s %3d of %3d %14.1f s %12.1f s%n",
                    timed.lab().number(),
                    timed.lab().topic(),
                    timed.grade().earned(),
                    timed.grade().possible(),
                    timed.simulatedSeconds(),
                    timed.fullSeconds()));
        }
        results.flush();
        return all.stream().allMatch(timed -> timed.grade().isFull())
                ? ExitStatus.AS_DOCUMENTED
                : ExitStatus.NOT_AS_DOCUMENTED;
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
        root.put("simulatedGoalSeconds", SIMULATED_GOAL_SECONDS).put("fullGoalSeconds", FULL_GOAL_SECONDS);
        var labs = root.putArray("labs");
        all.forEach(timed -> labs.addObject()
                .put("number", timed.lab().number())
                .put("points", timed.grade().earned())
                .put("maxPoints", timed.grade().possible())
                .put("simulatedSeconds", timed.simulatedSeconds())
                .put("fullSeconds", timed.fullSeconds()));
        return root.toString();
    }
}
