package rtmlab.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import rtmlab.protocol.Channel;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.Message;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.Post;
import rtmlab.protocol.SocketUrl;
import rtmlab.protocol.Standing;
import rtmlab.protocol.Ticket;
import rtmlab.protocol.Token;
import rtmlab.protocol.Ts;
import rtmlab.protocol.User;
import rtmlab.protocol.UserId;
import rtmlab.protocol.api.BootApi;
import rtmlab.protocol.api.EdgeApi;
import rtmlab.protocol.api.EdgeApi.Booted;
import rtmlab.protocol.api.Endpoint;
import rtmlab.protocol.api.Frame;
import rtmlab.protocol.api.RtmError;
import rtmlab.protocol.api.WebApi;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.SlackError;
import rtmlab.protocol.port.Sockets.Handler;
import rtmlab.protocol.port.Sockets.Socket;
import rtmlab.simulator.choice.Choices;
import rtmlab.simulator.world.Settings;
import rtmlab.simulator.world.World;

/** One Flannel in a calm world, before an origin that knows Alice and Bob, who are in one channel. */
class FlannelTest {

    private static final NodeName ORIGIN = NodeName.of("web-app", 1);
    private static final NodeName EDGE = NodeName.of("flannel", 1);
    private static final NodeName CLIENT = new NodeName("client");
    private static final User ALICE = new User(new UserId("U1"), "alice");
    private static final User BOB = new User(new UserId("U2"), "bob");
    private static final UserId ZOE = new UserId("U9");
    private static final Token ALICES = new Token("alice's");
    private static final Token BOBS = new Token("bob's");
    private static final Channel GENERAL = new Channel(new ChannelId("C1"), "general");
    private static final Channel SIDE = new Channel(new ChannelId("C2"), "side");
    private static final int KEPT = 2;
    private static final FlannelSettings SETTINGS = FlannelSettings.DEFAULT.withMissedMessages(KEPT);

    private final World world = new World(Settings.DEFAULT, Choices.calm());
    private final List<Socket> streams = new ArrayList<>();
    private final List<WebApi.History> readAtTheOrigin = new ArrayList<>();

    @BeforeEach
    void begin() {
        world.startServer(ORIGIN, () -> this::origin);
        world.startServer(EDGE, () -> new Flannel(List.of(ORIGIN), SETTINGS, StreamThenSnapshot::new));
        world.startClient(CLIENT, _ -> {});
    }

    @AfterEach
    void end() {
        world.close();
    }

    @Test
    void aUrlIsGoodForOneConnection() {
        var booted = boot(ALICES, null);

        assertThat(connect(booted).received).containsExactly(new Frame.Hello());
        assertThat(connect(booted).received).containsExactly(new Frame.Refusal(null, RtmError.URL_EXPIRED));
    }

    @Test
    void whoComesBackSoonGoesOnWithTheSessionAndWhoComesLaterStartsAnew() {
        var booted = boot(ALICES, null);
        hangUp(connect(booted));
        world.pass(SETTINGS.parking().minusSeconds(5));

        var back = boot(ALICES, booted.session());
        assertThat(back.resumed()).isTrue();
        hangUp(connect(back));
        world.pass(SETTINGS.parking().plusSeconds(15));

        assertThat(boot(ALICES, booted.session()).resumed()).isFalse();
        assertThat(streams).as("streams that were begun at the origin").hasSize(2);
    }

    @Test
    void nobodyGoesOnWithTheSessionOfSomebodyElse() {
        var alices = boot(ALICES, null);
        connect(alices);

        var bobs = boot(BOBS, alices.session());

        assertThat(bobs.resumed()).isFalse();
        assertThat(bobs.start().connection().self()).isEqualTo(BOB);
        assertThat(refusal(EdgeApi.CHANNELS, new EdgeApi.OfSession(new Ticket("guessed"))))
                .isEqualTo("invalid_auth");
    }

    @Test
    void whoIsInAChannelIsToldToItsMembersAlone() {
        var session = boot(ALICES, null).session();

        var answer = ask(EdgeApi.MEMBERSHIP, new EdgeApi.Membership(session, GENERAL.id(), List.of(BOB.id(), ZOE)));

        assertThat(answer.nonMembers()).containsExactly(ZOE);
        assertThat(refusal(EdgeApi.MEMBERSHIP, new EdgeApi.Membership(session, SIDE.id(), List.of(BOB.id()))))
                .isEqualTo("channel_not_found");
    }

    @Test
    void usersAreFoundByTheirIdsAndByHowTheirNamesBegin() {
        var session = boot(ALICES, null).session();

        var byId = ask(EdgeApi.USERS_INFO, new EdgeApi.UsersInfo(session, List.of(BOB.id(), ZOE)));
        var byName = ask(EdgeApi.USERS_SEARCH, new EdgeApi.UsersSearch(session, "B", 10));

        assertThat(byId).isEqualTo(new EdgeApi.UsersFound(List.of(BOB), List.of(ZOE)));
        assertThat(byName.results()).containsExactly(BOB);
    }

    @Test
    void whatWasMissedComesOfMemoryAndWhatMemoryHasForgottenOfTheOrigin() {
        var session = boot(ALICES, null).session();
        for (var place = 1; place <= KEPT + 1; place++) {
            var message = message(place);
            world.script(ORIGIN, _ -> streams.getFirst().send(new Frame.Broadcast(message)));
            world.settle();
        }

        var fromMemory = ask(EdgeApi.CATCH_UP, new EdgeApi.CatchUp(session, after(1)));
        assertThat(fromMemory.messages()).containsExactly(message(3), message(2));
        assertThat(readAtTheOrigin).isEmpty();
        var fromOrigin = ask(EdgeApi.CATCH_UP, new EdgeApi.CatchUp(session, after(0)));
        assertThat(fromOrigin.messages()).containsExactly(message(3), message(2), message(1));
        assertThat(readAtTheOrigin).containsExactly(after(0));
    }

    private static Message message(int place) {
        return new Post(GENERAL.id(), BOB.id(), "hello", new ClientMessageId("m" + place)).at(ts(place));
    }

    private static WebApi.History after(int place) {
        return new WebApi.History(ALICES, GENERAL.id(), ts(place), Ts.AFTER_ALL, 10);
    }

    private static Ts ts(int place) {
        return new Ts(1_700_000_000_000_000L + place);
    }

    private Booted boot(Token token, @Nullable Ticket resume) {
        return ask(EdgeApi.BOOT, new EdgeApi.Boot(token, resume));
    }

    private <Q extends Record, A extends Record> A ask(Endpoint<Q, A> endpoint, Q request) {
        return atTheClient(host -> host.http().call(EDGE, endpoint, request));
    }

    private <Q extends Record, A extends Record> String refusal(Endpoint<Q, A> endpoint, Q request) {
        return atTheClient(host -> {
            try {
                return "answered: " + host.http().call(EDGE, endpoint, request);
            } catch (SlackError refusal) {
                return refusal.word();
            }
        });
    }

    private Heard connect(Booted booted) {
        var heard = new Heard();
        return atTheClient(host -> {
            heard.socket = host.sockets().open(booted.start().connection().url(), heard);
            return heard;
        });
    }

    private void hangUp(Heard heard) {
        atTheClient(_ -> {
            if (heard.socket != null) {
                heard.socket.close("gone");
            }
            return true;
        });
    }

    private <T> T atTheClient(Function<Host, T> action) {
        var results = new ArrayList<T>();
        world.script(CLIENT, host -> results.add(action.apply(host)));
        world.settle();
        return results.getFirst();
    }

    /** What a client hears. */
    private static final class Heard implements Handler {
        final List<Frame> received = new ArrayList<>();

        @Nullable
        Socket socket;

        @Override
        public void received(Frame frame) {
            received.add(frame);
        }

        @Override
        public void closed(String reason) {}
    }

    private void origin(Host host) {
        var users = Map.of(ALICES, ALICE, BOBS, BOB);
        var http = host.http();
        Function<Token, WebApi.Connection> connection = token -> new WebApi.Connection(
                new SocketUrl(host.name(), new Ticket("of " + token.value())), users.getOrDefault(token, ALICE));
        http.serve(WebApi.RTM_CONNECT, request -> connection.apply(request.token()));
        http.serve(
                BootApi.USER_BOOT,
                request -> new WebApi.Start(
                        connection.apply(request.token()),
                        List.of(),
                        List.of(new WebApi.Conversation(new Standing(GENERAL, true)))));
        http.serve(BootApi.TEAM_USERS, _ -> new BootApi.UsersPage(List.of(ALICE, BOB)));
        http.serve(BootApi.CHANNEL_MEMBERS, _ -> new BootApi.MembersFound(List.of(ALICE.id(), BOB.id())));
        http.serve(BootApi.CHANNELS_OF_USERS, request -> {
            var found = new TreeMap<UserId, List<ChannelId>>();
            request.users().forEach(user -> found.put(user, List.of(GENERAL.id())));
            return new BootApi.ChannelsFound(found);
        });
        http.serve(WebApi.HISTORY, request -> {
            readAtTheOrigin.add(request);
            return new WebApi.Messages(List.of(message(3), message(2), message(1)), false);
        });
        host.sockets().serve((socket, _) -> {
            streams.add(socket);
            socket.send(new Frame.Hello());
            return new Heard();
        });
    }
}
