package rtmlab.harness.initial;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import rtmlab.protocol.Channel;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.SocketUrl;
import rtmlab.protocol.Token;
import rtmlab.protocol.User;
import rtmlab.protocol.UserId;
import rtmlab.protocol.Workspace;
import rtmlab.protocol.WorkspaceId;
import rtmlab.protocol.api.Frame;
import rtmlab.protocol.api.WebApi;
import rtmlab.protocol.port.Directory;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.Sockets.Handler;
import rtmlab.protocol.port.Sockets.Socket;
import rtmlab.protocol.variant.Member;

/**
 * Alice and Bob in #general and #announcements, in which they may only read; Dave in their team and in no channel;
 * Mallory in a #general of another team. The ids of each scene are its own.
 */
final class Scene {

    private static final Duration GLANCE = Duration.ofMillis(2);
    private static final int GLANCES = 15_000; // 30 s: reached on a machine that has much else to do, or not at all.

    final NodeName webApp = NodeName.of("web-app", 1);
    final Member alice;
    final Member bob;
    final Member dave;
    final Member mallory;
    final ChannelId general;
    final ChannelId announcements;
    final ChannelId elsewhere;
    Host host;

    private final Workspace team;
    private final Workspace other;

    @SuppressWarnings("NullAway.Init") // The host is there before the script runs.
    Scene(int number) {
        team = new Workspace(new WorkspaceId("T" + number + "a"), "team " + number);
        other = new Workspace(new WorkspaceId("T" + number + "b"), "other team " + number);
        alice = member("alice", number, team);
        bob = member("bob", number, team);
        dave = member("dave", number, team);
        mallory = member("mallory", number, other);
        general = new ChannelId("C" + number + "general");
        announcements = new ChannelId("C" + number + "announcements");
        elsewhere = new ChannelId("C" + number + "elsewhere");
    }

    private static Member member(String name, int number, Workspace team) {
        var user = new User(new UserId("U" + number + name), name).in(team.id());
        return new Member(user, new Token("xoxp-" + name + "-" + number));
    }

    void enterInto(Directory directory) {
        directory.addWorkspace(team);
        directory.addWorkspace(other);
        for (var member : List.of(alice, bob, dave, mallory)) {
            directory.addUser(member.user(), member.token());
        }
        directory.addChannel(new Channel(general, "general").in(team.id()));
        directory.addChannel(
                new Channel(announcements, "announcements").in(team.id()).withPosting(Channel.Posting.ADMINS));
        directory.addChannel(new Channel(elsewhere, "general").in(other.id()));
        for (var channel : List.of(general, announcements)) {
            directory.join(alice.user().id(), channel);
            directory.join(bob.user().id(), channel);
        }
        directory.join(mallory.user().id(), elsewhere);
    }

    SocketUrl askForUrl(Member member) {
        return host.http()
                .call(webApp, WebApi.RTM_CONNECT, new WebApi.RtmConnect(member.token()))
                .url();
    }

    NodeName serverOf(Member member) {
        return askForUrl(member).node();
    }

    /** Returns once the hello is there. */
    Talker connect(Member member) {
        var talker = open(askForUrl(member));
        talker.awaitFrames(1);
        return talker;
    }

    Talker open(SocketUrl url) {
        var talker = new Talker();
        talker.socket = host.sockets().open(url, talker);
        return talker;
    }

    void awaitTrue(BooleanSupplier condition) {
        for (var look = 0; look < GLANCES && !condition.getAsBoolean(); look++) {
            host.clock().sleep(GLANCE);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    /** A client that says what it is told to say, and writes down what it hears. */
    final class Talker implements Handler {
        final List<Frame> frames = new ArrayList<>();
        Socket socket;
        private boolean isClosed;
        private long pings = 1_000_000;

        @SuppressWarnings("NullAway.Init") // The socket is opened right after.
        Talker() {}

        void send(Frame frame) {
            socket.send(frame);
        }

        List<Frame> awaitFrames(int count) {
            awaitTrue(() -> frames.size() >= count);
            return frames;
        }

        void awaitClosed() {
            awaitTrue(() -> isClosed);
        }

        /** The first such frame, once it is there. */
        <F extends Frame> F await(Class<F> kind) {
            awaitTrue(() -> count(kind) > 0);
            return ofKind(kind).getFirst();
        }

        /** Everything that the server had said to this client by now, and of that the frames of a kind. */
        <F extends Frame> List<F> all(Class<F> kind) {
            if (!isClosed) {
                settle();
            }
            return ofKind(kind);
        }

        /** Returns once the server has handled what was sent to it, and what it had said before is here. */
        void settle() {
            var ping = ++pings;
            socket.send(new Frame.Ping(ping));
            awaitTrue(() -> frames.contains(new Frame.Pong(ping)));
        }

        int count(Class<? extends Frame> kind) {
            return ofKind(kind).size();
        }

        private <F extends Frame> List<F> ofKind(Class<F> kind) {
            return frames.stream().filter(kind::isInstance).map(kind::cast).toList();
        }

        @Override
        public void received(Frame frame) {
            frames.add(frame);
        }

        @Override
        public void closed(String reason) {
            isClosed = true;
        }
    }
}
