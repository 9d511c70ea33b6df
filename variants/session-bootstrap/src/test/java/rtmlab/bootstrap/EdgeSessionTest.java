package rtmlab.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
import rtmlab.protocol.WorkspaceId;
import rtmlab.protocol.api.EdgeApi;
import rtmlab.protocol.api.Frame;
import rtmlab.protocol.api.RtmError;
import rtmlab.protocol.api.WebApi;
import rtmlab.protocol.port.Clock;
import rtmlab.protocol.port.Later;
import rtmlab.protocol.port.MaybeDone;
import rtmlab.protocol.port.SlackError;
import rtmlab.protocol.port.Sockets.Socket;

class EdgeSessionTest {

    private static final User ALICE = new User(new UserId("U1"), "alice");
    private static final User BOB = new User(new UserId("U2"), "bob");
    private static final Channel GENERAL = new Channel(new ChannelId("C1"), "general");
    private static final Channel SIDE = new Channel(new ChannelId("C2"), "side");

    private final Origin origin = new Origin();
    private final Learner team = new Learner();
    private final EdgeSession session = newSession();
    private final Wire toOrigin = new Wire();

    @BeforeEach
    void begin() {
        session.connected(toOrigin);
        session.begin();
    }

    @Test
    void theProfileOfWhoIsMentionedGoesOutBeforeTheMessageAndOnce() {
        var client = attach();

        session.received(new Frame.Broadcast(message(1, "ask <@U2>")));
        session.received(new Frame.Broadcast(message(2, "yes, <@U2|bob> knows")));

        assertThat(client.sent)
                .containsExactly(
                        new Frame.Hello(),
                        new Frame.UserChange(BOB),
                        new Frame.Broadcast(message(1, "ask <@U2>")),
                        new Frame.Broadcast(message(2, "yes, <@U2|bob> knows")));
    }

    @Test
    void noMessageWaitsForAProfileThatIsNotHere() {
        var client = attach();

        session.received(new Frame.Broadcast(message(1, "who is <@U9>?")));

        assertThat(client.sent).containsExactly(new Frame.Hello(), new Frame.Broadcast(message(1, "who is <@U9>?")));
    }

    @Test
    void aProfileThatChangedIsPassedOnAndNotGivenAgain() {
        var client = attach();
        var renamed = new User(BOB.id(), "robert");

        session.received(new Frame.UserChange(renamed));
        session.received(new Frame.Broadcast(message(1, "ask <@U2>")));

        assertThat(team.told).containsExactly(renamed);
        assertThat(client.sent)
                .containsExactly(
                        new Frame.Hello(), new Frame.UserChange(renamed), new Frame.Broadcast(message(1, "ask <@U2>")));
    }

    @Test
    void whoWasAwayIsGivenProfilesAgainSinceTheyMayHaveChangedMeanwhile() {
        leaveAgain(toldOfBob());
        var client = attach();

        session.received(new Frame.Broadcast(message(2, "ask <@U2>")));

        assertThat(client.sent).contains(new Frame.UserChange(BOB));
    }

    private Wire toldOfBob() {
        var client = attach();
        session.received(new Frame.Broadcast(message(1, "ask <@U2>")));
        assertThat(client.sent).contains(new Frame.UserChange(BOB));
        return client;
    }

    @Test
    void whoComesAndGoesIsLearntAndPassedOn() {
        var client = attach();
        var zoe = new User(new UserId("U9"), "zoe");
        var events = List.of(
                new Frame.TeamJoin(zoe),
                new Frame.MemberJoined(GENERAL.id(), zoe.id()),
                new Frame.MemberLeft(GENERAL.id(), BOB.id()),
                new Frame.ChannelCreated(SIDE));

        events.forEach(session::received);

        assertThat(team.told)
                .containsExactly(zoe, zoe.id() + " joined " + GENERAL.id(), BOB.id() + " left " + GENERAL.id());
        assertThat(client.sent).startsWith(new Frame.Hello()).endsWith(events.toArray(Frame[]::new));
    }

    @Test
    void aChannelThatGetsAnotherNameHasItAtTheNextBoot() {
        var renamed = new Channel(GENERAL.id(), "everybody");

        session.received(new Frame.ChannelRename(renamed));

        assertThat(session.channels().getFirst().channel()).isEqualTo(renamed);
        assertThat(session.channels().getFirst().reading()).isEqualTo(new WebApi.Reading(Ts.BEFORE_ALL, 4));
    }

    @Test
    void aNameThatChangesWhileTheSnapshotIsReadIsNotLost() {
        var renamed = new Channel(GENERAL.id(), "everybody");
        var begun = newSession();
        origin.whenOpened = () -> begun.received(new Frame.ChannelRename(renamed));

        begun.begin();

        assertThat(begun.channels().getFirst().channel()).isEqualTo(renamed);
    }

    @Test
    void aChannelThatTheUserJoinsIsThereFromThenOnAndWhatItHadBeforeIsReadAtTheOrigin() {
        var client = attach();

        session.received(new Frame.ChannelJoined(SIDE));

        assertThat(client.sent).containsExactly(new Frame.Hello(), new Frame.ChannelJoined(SIDE));
        assertThat(session.isIn(SIDE.id())).isTrue();
        assertThat(session.missed(everythingIn(SIDE))).isEmpty();
        assertThat(session.missed(everythingIn(GENERAL))).isPresent();
        origin.channels = List.of(GENERAL, SIDE);
        assertThat(session.canGoOn()).as("after a break").isFalse();
    }

    @Test
    void whoLeftAndJoinedAgainStartsAnew() {
        session.received(new Frame.ChannelLeft(GENERAL.id()));
        assertThat(session.isIn(GENERAL.id())).isFalse();
        session.received(new Frame.ChannelJoined(GENERAL));

        assertThat(session.missed(everythingIn(GENERAL))).isEmpty();
        assertThat(session.canGoOn()).isFalse();
    }

    @Test
    void whoLeavesAndJoinsAgainWhileTheSessionBeginsHasItBegunAgain() {
        var begun = newSession();
        origin.whenOpened = () -> {
            begun.received(new Frame.ChannelLeft(GENERAL.id()));
            begun.received(new Frame.ChannelJoined(GENERAL));
        };

        assertThatThrownBy(begun::begin).isInstanceOf(SlackError.class).hasMessage("service_unavailable");
    }

    @Test
    void aClientThatWasNotToldOfAJoinedChannelHasToStartAgain() {
        assertThat(session.isAsTold()).isTrue();

        session.received(new Frame.ChannelJoined(SIDE));

        assertThat(session.isAsTold()).isFalse();
    }

    @Test
    void whatComesWhileTheClientIsAwayIsKeptAndCounted() {
        leaveAgain(attach());

        session.received(new Frame.Broadcast(message(1, "are you there?")));

        assertThat(session.isParked()).isTrue();
        assertThat(session.isParkedSince(Instant.EPOCH.plusSeconds(1))).isTrue();
        assertThat(session.channels().getFirst().reading()).isEqualTo(new WebApi.Reading(Ts.BEFORE_ALL, 5));
        assertThat(session.missed(new WebApi.History(new Token("t"), GENERAL.id(), ts(0), Ts.AFTER_ALL, 10)))
                .hasValue(new WebApi.Messages(List.of(message(1, "are you there?")), false));
    }

    @Test
    void onesOwnMessagesAndThoseThatWereReadAreNotCountedAsUnread() {
        origin.lastRead = ts(5);
        session.begin();

        session.received(new Frame.Broadcast(message(5, "read already")));
        session.received(new Frame.Broadcast(message(6, ALICE, "my own")));
        assertThat(session.channels().getFirst().reading()).isEqualTo(new WebApi.Reading(ts(5), 4));
        session.received(new Frame.Broadcast(message(7, "new")));
        assertThat(session.channels().getFirst().reading()).isEqualTo(new WebApi.Reading(ts(5), 5));
    }

    @Test
    void aSessionWhoseClientNeverComesIsAParkedOne() {
        session.awaitsClient(Instant.EPOCH);

        assertThat(session.isParkedSince(Instant.EPOCH.plusSeconds(1))).isTrue();
        attach();
        assertThat(session.isParkedSince(Instant.EPOCH.plusSeconds(1))).isFalse();
    }

    @Test
    void aClientWhoseSessionIsGoneOnWithElsewhereIsHungUpOnAndItsEndChangesNothing() {
        var wire = new Wire();
        var before = new EdgeClient(wire, session, (_, _) -> new EdgeApi.UsersFound(List.of(), List.of()), new Still());
        session.attach(before);
        var client = attach();

        assertThat(wire.closed).containsExactly("the session is gone on with elsewhere");
        before.closed("as it was told");
        session.received(new Frame.Broadcast(message(1, "hello")));
        assertThat(client.sent).contains(new Frame.Broadcast(message(1, "hello")));
        assertThat(session.isParked()).isFalse();
    }

    @Test
    void whenTheOriginHangsUpTheClientHasToStartAgain() {
        var client = attach();

        session.closed("the gateway died");

        assertThat(client.closed).containsExactly("the gateway died");
        assertThat(session.isUp()).isFalse();
        assertThat(session.isOf(new Token("t"))).isFalse();
    }

    @Test
    void asideFromQuestionsAllGoesOnToTheOrigin() {
        var client = attach();
        var handler =
                new EdgeClient(client, session, (_, _) -> new EdgeApi.UsersFound(List.of(BOB), List.of()), new Still());

        handler.received(new Frame.Typing(7, GENERAL.id()));
        handler.received(new Frame.Ask(8, new EdgeApi.UsersInfo(null, List.of(BOB.id()))));

        assertThat(toOrigin.sent).containsExactly(new Frame.Typing(7, GENERAL.id()));
        assertThat(client.sent)
                .containsExactly(new Frame.Hello(), new Frame.Told(8, new EdgeApi.UsersFound(List.of(BOB), List.of())));
    }

    @Test
    void whoIsRefusedIsToldWhetherItIsNoMemberOrTheAnswerIsNotToBeHadNow() {
        assertThat(errorAfter(new SlackError("channel_not_found"))).isEqualTo(RtmError.NOT_IN_CHANNEL);
        assertThat(errorAfter(new SlackError("service_unavailable"))).isEqualTo(RtmError.NOT_AVAILABLE);
        assertThat(errorAfter(new MaybeDone("no answer in time"))).isEqualTo(RtmError.NOT_AVAILABLE);
    }

    private RtmError errorAfter(RuntimeException failure) {
        var wire = new Wire();
        var client = new EdgeClient(
                wire,
                session,
                (_, _) -> {
                    throw failure;
                },
                new Still());
        client.received(new Frame.Ask(8, new EdgeApi.Membership(null, GENERAL.id(), List.of(BOB.id()))));
        return ((Frame.Refusal) wire.sent.getFirst()).error();
    }

    @Test
    void theOrderInWhichChannelsComeDoesNotMatter() {
        var board = new Channel(new ChannelId("C0"), "board").asPrivate();
        origin.channels = List.of(GENERAL, board);
        session.begin();

        assertThat(session.canGoOn()).isTrue();
        origin.channels = List.of(GENERAL);
        assertThat(session.canGoOn()).isFalse();
    }

    @Test
    void aChannelThatIsJoinedWhileTheSessionBeginsHasItBegunAgain() {
        origin.whenOpened = () -> origin.channels = List.of(GENERAL, SIDE);

        assertThatThrownBy(session::begin).isInstanceOf(SlackError.class).hasMessage("service_unavailable");
    }

    private EdgeSession newSession() {
        return new EdgeSession(
                new Token("t"), new Ticket("s"), new Promised(), team, _ -> new StreamThenSnapshot(origin));
    }

    private static WebApi.History everythingIn(Channel channel) {
        return new WebApi.History(new Token("t"), channel.id(), ts(0), Ts.AFTER_ALL, 10);
    }

    /** The client of that wire is gone. */
    private void leaveAgain(Wire wire) {
        var gone = new EdgeClient(wire, session, (_, _) -> new EdgeApi.UsersFound(List.of(), List.of()), new Still());
        session.attach(gone);
        session.detach(gone, Instant.EPOCH);
    }

    private Wire attach() {
        var wire = new Wire();
        session.attach(
                new EdgeClient(wire, session, (_, _) -> new EdgeApi.UsersFound(List.of(), List.of()), new Still()));
        return wire;
    }

    private static Message message(int place, String text) {
        return message(place, BOB, text);
    }

    private static Message message(int place, User author, String text) {
        return new Post(GENERAL.id(), author.id(), text, new ClientMessageId("m" + place)).at(ts(place));
    }

    private static Ts ts(int place) {
        return new Ts(1_700_000_000_000_000L + place);
    }

    /** Knows Bob, and writes down what else it is told. */
    private static final class Learner implements EdgeSession.Listener {
        final List<Object> told = new ArrayList<>();

        @Override
        public Optional<User> profile(WorkspaceId team, UserId user) {
            return user.equals(BOB.id()) ? Optional.of(BOB) : Optional.empty();
        }

        @Override
        public void heard(WorkspaceId team, Message message) {}

        @Override
        public void changed(User user) {
            told.add(user);
        }

        @Override
        public void joined(ChannelId channel, UserId user) {
            told.add(user + " joined " + channel);
        }

        @Override
        public void left(ChannelId channel, UserId user) {
            told.add(user + " left " + channel);
        }
    }

    /** Alice is in these channels, whoever asks. */
    private static final class Origin implements SessionSeam.Ports {
        private static final WebApi.Connection CONNECTION =
                new WebApi.Connection(new SocketUrl(NodeName.of("gateway-server", 1), new Ticket("x")), ALICE);

        List<Channel> channels = List.of(GENERAL);
        Ts lastRead = Ts.BEFORE_ALL;
        Runnable whenOpened = () -> {};

        @Override
        public WebApi.Connection connect() {
            return CONNECTION;
        }

        @Override
        public void open(SocketUrl url) {
            whenOpened.run();
        }

        @Override
        public WebApi.Start userBoot() {
            var reading = new WebApi.Reading(lastRead, 4);
            var conversations = channels.stream()
                    .map(channel -> new WebApi.Conversation(new Standing(channel, true), null, reading))
                    .toList();
            return new WebApi.Start(CONNECTION, List.of(), conversations);
        }

        @Override
        public WebApi.Start rtmStart() {
            return userBoot();
        }

        @Override
        public List<ChannelId> channelsOf(UserId user) {
            return channels.stream().map(Channel::id).sorted().toList();
        }

        @Override
        public int kept() {
            return 10;
        }
    }

    /** Remembers what was sent. */
    private static final class Wire implements Socket {
        final List<Frame> sent = new ArrayList<>();
        final List<String> closed = new ArrayList<>();

        @Override
        public void send(Frame frame) {
            sent.add(frame);
        }

        @Override
        public void close(String reason) {
            closed.add(reason);
        }
    }

    /** Nobody waits for it here. */
    private static final class Promised implements Later<Boolean> {
        @Override
        public Optional<Boolean> await(Duration limit) {
            return Optional.of(true);
        }

        @Override
        public void complete(Boolean value) {}
    }

    /** A clock that stands still. */
    private static final class Still implements Clock {
        @Override
        public Instant now() {
            return Instant.EPOCH;
        }

        @Override
        public void sleep(Duration duration) {}

        @Override
        public void idle(Duration duration) {}
    }
}
