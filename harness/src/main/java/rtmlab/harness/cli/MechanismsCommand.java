package rtmlab.harness.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import rtmlab.harness.simulated.Exploration;
import rtmlab.harness.simulated.Faults;
import rtmlab.harness.simulated.SimulatedOutcome;
import rtmlab.harness.simulated.Workload;
import rtmlab.protocol.variant.Architecture;
import rtmlab.protocol.variant.Mechanism;
import rtmlab.protocol.variant.Mechanisms;
import rtmlab.simulator.explore.Budget;
import rtmlab.simulator.explore.Explorer;
import rtmlab.simulator.explore.Findings;
import rtmlab.simulator.explore.Outcome;

/** {@code ./rtm mechanisms ARCHITECTURE}: what each mechanism is good for, by switching it off and looking. */
@Command(
        name = "mechanisms",
        description = "Switches each mechanism the other way, explores, and shows which promises break then.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit status: 0 taking a mechanism away always breaks something more, and nothing else breaks than is documented;",
            "1 otherwise, 2 bad usage."
        })
public final class MechanismsCommand implements Callable<Integer> {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String ALL_ON = "with all of them";

    @Parameters(paramLabel = "ARCHITECTURE", description = "initial or updated")
    private String name = "";

    @Option(
            names = "--exhaust",
            paramLabel = "K",
            description = "departures from the calm run at most (default: ${DEFAULT-VALUE})")
    private int departures = 1;

    @Option(names = "--json", description = "answer with one JSON object")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // Injected.
    private CommandSpec spec;

    /** One way to have the switches, and what breaks then. */
    private record Row(String label, Findings<Finer> findings) {
        Set<String> broken() {
            return findings.violations().keySet();
        }
    }

    /** An outcome in which what was shown is held against what was saved, trouble by trouble. */
    private record Finer(SimulatedOutcome outcome) implements Outcome {
        @Override
        public Map<String, String> broken() {
            return outcome.brokenAndTroubles();
        }
    }

    @Override
    public Integer call() {
        var architecture = Architectures.named(name);
        if (departures < 1 || departures > 4) {
            throw new UsageError("--exhaust is 1 to 4 here, not " + departures);
        }
        var rows = new ArrayList<Row>();
        for (var row : switches(architecture)) {
            rows.add(new Row(row.label(), explore(architecture, row.on())));
        }
        var results = spec.commandLine().getOut();
        if (json) {
            results.println(asJson(rows));
        } else {
            rows.forEach(row -> print(row, rows.getFirst(), results));
        }
        results.flush();
        return isAsDocumented(architecture, rows) ? ExitStatus.AS_DOCUMENTED : ExitStatus.NOT_AS_DOCUMENTED;
    }

    private record Switches(String label, Mechanisms on) {}

    /** As it comes; each mechanism the other way; and where some are off by default, all of them on. */
    private static List<Switches> switches(Architecture architecture) {
        var defaults = Mechanisms.defaultsOf(architecture);
        var all = new ArrayList<Switches>();
        all.add(new Switches("as it comes", defaults));
        var guarding = architecture.mechanisms().stream()
                .filter(Mechanism::guardsPromise)
                .toList();
        for (var mechanism : guarding) {
            var alone = List.of(mechanism.name());
            all.add(
                    mechanism.onByDefault()
                            ? new Switches("without " + mechanism.name(), defaults.without(architecture, alone))
                            : new Switches("with " + mechanism.name(), defaults.with(architecture, alone)));
        }
        var names = guarding.stream().map(Mechanism::name).toList();
        if (!defaults.names().containsAll(names)) {
            var everything = defaults.with(architecture, names);
            all.add(new Switches(ALL_ON, everything));
            names.forEach(one ->
                    all.add(new Switches("with all but " + one, everything.without(architecture, List.of(one)))));
        }
        return all;
    }

    private Findings<Finer> explore(Architecture architecture, Mechanisms on) {
        var exploration = new Exploration(architecture, on, Workload.small(), Faults.CLOCKS);
        return new Explorer<>(choices -> new Finer(exploration.run(choices)), Budget.unlimited()).exhaust(departures);
    }

    private static void print(Row row, Row first, PrintWriter results) {
        results.printf("%-34s %,7d runs  ", row.label(), row.findings().runs());
        var violations = row.findings().violations();
        results.println(violations.isEmpty() ? "nothing broken" : "broken: " + String.join(", ", violations.keySet()));
        if (!row.label().equals(first.label())) {
            results.println("    cures:  " + inWords(difference(first, row)));
            results.println("    brings: " + inWords(difference(row, first)));
        }
        violations.forEach((promise, violation) -> {
            results.printf("    %s, by %s%n", promise, violation.departures());
            results.println("        " + violation.witness());
        });
    }

    /** What breaks there and not here. */
    private static Set<String> difference(Row there, Row here) {
        var difference = new LinkedHashSet<>(there.broken());
        difference.removeAll(here.broken());
        return difference;
    }

    private static String inWords(Set<String> names) {
        return names.isEmpty() ? "nothing" : String.join(", ", names);
    }

    private static String asJson(List<Row> rows) {
        var root = JSON.createObjectNode();
        var all = root.putObject("switches");
        for (var row : rows) {
            ObjectNode node = all.putObject(row.label());
            node.put("runs", row.findings().runs());
            difference(rows.getFirst(), row).forEach(node.putArray("cures")::add);
            difference(row, rows.getFirst()).forEach(node.putArray("brings")::add);
            var broken = node.putObject("broken");
            row.findings().violations().forEach((promise, violation) -> broken.put(promise, violation.witness()));
        }
        return root.toString();
    }

    /** A trouble is documented together with a promise that it breaks. */
    private static boolean isDocumented(String name, Architecture architecture) {
        return architecture.breaks().contains(name)
                || architecture.breaksWhenClocksAreWrong().contains(name)
                || SimulatedOutcome.promisesBehind(name).stream().anyMatch(architecture.breaks()::contains);
    }

    /**
     * Nothing breaks that is not documented, but where a mechanism is taken away: and there something must break that is
     * not broken with the mechanism on.
     */
    private static boolean isAsDocumented(Architecture architecture, List<Row> rows) {
        var full = rows.stream()
                .filter(row -> row.label().equals(ALL_ON))
                .findFirst()
                .orElse(rows.getFirst());
        return rows.stream().allMatch(row -> {
            if (row.broken().contains(SimulatedOutcome.DEFECT)) {
                return false;
            }
            var isGuarded = !full.broken().containsAll(row.broken());
            var undocumented = new LinkedHashSet<>(row.broken());
            undocumented.removeIf(name -> isDocumented(name, architecture));
            var isTakenAway = row.label().startsWith("without ") || row.label().startsWith("with all but ");
            return isTakenAway ? isGuarded : undocumented.isEmpty();
        });
    }
}
