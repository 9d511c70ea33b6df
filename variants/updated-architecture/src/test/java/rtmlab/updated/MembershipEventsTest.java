package rtmlab.updated;

import static org.assertj.core.api.Assertions.assertThat;
import static rtmlab.updated.SmallWorld.ALICE;
import static rtmlab.updated.SmallWorld.BOB;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import rtmlab.protocol.Channel;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.Message;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.Token;
import rtmlab.protocol.Ts;
import rtmlab.protocol.api.Endpoint;
import rtmlab.protocol.api.Frame;
import rtmlab.protocol.api.WebApi;
import rtmlab.protocol.port.CallFailed;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.Sockets.Handler;
import rtmlab.simulator.world.Mishap;
import rtmlab.simulator.world.Settings;

/** Who joins or leaves a channel while connected: Alice talks in #side, where Bob comes and goes. */
class MembershipEventsTest {

    private static final ChannelId SIDE = new ChannelId("C2");
    private static final NodeName WEB_APP = NodeName.of("web-app", 1);
    private static final Duration STEP = Duration.ofNanos(250_000);
    private static final int MESSAGES = 12;

    /** Joining takes some 4 ms, connecting some 6: each of these meets it at another moment. */
    static List<Duration> moments() {
        return IntStream.range(0, 40).mapToObj(STEP::multipliedBy).toList();
    }

    private static SmallWorld world(String... departures) {
        var settings = Settings.DEFAULT.withPartitions(1).withMishaps(Mishap.all());
        return new SmallWorld(
                new UpdatedArchitecture(),
                settings,
                directory -> {
                    directory.addChannel(new Channel(SIDE, "side"));
                    directory.join(ALICE.user().id(), SIDE);
                },
                departures);
    }

    @ParameterizedTest
    @MethodSource("moments")
    void whoJoinsAmidAConversationSeesAllOfItOnceAndInOrder(Duration moment) {
        try (var world = world()) {
            aliceTalks(world);
            bobJoins(world, moment);
            world.run();

            assertThat(screenOfBob(world)).hasSize(MESSAGES).isEqualTo(stored(world));
        }
    }

    @ParameterizedTest
    @MethodSource("moments")
    void aClientThatConnectsWhileItsUserJoinsHearsWhatIsSaidLater(Duration moment) {
        // What the gateway learns of its user is old by the time when it arrives.
        try (var world = world("delayed reply of gateway-server-2: http POST web-app /internal/tickets #1")) {
            var events = new ArrayList<Frame>();
            world.onNode(BOB, host -> listen(host, events, BOB.token()));
            bobJoins(world, moment);
            world.onNode(ALICE, host -> {
                host.clock().sleep(Duration.ofMillis(100));
                post(host, "later");
            });
            world.run();

            assertThat(events.stream().filter(Frame.Broadcast.class::isInstance))
                    .hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "crash after web-app-1: directory join #1",
                "crash before web-app-1: http POST gateway-server /internal/membership #1",
                "loss of web-app-1: http POST gateway-server /internal/membership #1",
                "loss of web-app-1: http POST gateway-server /internal/membership #2",
                "lost reply of web-app-1: http POST gateway-server /internal/membership #1",
                "lost reply of web-app-1: http POST gateway-server /internal/membership #2",
                "crash after gateway-server-2: http POST web-app /internal/memberships #1"
            })
    void whateverBefallsTheNewsWhoJoinedSeesEverything(String departure) {
        try (var world = world(departure)) {
            aliceTalks(world);
            bobJoins(world, Duration.ofMillis(2));
            world.run();

            assertThat(screenOfBob(world)).hasSize(MESSAGES).isEqualTo(stored(world));
        }
    }

    @Test
    void whoCouldNotReadWhatCameBeforeIsShownNothingMoreOfThatConnection() {
        // What Alice says arrives while he waits for it in vain, and with it the end of the connection: there is
        // nothing
        // left to close, and to show what has arrived would be to pass over the rest for good.
        try (var world = world(
                "loss of bob: http POST web-app /api/conversations.history #1",
                "crash before gateway-server-2: socket send message #3")) {
            aliceTalks(world);
            bobJoins(world, STEP.multipliedBy(20));
            world.run();

            assertThat(screenOfBob(world)).hasSize(MESSAGES).isEqualTo(stored(world));
        }
    }

    @Test
    void whoJoinedSeesWhatIsSaidAfterTheAnswerHoweverOftenTheGatewayCouldNotLookItUp() {
        var failures = IntStream.rangeClosed(1, 12)
                .mapToObj(number -> "failure of gateway-server-2: http POST web-app /internal/memberships #" + number)
                .toArray(String[]::new);
        try (var world = world(failures)) {
            world.onNode(ALICE, host -> {
                bobJoins(host);
                post(host, "after the answer");
            });
            world.run();

            assertThat(screenOfBob(world)).extracting(Message::text).containsExactly("after the answer");
        }
    }

    @Test
    void membersAreToldWhoComesAndGoesAndTheUserOnEveryClient() {
        try (var world = world()) {
            var alicesEvents = new ArrayList<Frame>();
            var bobsEvents = new ArrayList<Frame>();
            world.onNode(ALICE, host -> listen(host, alicesEvents, ALICE.token()));
            world.onNode(BOB, host -> {
                listen(host, bobsEvents, BOB.token());
                call(host, WebApi.JOIN);
                call(host, WebApi.JOIN);
                call(host, WebApi.LEAVE);
                call(host, WebApi.LEAVE);
            });
            world.run();

            var bob = BOB.user().id();
            assertThat(alicesEvents)
                    .containsExactly(
                            new Frame.Hello(), new Frame.MemberJoined(SIDE, bob), new Frame.MemberLeft(SIDE, bob));
            assertThat(bobsEvents)
                    .containsExactly(
                            new Frame.Hello(),
                            new Frame.ChannelJoined(new Channel(SIDE, "side")),
                            new Frame.MemberJoined(SIDE, bob),
                            new Frame.ChannelLeft(SIDE));
        }
    }

    @Test
    void whoHasLeftHearsNothingMore() {
        try (var world = world()) {
            world.onNode(BOB, host -> {
                call(host, WebApi.JOIN);
                post(host, "with bob");
                call(host, WebApi.LEAVE);
                post(host, "without him");
            });
            world.run();

            assertThat(screenOfBob(world)).extracting(Message::text).containsExactly("with bob");
        }
    }

    private static void aliceTalks(SmallWorld world) {
        world.system.script(ALICE, (client, clock) -> {
            for (var number = 1; number <= MESSAGES; number++) {
                client.post(SIDE, "message " + number, new ClientMessageId("m" + number));
                clock.sleep(STEP.multipliedBy(3));
            }
        });
    }

    /** Until it is done, as somebody would who gets no answer. */
    private static void bobJoins(SmallWorld world, Duration moment) {
        world.onNode(BOB, host -> {
            host.clock().sleep(moment);
            bobJoins(host);
        });
    }

    private static void bobJoins(Host host) {
        while (true) {
            try {
                call(host, WebApi.JOIN);
                return;
            } catch (CallFailed _) {
                host.clock().sleep(Duration.ofMillis(100));
            }
        }
    }

    private static <A extends Record> void call(Host host, Endpoint<WebApi.OneConversation, A> endpoint) {
        host.http().call(WEB_APP, endpoint, new WebApi.OneConversation(BOB.token(), SIDE));
    }

    private static void post(Host host, String text) {
        host.http().call(WEB_APP, WebApi.POST_MESSAGE, new WebApi.PostMessage(ALICE.token(), SIDE, text, null));
    }

    private static void listen(Host host, List<Frame> events, Token token) {
        var url = host.http()
                .call(WEB_APP, WebApi.RTM_CONNECT, new WebApi.RtmConnect(token))
                .url();
        host.sockets().open(url, new Handler() {
            @Override
            public void received(Frame frame) {
                events.add(frame);
            }

            @Override
            public void closed(String reason) {}
        });
        while (events.isEmpty()) {
            host.clock().sleep(Duration.ofMillis(1));
        }
    }

    private static List<Message> screenOfBob(SmallWorld world) {
        return world.screens.getOrDefault(BOB.name(), List.of()).stream()
                .filter(message -> message.channel().equals(SIDE))
                .toList();
    }

    private static List<Message> stored(SmallWorld world) {
        return world.look(host -> host.messages()
                .history(SIDE, Ts.BEFORE_ALL, Ts.AFTER_ALL, 1_000)
                .reversed());
    }
}
