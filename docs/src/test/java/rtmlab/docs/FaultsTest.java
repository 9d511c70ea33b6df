package rtmlab.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import rtmlab.checkers.history.Event.Fault;
import rtmlab.harness.scenario.PlannedFault;
import rtmlab.simulator.world.Mishap;

/** {@code docs/faults.md} lists every fault that there is in the code, and no other. */
class FaultsTest {

    private static final Page PAGE = Page.read(Page.HOME.resolve("docs/faults.md"));

    private static final Pattern LINK = Pattern.compile("\\[[^]]+]\\(([^)]+)\\)");

    @Test
    void everyMishapAtAStepIsListedAsTheCodeHasIt() {
        var listed = Table.below(PAGE, "## At a step").stream()
                .map(row -> row.subList(0, 4).stream().map(Table::plain).toList())
                .toList();
        var there = Arrays.stream(Mishap.values())
                .filter(mishap -> mishap != Mishap.NONE)
                .map(mishap -> List.of(
                        mishap.words(),
                        level(mishap),
                        key(mishap),
                        mishap.fault().isPresent() ? "yes" : ""))
                .toList();
        assertThat(listed).containsExactlyInAnyOrderElementsOf(there);
    }

    @Test
    void whatIsSaidToShowAMishapHasIt() throws IOException {
        var linked = 0;
        for (var row : Table.below(PAGE, "## At a step")) {
            var link = LINK.matcher(row.get(6));
            if (link.matches()) {
                linked++;
                assertThat(Files.readString(PAGE.file().resolveSibling(link.group(1))))
                        .as(link.group(1))
                        .contains("\n" + Table.plain(row.get(0)) + " ");
            }
        }
        assertThat(linked).isGreaterThan(5);
    }

    @Test
    void everyFaultAtAMomentIsListedWithAScenarioThatHasIt() throws IOException {
        var keys = new ArrayList<String>();
        for (var row : Table.below(PAGE, "## At a moment")) {
            var key = Table.plain(row.get(0));
            keys.add(key);
            var scenario = Page.HOME.resolve(
                    "harness/src/main/resources/rtmlab/harness/scenarios/" + Table.plain(row.get(3)) + ".yaml");
            assertThat(Files.readString(scenario)).as(row.get(3)).containsPattern("[-{] *" + key + ": ");
        }
        assertThat(keys)
                .containsExactlyInAnyOrderElementsOf(PlannedFault.keys().entrySet().stream()
                        .filter(fault -> fault.getValue().isEmpty())
                        .map(fault -> fault.getKey())
                        .toList());
    }

    @Test
    void everyKindThatAHistoryCanNameIsListed() {
        assertThat(Table.below(PAGE, "## In a history").stream()
                        .map(row -> Table.plain(row.get(0)))
                        .toList())
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Fault.Kind.values()).map(Fault.Kind::word).toList());
    }

    /** Of the sets that {@code --faults} chooses among, the smallest that has it. */
    private static String level(Mishap mishap) {
        if (Mishap.crashes().contains(mishap)) {
            return "crashes";
        } else if (Mishap.faults().contains(mishap)) {
            return "steps";
        } else if (Mishap.faultsAndDelays().contains(mishap)) {
            return "network";
        } else if (Mishap.all().contains(mishap)) {
            return "all";
        } else if (Mishap.withClocksSetBack(Set.of()).contains(mishap)) {
            return "clocks";
        } else if (Mishap.withUncleanElection(Set.of()).contains(mishap)) {
            return "without ACKS_ALL";
        }
        return "scenarios";
    }

    private static String key(Mishap mishap) {
        return PlannedFault.keys().entrySet().stream()
                .filter(fault -> fault.getValue().filter(mishap::equals).isPresent())
                .map(fault -> fault.getKey())
                .findFirst()
                .orElse("");
    }
}
