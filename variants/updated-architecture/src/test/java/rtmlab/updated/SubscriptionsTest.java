package rtmlab.updated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static rtmlab.updated.SmallWorld.ALICE;
import static rtmlab.updated.SmallWorld.GENERAL;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import rtmlab.protocol.Channel;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.Ts;
import rtmlab.protocol.Workspace;
import rtmlab.protocol.api.Frame;
import rtmlab.protocol.port.MaybeDone;
import rtmlab.protocol.variant.Journal;
import rtmlab.protocol.variant.Mechanisms;
import rtmlab.protocol.variant.Member;
import rtmlab.protocol.variant.SilentJournal;
import rtmlab.simulator.choice.Choices;
import rtmlab.simulator.world.Happening;
import rtmlab.simulator.world.Report.Ending;
import rtmlab.simulator.world.Settings;
import rtmlab.simulator.world.SimulatedSystem;
import rtmlab.simulator.world.World;

/** What gateways ask of channel servers, and how long they wait for it. */
class SubscriptionsTest {

    private static final List<NodeName> SERVERS =
            List.of(NodeName.of("channel-server", 1), NodeName.of("channel-server", 2));
    private static final List<ChannelId> CHANNELS = IntStream.rangeClosed(1, 40)
            .mapToObj(number -> new ChannelId("C" + number))
            .toList();
    private static final Duration DOWN = Duration.ofSeconds(10);

    private final World world = World.recording(Settings.DEFAULT.withMishaps(Set.of()), Choices.calm());

    @Test
    void aNewRingHasOnlyTheChannelsAskedForAgainThatItMoves() {
        try (world) {
            aliceIsInAllChannels();
            var moved = CHANNELS.stream()
                    .filter(channel -> new HashRing().ownerOf(channel, SERVERS).equals(SERVERS.getLast()))
                    .toList();
            assertThat(moved).isNotEmpty().hasSizeLessThan(CHANNELS.size());
            assertThat(askedFor(world.trace())).containsExactlyInAnyOrderElementsOf(CHANNELS);

            var before = world.trace().size();
            world.nemesis().kill(SERVERS.getLast(), DOWN);
            world.pass(DOWN.dividedBy(2));
            assertThat(askedFor(since(before))).containsExactlyInAnyOrderElementsOf(moved);

            var away = world.trace().size();
            world.pass(DOWN);
            assertThat(askedFor(since(away))).containsExactlyInAnyOrderElementsOf(moved);
        }
    }

    @Test
    void whoWaitsInVainLeavesNothingBehind() {
        try (world) {
            aliceIsInAllChannels();
            var made = new AtomicInteger();
            world.script(new NodeName(ALICE.name()), host -> {
                var subscription = new Subscription<String>(
                        () -> {
                            made.incrementAndGet();
                            return host.later();
                        },
                        GENERAL,
                        new NoFence());
                for (var tries = 0; tries < 100; tries++) {
                    assertThatThrownBy(subscription::awaitConfirmation).isInstanceOf(MaybeDone.class);
                }
                host.spawn("confirmation", () -> {
                    host.clock().sleep(Duration.ofMillis(1));
                    subscription.confirmed(Ts.BEFORE_ALL);
                });
                subscription.awaitConfirmation();
            });

            assertThat(world.settle()).isEqualTo(Ending.QUIET);
            assertThat(world.report().failures()).isEmpty();
            assertThat(made).hasValue(1);
        }
    }

    private void aliceIsInAllChannels() {
        var architecture = new UpdatedArchitecture();
        var journals = Map.<Member, Journal>of(ALICE, new SilentJournal());
        SimulatedSystem.setUp(world, architecture, Mechanisms.defaultsOf(architecture), journals, directory -> {
            directory.addWorkspace(Workspace.FIRST);
            directory.addUser(ALICE.user(), ALICE.token());
            for (var channel : CHANNELS) {
                directory.addChannel(new Channel(channel, "channel-" + channel));
                directory.join(ALICE.user().id(), channel);
            }
        });
    }

    private List<Happening> since(int happenings) {
        return world.trace().subList(happenings, world.trace().size());
    }

    private static List<ChannelId> askedFor(List<Happening> happenings) {
        return happenings.stream()
                .filter(happening -> happening.kind() == Happening.Kind.SENT)
                .map(Happening::detail)
                .filter(Frame.Subscribe.class::isInstance)
                .map(detail -> ((Frame.Subscribe) detail).channel())
                .toList();
    }
}
