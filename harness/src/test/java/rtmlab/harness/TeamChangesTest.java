package rtmlab.harness;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rtmlab.checkers.history.Event.Joined;
import rtmlab.checkers.history.Event.Left;
import rtmlab.checkers.history.Event.Saw;
import rtmlab.harness.simulated.Exploration;
import rtmlab.harness.simulated.Faults;
import rtmlab.harness.simulated.SimulatedOutcome;
import rtmlab.harness.simulated.Workload;
import rtmlab.protocol.variant.Mechanisms;
import rtmlab.protocol.variant.Variants;
import rtmlab.simulator.choice.Choices;
import rtmlab.simulator.choice.Departure;
import rtmlab.simulator.explore.Budget;
import rtmlab.simulator.explore.Explorer;
import rtmlab.simulator.explore.Outcome;
import rtmlab.simulator.world.Happening;
import rtmlab.simulator.world.Happening.Kind;

/** A team that changes while its members talk, in the simulated world. */
class TeamChangesTest {

    /** An outcome of which a trouble is a breach, too: a name that is outdated, or who is there. */
    private record WithTroubles(SimulatedOutcome outcome) implements Outcome {
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
    void whoHasLeftIsToldSoAndIsShownNothingMore() {
        var events = exploration(new Workload(3, 2, 6), Faults.STEPS)
                .run(Choices.calm())
                .history()
                .events();

        var left = events.stream().filter(Left.class::isInstance).toList();
        assertThat(left).singleElement().isInstanceOfSatisfying(Left.class, event -> {
            assertThat(event.member()).isEqualTo("alice");
            assertThat(event.channel()).isEqualTo("general-2");
        });
        var shownLater = events.subList(events.indexOf(left.getFirst()), events.size()).stream()
                .filter(Saw.class::isInstance)
                .map(Saw.class::cast)
                .filter(saw -> saw.id().equals("closing-general-2"));
        assertThat(shownLater).extracting(Saw::member).containsExactlyInAnyOrder("bob", "carol");
    }

    @Test
    void everybodyIsShownThatAllAreThere() {
        var outcome = exploration(new Workload(3, 2, 6), Faults.STEPS).record(Choices.calm());

        assertThat(outcome.trace().stream()
                        .filter(happening -> happening.kind() == Kind.STEP
                                && happening.where().startsWith("presence-server-")))
                .isNotEmpty();
        assertThat(outcome.troubles()).isEmpty();
    }

    @Test
    void nobodyGoesOnWithWhatIsOutdatedThroughAnyOneFault() {
        var exploration = exploration(Workload.small(), Faults.NETWORK);

        var findings =
                new Explorer<>(choices -> new WithTroubles(exploration.run(choices)), Budget.unlimited()).exhaust(1);

        assertThat(findings.violations()).isEmpty();
        assertThat(findings.complete()).isTrue();
        assertThat(findings.runs()).isGreaterThan(300);
    }

    @Test
    @Tag("slow")
    void whoLeavesIsShownNothingMoreThroughAnyOneFault() {
        var exploration = exploration(new Workload(2, 2, 4), Faults.ALL);

        var findings =
                new Explorer<>(choices -> new WithTroubles(exploration.run(choices)), Budget.unlimited()).exhaust(1);

        assertThat(findings.violations()).isEmpty();
        assertThat(findings.complete()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void ofTwoNamesTheLastStaysOnTheScreensOfTheInitialArchitectureTooWhicheverIsToldFirst(int delayed) {
        var architecture = Variants.named("initial").orElseThrow();
        var exploration = new Exploration(
                architecture, Mechanisms.defaultsOf(architecture), new Workload(3, 2, 6).withChanges(), Faults.NETWORK);
        var delay = Departure.parse("delay of web-app-1: http POST channel-server /internal/team-event #" + delayed);

        var outcome = exploration.run(Choices.named(List.of(delay)));

        assertThat(outcome.report().choices().departures()).containsExactly(delay);
        assertThat(outcome.troubles()).doesNotContainKey("name-outdated");
    }

    @Test
    @Tag("slow")
    void nobodyGoesOnWithWhatIsOutdatedInRandomMixesOfDelays() {
        var exploration = exploration(new Workload(3, 1, 2), Faults.NETWORK);

        var findings = new Explorer<>(
                        choices -> new WithTroubles(exploration.run(choices)), Budget.ofTime(Duration.ofMinutes(2)))
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
