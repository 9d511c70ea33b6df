package rtmlab.harness;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import rtmlab.checkers.history.Event.Joined;
import rtmlab.checkers.history.Event.Saw;
import rtmlab.harness.simulated.Exploration;
import rtmlab.harness.simulated.Faults;
import rtmlab.harness.simulated.SimulatedOutcome;
import rtmlab.harness.simulated.Workload;
import rtmlab.protocol.variant.Mechanisms;
import rtmlab.protocol.variant.Variants;
import rtmlab.simulator.choice.Choices;
import rtmlab.simulator.explore.Budget;
import rtmlab.simulator.explore.Explorer;
import rtmlab.simulator.explore.Outcome;
import rtmlab.simulator.world.Happening;
import rtmlab.simulator.world.Happening.Kind;

/** A team that changes while its members talk, in the simulated world. */
class TeamChangesTest {

    /** An outcome of which a name that is outdated is a breach, too. */
    private record WithNames(SimulatedOutcome outcome) implements Outcome {
        @Override
        public Map<String, String> broken() {
            return outcome.brokenAndTroubles();
        }
    }

    @Test
    void whoJoinsAndWhoIsInvitedSeesWhatWasSaidBeforeAndAfter() {
        var outcome = exploration(new Workload(3, 2, 6), Faults.STEPS).run(Choices.calm());

        var joined = outcome.history().events().stream()
                .filter(Joined.class::isInstance)
                .map(Joined.class::cast)
                .toList();
        assertThat(joined.subList(4, 6)).extracting(Joined::member).containsExactlyInAnyOrder("bob", "carol");
        assertThat(joined.subList(4, 6)).extracting(Joined::channel).containsOnly("general-2");
        assertThat(outcome.history().events().stream()
                        .filter(Saw.class::isInstance)
                        .map(Saw.class::cast)
                        .filter(saw ->
                                saw.channel().equals("general-2") && saw.id().equals("m4")))
                .extracting(Saw::member)
                .containsExactlyInAnyOrder("alice", "bob", "carol");
        assertThat(outcome.brokenAndTroubles()).isEmpty();
    }

    @Test
    void nobodyGoesOnWithAnOldNameThroughAnyOneFault() {
        var exploration = exploration(Workload.small(), Faults.NETWORK);

        var findings =
                new Explorer<>(choices -> new WithNames(exploration.run(choices)), Budget.unlimited()).exhaust(1);

        assertThat(findings.violations()).isEmpty();
        assertThat(findings.complete()).isTrue();
        assertThat(findings.runs()).isGreaterThan(300);
    }

    @Test
    @Tag("slow")
    void nobodyGoesOnWithAnOldNameInRandomMixesOfDelays() {
        var exploration = exploration(new Workload(3, 1, 2), Faults.NETWORK);

        var findings = new Explorer<>(
                        choices -> new WithNames(exploration.run(choices)), Budget.ofTime(Duration.ofMinutes(2)))
                .sample(1, 5_000);

        assertThat(findings.violations()).isEmpty();
    }

    @Test
    void everySecondMemberIsServedInTheOtherRegionByTheGatewayThere() {
        var exploration = exploration(new Workload(3, 2, 6), Faults.ALL);

        var sent = exploration.record(Choices.calm()).trace().stream()
                .filter(happening ->
                        happening.kind() == Kind.SENT && happening.what().equals("socket send message"))
                .collect(groupingBy(Happening::where, counting()));

        // Alice and Carol at home, Bob far away.
        var near = sent.getOrDefault("gateway-server-1", 0L);
        var far = sent.getOrDefault("gateway-server-2", 0L);
        assertThat(far).isPositive();
        assertThat(near).isGreaterThan(far);
    }

    private static Exploration exploration(Workload workload, Faults faults) {
        var architecture = Variants.named("updated").orElseThrow();
        return new Exploration(architecture, Mechanisms.defaultsOf(architecture), workload.withChanges(), faults);
    }
}
