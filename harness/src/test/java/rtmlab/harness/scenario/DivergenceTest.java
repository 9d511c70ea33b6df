package rtmlab.harness.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Where two runs part, in what users noticed. */
class DivergenceTest {

    @Test
    void aVariantDoesNotDifferFromItself() {
        assertThat(between("crash-after-the-ack", "initial", "initial")).isEqualTo("none");
    }

    @Test
    void aLostMessageThatEverybodySawIsMissingInTheStoreAlone() {
        assertThat(between("a-lie-without-a-crash", "initial", "updated"))
                .isEqualTo("not in what users saw or were told, but in the store: it lacks \"message 1\" in #general"
                        + " (initial), holds it (updated)");
    }

    @Test
    void aReaderWhoNeverCatchesUpMissesWhatTheOtherSees() {
        assertThat(between("gateway-dies", "updated", "updated without CATCH_UP"))
                .contains("in what ", " saw in #general: ", "sees \"message", "(updated without CATCH_UP)");
    }

    @Test
    void whatOneArchitectureShowsAndTheOtherRefusesIsAHoleOnTheScreen() {
        assertThat(between("web-app-down-and-still-yes", "initial", "updated"))
                .endsWith("in what alice saw in #general: alice sees \"message 3\" (initial), alice sees \"message 5\""
                        + " (updated)");
    }

    private static String between(String name, String one, String other) {
        var scenario = Builtins.named(name).orElseThrow();
        return Divergence.between(run(scenario, one), run(scenario, other))
                .map(found -> found.sentence(one, other))
                .orElse("none");
    }

    private static ScenarioRun run(Scenario scenario, String variant) {
        return SimulatedScenario.run(scenario, Variant.parse(variant, IllegalArgumentException::new), 1);
    }
}
