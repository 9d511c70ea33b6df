package rtmlab.updated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import rtmlab.protocol.Channel;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.User;
import rtmlab.protocol.UserId;
import rtmlab.protocol.api.InternalApi;
import rtmlab.protocol.api.InternalApi.Noted;
import rtmlab.protocol.port.SlackError;
import rtmlab.simulator.choice.Choices;
import rtmlab.simulator.world.Settings;
import rtmlab.simulator.world.World;

/** How long a web app goes on telling gateways that somebody has joined a channel, before it answers who joined. */
class GatewayNewsTest {

    private static final NodeName WEB_APP = NodeName.of(UpdatedArchitecture.WEB_APP, 1);
    private static final List<NodeName> GATEWAYS = List.of(
            NodeName.of(UpdatedArchitecture.GATEWAY_SERVER, 1), NodeName.of(UpdatedArchitecture.GATEWAY_SERVER, 2));
    private static final User BOB = new User(new UserId("U2"), "bob");
    private static final Channel SIDE = new Channel(new ChannelId("C2"), "side");

    private final World world = new World(Settings.DEFAULT, Choices.calm());

    @AfterEach
    void end() {
        world.close();
    }

    @Test
    void whoJoinedIsAnsweredWhenEveryGatewayKnows() {
        var told = new AtomicInteger();
        gateway(0, tries -> null, told);
        gateway(1, tries -> null, told);

        assertThat(tellsWithin(Duration.ofSeconds(1))).isTrue();
        assertThat(told).hasValue(2);
    }

    @Test
    void aGatewayThatCannotLookItUpYetIsToldUntilItCanHoweverOftenThatIs() {
        var told = new AtomicInteger();
        gateway(0, tries -> null, new AtomicInteger());
        gateway(1, tries -> tries < 30 ? GatewayServer.CANNOT_YET : null, told);

        assertThat(tellsWithin(Duration.ofSeconds(60))).isTrue();
        assertThat(told).as("times told").hasValue(30);
    }

    @Test
    void whoJoinedIsRefusedAfterAMinuteInWhichAGatewayCouldNotLookItUp() {
        gateway(0, tries -> null, new AtomicInteger());
        gateway(1, tries -> GatewayServer.CANNOT_YET, new AtomicInteger());
        var began = world.now();

        assertThatThrownBy(() -> tellsWithin(Duration.ofMinutes(2)))
                .isInstanceOf(SlackError.class)
                .hasMessage("service_unavailable");
        assertThat(world.now().minus(began)).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(62));
    }

    @Test
    void aGatewayThatIsDeadIsGivenUpAfterSomeSeconds() {
        var told = new AtomicInteger();
        gateway(0, tries -> null, told);

        assertThat(tellsWithin(Duration.ofSeconds(10))).isTrue();
        assertThat(told).hasValue(1);
    }

    @Test
    void aGatewayThatKnowsOfNoSuchUserHasNobodyToTell() {
        var told = new AtomicInteger();
        gateway(0, tries -> null, new AtomicInteger());
        gateway(1, tries -> "user_not_found", told);

        assertThat(tellsWithin(Duration.ofSeconds(1))).isTrue();
        assertThat(told).hasValue(1);
    }

    /** What a gateway says to news that are brought to it so often; null where it knows. */
    @FunctionalInterface
    private interface Refusals {
        @Nullable
        String of(int tries);
    }

    private void gateway(int number, Refusals refusals, AtomicInteger told) {
        world.startServer(
                GATEWAYS.get(number),
                () -> host -> host.http().serve(InternalApi.MEMBERSHIP_CHANGED, _ -> {
                    var refusal = refusals.of(told.incrementAndGet());
                    if (refusal != null) {
                        throw new SlackError(refusal);
                    }
                    return new Noted();
                }));
    }

    /** Whether the web app would answer by then; throws what it would refuse with. */
    private boolean tellsWithin(Duration limit) {
        var answers = new Answers();
        world.startServer(WEB_APP, () -> _ -> {});
        world.script(WEB_APP, host -> {
            try {
                new GatewayNews(host, GATEWAYS).changed(BOB, SIDE, true, false);
                answers.isTold = true;
            } catch (SlackError refusal) {
                answers.refusal = refusal;
            }
        });
        var end = world.now().plus(limit);
        world.settleUntil(
                () -> answers.isTold || answers.refusal != null || world.now().compareTo(end) > 0);
        if (answers.refusal != null) {
            throw answers.refusal;
        }
        return answers.isTold;
    }

    private static final class Answers {
        boolean isTold;

        @Nullable
        SlackError refusal;
    }
}
