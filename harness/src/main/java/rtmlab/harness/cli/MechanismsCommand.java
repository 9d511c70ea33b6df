package rtmlab.harness.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
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
        description =
                "Switches mechanisms off, each alone, and those that are off on, in every combination, explores, and shows "
                        + "which promises break then.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Servers' clocks may be wrong here, one at a time, which ./rtm compare does not try: what breaks by that alone",
            "is marked.",
            "",
            "Exit status: 0 taking a mechanism away always breaks something more, and nothing else breaks than is documented;",
            "1 otherwise, 2 bad usage."
        })
public final class MechanismsCommand implements Callable<Integer> {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String ALL_ON = "with all of them";
    private static final String ALL_BUT = "with all but ";

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
        var switches = switches(architecture);
        var err = spec.commandLine().getErr();
        try (var progress = Progress.of(name, "searches", switches.size(), err)) {
            for (var row : switches) {
                rows.add(new Row(row.label(), explore(architecture, row.on())));
                progress.reach(rows.size(), row.label());
            }
        }
        var results = spec.commandLine().getOut();
        if (json) {
            results.println(asJson(rows));
        } else {
            rows.forEach(row -> print(row, rows.getFirst(), architecture, results));
        }
        results.flush();
        return isAsDocumented(architecture, rows) ? ExitStatus.AS_DOCUMENTED : ExitStatus.NOT_AS_DOCUMENTED;
    }

    private record Switches(String label, Mechanisms on) {}

    /** As it comes; without each mechanism that is on; and with every combination of those that are off. */
    private static List<Switches> switches(Architecture architecture) {
        var defaults = Mechanisms.defaultsOf(architecture);
        var all = new ArrayList<Switches>();
        all.add(new Switches("as it comes", defaults));
        var guarding = architecture.mechanisms().stream()
                .filter(Mechanism::guardsPromise)
                .toList();
        guarding.stream().filter(Mechanism::onByDefault).map(Mechanism::name).forEach(name -> {
            all.add(new Switches("without " + name, defaults.without(architecture, List.of(name))));
        });
        var patches = guarding.stream()
                .filter(mechanism -> !mechanism.onByDefault())
                .map(Mechanism::name)
                .toList();
        combinations(patches).forEach(some -> {
            all.add(new Switches(label(some, patches), defaults.with(architecture, some)));
        });
        return all;
    }

    /** All that are not empty, the smallest first. */
    private static List<List<String>> combinations(List<String> names) {
        return IntStream.range(1, 1 << names.size())
                .boxed()
                .sorted(Comparator.comparingInt(Integer::bitCount))
                .map(chosen -> IntStream.range(0, names.size())
                        .filter(position -> (chosen >> position & 1) == 1)
                        .mapToObj(names::get)
                        .toList())
                .toList();
    }

    private static String label(List<String> some, List<String> patches) {
        if (some.size() == patches.size()) {
            return ALL_ON;
        }
        if (some.size() > 1 && some.size() == patches.size() - 1) {
            var missing = new LinkedHashSet<>(patches);
            some.forEach(missing::remove);
            return ALL_BUT + String.join("", missing);
        }
        return "with " + String.join(" and ", some);
    }

    private Findings<Finer> explore(Architecture architecture, Mechanisms on) {
        var exploration = new Exploration(architecture, on, Workload.small(), Faults.CLOCKS, 1);
        return new Explorer<>(choices -> new Finer(exploration.run(choices)), Budget.unlimited()).exhaust(departures);
    }

    private static void print(Row row, Row first, Architecture architecture, PrintWriter results) {
        results.printf("%-55s %,7d runs  ", row.label(), row.findings().runs());
        var violations = row.findings().violations();
        results.println(violations.isEmpty() ? "nothing broken" : "broken: " + String.join(", ", violations.keySet()));
        if (!row.label().equals(first.label())) {
            results.println("    cures:  " + inWords(difference(first, row)));
            results.println("    brings: " + inWords(difference(row, first)));
        }
        violations.forEach((promise, violation) -> {
            var onlyByClocks = architecture.breaksWhenClocksAreWrong().contains(promise);
            results.printf(
                    "    %s%s, by %s%n",
                    promise, onlyByClocks ? " (only where a clock is wrong)" : "", violation.departures());
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
            var isTakenAway = row.label().startsWith("without ") || row.label().startsWith(ALL_BUT);
            return isTakenAway ? isGuarded : undocumented.isEmpty();
        });
    }
}
