package rtmlab.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import rtmlab.harness.simulated.Exploration;
import rtmlab.harness.simulated.Faults;
import rtmlab.harness.simulated.SimulatedOutcome;
import rtmlab.harness.simulated.Telling;
import rtmlab.harness.simulated.Workload;
import rtmlab.protocol.variant.Mechanisms;
import rtmlab.protocol.variant.Variants;
import rtmlab.simulator.choice.Swarm;
import rtmlab.simulator.world.Happening.Kind;

/**
 * What {@code docs/updated-architecture.md} says that exploration puts the architecture through really happens in its runs:
 * a promise that nothing struck at is not kept.
 */
class ExploredFaultsTest {

    private static final Page PAGE = Page.read(Page.HOME.resolve("docs/updated-architecture.md"));
    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");

    /** By then each has happened many times over. */
    private static final int MOST_RUNS = 5_000;

    private static final int USUAL_PICKS = 200;

    @Test
    void everythingThatThePageNamesHappens() {
        var open = named();
        assertThat(open).hasSizeGreaterThan(25);
        var architecture = Variants.named("updated").orElseThrow();
        var exploration = new Exploration(
                architecture, Mechanisms.defaultsOf(architecture), new Workload(3, 2, 6).withChanges(), Faults.ALL);

        for (var seed = 1; seed <= MOST_RUNS && !open.isEmpty(); seed++) {
            var happened = happened(exploration.record(Swarm.choices(seed, USUAL_PICKS)));
            open.values().removeIf(words -> happened.stream().anyMatch(words.asPredicate()));
        }

        assertThat(open.keySet()).as("never happened").isEmpty();
    }

    /** What stands in the table's last column, where three dots stand for anything. */
    private static Map<String, Pattern> named() {
        var named = new LinkedHashMap<String, Pattern>();
        for (var row : Table.below(PAGE, "## What exploration puts it through")) {
            var quoted = QUOTED.matcher(row.getLast());
            while (quoted.find()) {
                var words = Stream.of(quoted.group(1).split("…", -1))
                        .map(Pattern::quote)
                        .collect(Collectors.joining(".*"));
                named.put(quoted.group(1), Pattern.compile(words));
            }
        }
        return named;
    }

    /** The departures of a run, and the steps that it took while they were possible. */
    private static List<String> happened(SimulatedOutcome outcome) {
        var happened = new ArrayList<String>();
        outcome.report().choices().departures().forEach(departure -> happened.add(departure.toString()));
        var workload = new Telling(outcome, "").workload();
        for (var happening : workload.subList(1, workload.size())) {
            if (happening.kind() == Kind.PHASE) {
                break;
            }
            if (happening.kind() == Kind.STEP) {
                happened.add(happening.where() + ": " + happening.what());
            }
        }
        return happened;
    }
}
