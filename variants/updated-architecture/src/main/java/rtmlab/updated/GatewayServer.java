package rtmlab.updated;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.Post;
import rtmlab.protocol.Session;
import rtmlab.protocol.Ticket;
import rtmlab.protocol.UserId;
import rtmlab.protocol.api.Frame;
import rtmlab.protocol.api.InternalApi;
import rtmlab.protocol.api.InternalApi.Redeem;
import rtmlab.protocol.api.RtmError;
import rtmlab.protocol.port.CallFailed;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.Later;
import rtmlab.protocol.port.Node;
import rtmlab.protocol.port.SlackError;
import rtmlab.protocol.port.Sockets.Handler;
import rtmlab.protocol.port.Sockets.Socket;
import rtmlab.protocol.shared.TypingLimit;
import rtmlab.protocol.variant.Topology;

/** Holds its clients' WebSockets, and subscribes with the channel servers to what they watch, and to nothing else. */
final class GatewayServer implements Node {

    private static final Duration TYPING_PAUSE = Duration.ofMillis(50);

    /** How long clients have to go elsewhere. */
    private static final Duration DRAIN = Duration.ofSeconds(2);

    private final List<NodeName> webApps;
    private final TypingPath.Factory typingPaths;
    private final List<NodeName> ringManagers;
    private final List<NodeName> presenceServers;
    private final RingPlan plan;
    private final Fence fence;
    private final Map<NodeName, ChannelServerLink> links = new LinkedHashMap<>();
    private final Map<ChannelId, Subscription<Connection>> subscriptions = new LinkedHashMap<>();

    /** The ring by which the links were opened. */
    private long linkedBy = Ring.NONE.epoch();

    private final Set<Connection> clients = new LinkedHashSet<>();

    private Host host;
    private RingWatch ringWatch;
    private PresenceLinks<Connection> presence;
    private TypingPath typingPath;
    private @Nullable Later<Boolean> emptied;

    GatewayServer(Topology topology, Pieces pieces) {
        this.typingPaths = pieces.typingPath();
        this.webApps = topology.of(UpdatedArchitecture.WEB_APP);
        this.ringManagers = topology.of(UpdatedArchitecture.RING_MANAGER);
        this.presenceServers = topology.of(UpdatedArchitecture.PRESENCE_SERVER);
        this.plan = pieces.ringPlan().ofNode();
        this.fence = pieces.fence().ofNode();
    }

    @Override
    public void start(Host host) {
        this.host = host;
        ringWatch = new RingWatch(host, ringManagers, this::moveTo);
        ringWatch.open();
        typingPath = typingPaths.over(new TypingPorts());
        presence = new PresenceLinks<>(host, presenceServers, Connection::tell);
        presence.open();
        host.sockets().serve(this::opened);
        host.whenStopped(this::drain);
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

    /** Every channel is asked for again, from its owner on the new ring, after the last message that came. */
    private void moveTo(Ring ring) {
        for (var server : ring.servers()) {
            if (!links.containsKey(server)) {
                var link = ChannelServerLink.unwatched(host, server, new FromChannelServer());
                links.put(server, link);
                link.open();
            }
        }
        fence.heardOf(ring.epoch());
        if (!fence.admits(linkedBy)) {
            links.values().removeIf(link -> {
                var isGone = !ring.servers().contains(link.server());
                if (isGone) {
                    link.close();
                }
                return isGone;
            });
        }
        linkedBy = ring.epoch();
        subscriptions.forEach((channel, subscription) -> ask(channel, subscription));
    }

    /** Once per ring and connection: asked twice, a channel server would say everything twice. */
    private void ask(ChannelId channel, Subscription<Connection> subscription) {
        var owner = ownerOf(channel);
        if (owner != null && owner.isUp()) {
            subscription.ask(owner, ringWatch.ring().epoch());
        }
    }

    private @Nullable ChannelServerLink ownerOf(ChannelId channel) {
        var ring = ringWatch.ring();
        return ring.isEmpty() ? null : links.get(plan.ownerOf(channel, ring.servers()));
    }

    /** What comes from the channel servers. */
    private final class FromChannelServer implements ChannelServerLink.Listener {
        @Override
        public void connected(ChannelServerLink link) {
            subscriptions.forEach((channel, subscription) -> {
                if (link.equals(ownerOf(channel))) {
                    ask(channel, subscription);
                }
            });
        }

        @Override
        public void arrived(Frame frame) {
            switch (frame) {
                case Frame.Release(long epoch, var message) -> {
                    // Who owned the channel by an older ring may not know yet that somebody else does now.
                    if (fence.admits(epoch)) {
                        var subscription = subscriptions.get(message.channel());
                        if (subscription != null) {
                            subscription.arrived(message.ts());
                        }
                        pass(message.channel(), new Frame.Broadcast(message));
                    }
                }
                case Frame.UserTyping typing -> pass(typing.channel(), typing);
                case Frame.Subscribed subscribed -> confirmed(subscribed);
                case Frame.RingChange(long epoch, var servers) -> ringWatch.learn(new Ring(epoch, servers));
                default -> throw new IllegalStateException("a channel server does not send " + frame);
            }
        }
    }

    private void confirmed(Frame.Subscribed subscribed) {
        var subscription = subscriptions.get(subscribed.channel());
        if (subscription == null || !fence.admits(subscribed.epoch())) {
            return;
        }
        subscription.confirmed(subscribed.upTo());
        if (!subscribed.isComplete()) {
            // Longer ago than the channel server remembers: the clients find it in the history when they come back.
            List.copyOf(subscription.watchers()).forEach(watcher -> watcher.socket.close("missed too much"));
        }
    }

    /** On to everybody here who watches that channel. */
    private void pass(ChannelId channel, Frame frame) {
        var subscription = subscriptions.get(channel);
        if (subscription != null) {
            for (var connection : subscription.watchers()) {
                if (connection.isOnline) {
                    connection.socket.send(frame);
                }
            }
        }
    }

    private Handler opened(Socket socket, Ticket ticket) {
        var connection = new Connection(socket);
        if (emptied != null) {
            return connection.turnAway(RtmError.NOT_AVAILABLE);
        }
        clients.add(connection);
        try {
            connection.session = redeem(ticket);
            connection.session.channels().forEach(channel -> watch(channel, connection));
            for (var channel : connection.session.channels()) {
                watch(channel, connection).awaitConfirmation();
            }
        } catch (SlackError _) {
            return connection.turnAway(RtmError.URL_EXPIRED);
        } catch (CallFailed _) {
            return connection.turnAway(RtmError.NOT_AVAILABLE);
        }
        // The hello promises that nothing is missed from here on: every channel server has confirmed by now.
        connection.isOnline = true;
        socket.send(new Frame.Hello());
        presence.online(connection, connection.session.user());
        return connection;
    }

    private Session redeem(Ticket ticket) {
        var webApp = webApps.get(host.random().nextInt(webApps.size()));
        return host.http()
                .call(webApp, InternalApi.REDEEM_TICKET, new Redeem(ticket))
                .session();
    }

    private Subscription<Connection> watch(ChannelId channel, Connection connection) {
        var subscription = subscriptions.get(channel);
        if (subscription == null) {
            subscription = new Subscription<>(host, channel);
            subscriptions.put(channel, subscription);
            ask(channel, subscription);
        }
        subscription.watchers().add(connection);
        return subscription;
    }

    private void unwatch(ChannelId channel, Connection connection) {
        var subscription = subscriptions.get(channel);
        if (subscription == null || !subscription.watchers().remove(connection)) {
            return;
        }
        if (subscription.watchers().isEmpty()) {
            subscriptions.remove(channel);
            var owner = ownerOf(channel);
            if (owner != null) {
                owner.send(new Frame.Unsubscribe(channel));
            }
        }
    }

    /** What the typing path reaches. */
    private final class TypingPorts implements TypingPath.Ports {
        @Override
        public void passOn(ChannelId channel, UserId user) {
            var owner = ownerOf(channel);
            if (owner != null) {
                owner.send(new Frame.UserTyping(channel, user));
            }
        }

        @Override
        public boolean isConnected(ChannelId channel) {
            var owner = ownerOf(channel);
            return owner != null && owner.isUp();
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

    /** One client's WebSocket. */
    private final class Connection implements Handler {
        final Socket socket;
        final TypingLimit typingLimit = new TypingLimit();
        Session session = Session.NOBODY;
        boolean isOnline;

        Connection(Socket socket) {
            this.socket = socket;
        }

        Handler turnAway(RtmError why) {
            forget();
            socket.send(new Frame.Refusal(null, why));
            socket.close(why.message());
            return this;
        }

        private void forget() {
            session.channels().forEach(channel -> unwatch(channel, this));
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
            isOnline = false;
            forget();
        }
    }
}
