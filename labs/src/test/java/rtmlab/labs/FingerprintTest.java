package rtmlab.labs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import rtmlab.harness.experiment.Team;
import rtmlab.harness.simulated.Faults;
import rtmlab.harness.simulated.SimulatedOutcome;
import rtmlab.harness.simulated.Workload;
import rtmlab.initial.InitialArchitecture;
import rtmlab.protocol.variant.Mechanisms;
import rtmlab.simulator.choice.Choices;
import rtmlab.simulator.choice.Departure;
import rtmlab.simulator.world.Settings;

/** Two executions that differ anywhere are found out, also where a test is about several plays. */
class FingerprintTest {

    private static final Runs RUNS = new Runs(
            new InitialArchitecture(),
            new Mechanisms(List.of()),
            Workload.small().withoutReads(),
            Faults.CRASHES);

    private static final SimulatedOutcome CALM = RUNS.calm();
    private static final SimulatedOutcome CRASHED =
            RUNS.with(Choices.named(List.of(Departure.parse("crash before channel-server-1: socket send reply #1"))));

    @Test
    void whatHappenedInAnEarlierPlayIsInTheFingerprintOfTheLast() {
        assertThat(CALM.report().traceHash()).isNotEqualTo(CRASHED.report().traceHash());

        assertThat(ofPlays(CALM, CALM)).startsWith("2 runs, ").isEqualTo(ofPlays(CALM, CALM));
        assertThat(ofPlays(CRASHED, CALM)).startsWith("2 runs, ").isNotEqualTo(ofPlays(CALM, CALM));
        assertThat(ofPlays(CRASHED, CALM)).isNotEqualTo(ofPlays(CALM, CRASHED));
    }

    private static String ofPlays(SimulatedOutcome first, SimulatedOutcome second) {
        var fingerprint = new Fingerprint();
        play(fingerprint, first).calm();
        var last = play(fingerprint, second);
        last.calm();
        return last.fingerprint();
    }

    private static PlayedRuns play(Fingerprint fingerprint, SimulatedOutcome outcome) {
        return new PlayedRuns(Settings.DEFAULT, Team.of(2, 1), new InitialArchitecture(), fingerprint, _ -> outcome);
    }
}
