package rtmlab.updated;

import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import rtmlab.protocol.Channel;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.Post;
import rtmlab.protocol.Session;
import rtmlab.protocol.Ticket;
import rtmlab.protocol.UserId;
import rtmlab.protocol.api.Frame;
import rtmlab.protocol.api.InternalApi;
import rtmlab.protocol.api.InternalApi.MembershipChanged;
import rtmlab.protocol.api.InternalApi.Memberships;
import rtmlab.protocol.api.InternalApi.Noted;
import rtmlab.protocol.api.InternalApi.Serve;
import rtmlab.protocol.api.InternalApi.TeamEvent;
import rtmlab.protocol.api.RtmError;
import rtmlab.protocol.port.CallFailed;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.Later;
import rtmlab.protocol.port.Node;
import rtmlab.protocol.port.SlackError;
import rtmlab.protocol.port.Sockets.Handler;
import rtmlab.protocol.port.Sockets.Socket;
import rtmlab.protocol.shared.Lookups;
import rtmlab.protocol.shared.TypingLimit;
import rtmlab.protocol.variant.Topology;

/** Holds its clients' WebSockets, and subscribes with the channel servers to what they watch, and to nothing else. */
final class GatewayServer implements Node {

    /** The answer to news that could not be gone after: what they are about could not be looked up. */
    static final String CANNOT_YET = "cannot_yet";

    private static final Duration TYPING_PAUSE = Duration.ofMillis(50);

    /** How long clients have to go elsewhere. */
    private static final Duration DRAIN = Duration.ofSeconds(2);

    private final List<NodeName> webApps;
    private final List<NodeName> ringManagers;
    private final List<NodeName> presenceServers;
    private final Pieces pieces;
    private final Set<Connection> clients = new LinkedHashSet<>();

    private Host host;
    private Lookups lookups;
    private ChannelLinks<Connection> channels;
    private PresenceLinks<Connection> presence;
    private TypingPath typingPath;
    private @Nullable Later<Boolean> emptied;

    GatewayServer(Topology topology, Pieces pieces) {
        this.pieces = pieces;
        this.webApps = topology.of(UpdatedArchitecture.WEB_APP);
        this.ringManagers = topology.of(UpdatedArchitecture.RING_MANAGER);
        this.presenceServers = topology.of(UpdatedArchitecture.PRESENCE_SERVER);
    }

    @Override
    public void start(Host host) {
        this.host = host;
        lookups = new Lookups(host, webApps);
        channels = new ChannelLinks<>(host, ringManagers, pieces, new FromChannels());
        channels.open();
        typingPath = pieces.typingPath().over(new TypingPorts());
        presence = new PresenceLinks<>(host, presenceServers, Connection::tell);
        presence.open();
        host.http().serve(InternalApi.SERVE_TEAM, this::serve);
        host.http().serve(InternalApi.MEMBERSHIP_CHANGED, news -> goAfter(news, this::membershipChanged));
        host.http().serve(InternalApi.TEAM_EVENT, news -> goAfter(news, this::teamEvent));
        host.sockets().serve(this::opened);
        host.whenStopped(this::drain);
    }

    private Noted serve(Serve request) {
        if (emptied != null) {
            throw new SlackError("service_unavailable");
        }
        return new Noted();
    }

    /** Sends everybody elsewhere before the process ends; whoever does not go is closed by its end. */
    private void drain() {
        Later<Boolean> last = host.later();
        emptied = last;
        List.copyOf(clients).forEach(client -> client.socket.send(new Frame.Goodbye()));
        if (!clients.isEmpty()) {
            last.await(DRAIN);
        }
    }

    /** What comes of the channels that clients here watch. */
    private static final class FromChannels implements ChannelLinks.Listener<Connection> {
        @Override
        public void arrived(Set<Connection> watchers, Frame frame) {
            watchers.forEach(watcher -> watcher.socket.send(frame));
        }

        /** They find it in the history when they come back. */
        @Override
        public void missedTooMuch(Set<Connection> watchers) {
            List.copyOf(watchers).forEach(watcher -> watcher.socket.close("missed too much"));
        }
    }

    private Handler opened(Socket socket, Ticket ticket) {
        var connection = new Connection(socket);
        if (emptied != null) {
            return connection.turnAway(RtmError.NOT_AVAILABLE);
        }
        clients.add(connection);
        try {
            connection.begin(lookups.redeem(ticket));
        } catch (SlackError _) {
            return connection.turnAway(RtmError.URL_EXPIRED);
        } catch (CallFailed _) {
            return connection.turnAway(RtmError.NOT_AVAILABLE);
        }
        presence.online(connection, connection.session.user());
        return connection;
    }

    /** What the typing path reaches. */
    private final class TypingPorts implements TypingPath.Ports {
        @Override
        public void passOn(ChannelId channel, UserId user) {
            channels.typing(channel, user);
        }

        @Override
        public boolean isConnected(ChannelId channel) {
            return channels.isConnected(channel);
        }

        @Override
        public void append(ChannelId channel, UserId user) {
            var id = new ClientMessageId(
                    "typing-" + Long.toHexString(host.random().nextLong()));
            host.log().append(new Post(channel, user, "is typing …", id));
        }

        @Override
        public void pause() {
            host.clock().sleep(TYPING_PAUSE);
        }

        @Override
        public void spawn(Runnable task) {
            host.spawn("typing", task);
        }
    }

    /** Whoever brings news shall bring them again where they have come to nothing yet. */
    private static <Q> Noted goAfter(Q news, Function<Q, Noted> follow) {
        try {
            return follow.apply(news);
        } catch (CallFailed _) {
            throw new SlackError(CANNOT_YET);
        }
    }

    /**
     * A user has joined or left a channel. What the directory says is the truth, and this merely the reason to ask it: told
     * late, twice, or in another order, it does no harm. Returns when everything said in a new channel arrives here.
     */
    private Noted membershipChanged(MembershipChanged news) {
        clients.forEach(client -> client.isOutdated = true);
        for (var client : List.copyOf(clients)) {
            if (client.session.user().equals(news.user())) {
                client.refresh();
            }
        }
        if (!news.isRepeat()) {
            channels.pass(news.channel(), news.event());
        }
        return new Noted();
    }

    /** Something is new in a team: its clients are sent what the directory says of it, and not what was said before. */
    private Noted teamEvent(TeamEvent news) {
        lookups.newest(news).ifPresent(newest -> {
            for (var client : List.copyOf(clients)) {
                if (news.isFor(client.session)) {
                    client.hear(newest);
                }
            }
        });
        return new Noted();
    }

    /** One client's WebSocket. */
    private final class Connection implements Handler {
        final Socket socket;
        final TypingLimit typingLimit = new TypingLimit();

        Session session = Session.NOBODY;

        /** Somebody has joined or left a channel since this session was asked for: perhaps this user. */
        boolean isOutdated;

        /** The user's channels from which everything arrives; a client that is online is told what does. */
        private final Set<ChannelId> ready = new LinkedHashSet<>();

        private final Map<ChannelId, Channel> joined = new LinkedHashMap<>();
        private boolean isOnline;

        /** Questions are counted, since answers may come in another order. */
        private long asked;

        private long answered;

        Connection(Socket socket) {
            this.socket = socket;
        }

        /** Greets the client once everything arrives that is said in its channels. */
        void begin(Session redeemed) {
            session = redeemed;
            session.channels().forEach(channel -> channels.expect(channel, this));
            session.channels().forEach(this::awaitReady);
            if (isOutdated) {
                refresh();
            }
            // The hello promises that nothing is missed from here on: every channel server has confirmed by now.
            isOnline = true;
            socket.send(new Frame.Hello());
            ready.forEach(channel -> channels.admit(channel, this));
        }

        /** Asks for the user's channels and goes after them; returns when everything arrives that is said in them. */
        void refresh() {
            isOutdated = false;
            var question = ++asked;
            var memberships = lookups.memberships(session);
            if (question > answered && clients.contains(this)) {
                answered = question;
                follow(memberships);
            }
            session.channels().forEach(this::awaitReady);
        }

        private void follow(Memberships memberships) {
            var before = session.channels();
            session = Session.of(memberships.user(), memberships.channels());
            memberships.channels().forEach(channel -> joined.put(channel.id(), channel));
            var now = new HashSet<>(session.channels());
            for (var channel : before) {
                if (!now.contains(channel)) {
                    channels.dismiss(channel, this);
                    if (ready.remove(channel) && isOnline) {
                        socket.send(new Frame.ChannelLeft(channel));
                    }
                }
            }
            session.channels().forEach(channel -> channels.expect(channel, this));
        }

        private void awaitReady(ChannelId channel) {
            if (ready.contains(channel)) {
                return;
            }
            channels.awaitConfirmation(channel);
            var isMember = session.channels().contains(channel) && clients.contains(this);
            if (isMember && ready.add(channel) && isOnline) {
                // First of all, so that its client reads what was said before and misses nothing that is said later.
                socket.send(new Frame.ChannelJoined(Objects.requireNonNull(joined.get(channel), "a channel joined")));
                channels.admit(channel, this);
            }
        }

        /** Who is not online yet begins with what the directory says then, and needs no news of it. */
        void hear(Frame news) {
            if (news instanceof Frame.ChannelRename(var channel)) {
                joined.computeIfPresent(channel.id(), (_, _) -> channel);
            }
            if (isOnline) {
                socket.send(news);
            }
        }

        Handler turnAway(RtmError why) {
            forget();
            socket.send(new Frame.Refusal(null, why));
            socket.close(why.message());
            return this;
        }

        private void forget() {
            session.channels().forEach(channel -> channels.dismiss(channel, this));
            presence.offline(this);
            clients.remove(this);
            if (clients.isEmpty() && emptied != null) {
                emptied.complete(true);
            }
        }

        void tell(Frame.PresenceChange change) {
            change.oneByOne().forEach(socket::send);
        }

        @Override
        public void received(Frame frame) {
            if (!(frame instanceof Frame.Ping)) {
                presence.acted(this);
            }
            switch (frame) {
                case Frame.Typing typing
                when session.channels().contains(typing.channel()) -> isTyping(typing.channel());
                case Frame.PresenceSub(var _, var users) -> presence.subscribe(this, users);
                case Frame.PresenceQuery(var id, var users) -> answer(id, users);
                case Frame.Ping ping -> socket.send(Frame.Pong.to(ping));
                default -> socket.send(new Frame.Refusal(null, RtmError.BAD_FRAME));
            }
        }

        private void answer(@Nullable Long id, List<UserId> users) {
            if (users.size() > Frame.PresenceQuery.MAX_USERS) {
                socket.send(new Frame.Refusal(id, RtmError.TOO_MANY_USERS));
                return;
            }
            try {
                presence.query(users).forEach(this::tell);
            } catch (CallFailed _) {
                socket.send(new Frame.Refusal(id, RtmError.NOT_AVAILABLE));
            }
        }

        private void isTyping(ChannelId channel) {
            if (typingLimit.allows(channel, host.clock().now())) {
                typingPath.typing(channel, session.user());
            }
        }

        @Override
        public void closed(String reason) {
            forget();
        }
    }
}
