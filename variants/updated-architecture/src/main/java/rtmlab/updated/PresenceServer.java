package rtmlab.updated;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.Presence;
import rtmlab.protocol.Ticket;
import rtmlab.protocol.UserId;
import rtmlab.protocol.api.Frame;
import rtmlab.protocol.api.InternalApi;
import rtmlab.protocol.api.InternalApi.AskPresence;
import rtmlab.protocol.api.InternalApi.AskPresences;
import rtmlab.protocol.api.InternalApi.Presences;
import rtmlab.protocol.api.InternalApi.SetAway;
import rtmlab.protocol.api.WebApi.Done;
import rtmlab.protocol.api.WebApi.PresenceFound;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.Node;
import rtmlab.protocol.port.Sockets.Handler;
import rtmlab.protocol.port.Sockets.Socket;
import rtmlab.protocol.shared.PresenceBoard;

/**
 * Knows who of its share of the users is there, and tells the gateways whose clients want to know.
 *
 * <p>It keeps that in memory alone: after a crash every gateway says again who is connected to it, and a gateway that is
 * gone takes its clients along.
 */
final class PresenceServer implements Node {

    /** By then every gateway has connected again and said who is there: until then nobody is said to be away. */
    private static final Duration SETTLING = Duration.ofSeconds(2);

    private Host host;
    private Instant settled;
    private PresenceBoard<Client> board;

    /** A client by its gateway's connection and the gateway's name for it; without a name the gateway itself. */
    private record Client(Socket gateway, String name) {}

    /** The server that knows of this user: the same for whoever asks. */
    static NodeName of(UserId user, List<NodeName> servers) {
        return servers.get(Math.floorMod(user.value().hashCode(), servers.size()));
    }

    @Override
    public void start(Host host) {
        this.host = host;
        settled = host.clock().now().plus(SETTLING);
        board = new PresenceBoard<>(
                host,
                PresenceBoard.SILENCE,
                (watcher, change) -> watcher.gateway().send(change));
        host.http().serve(InternalApi.GET_PRESENCE, this::get);
        host.http().serve(InternalApi.QUERY_PRESENCE, this::query);
        host.http().serve(InternalApi.SET_AWAY, this::setAway);
        host.sockets().serveNodes(this::opened);
    }

    private PresenceFound get(AskPresence request) {
        var status = board.status(request.user());
        return new PresenceFound(
                status.presence(), status.isManuallyAway(), status.connections(), status.lastActivity());
    }

    private Presences query(AskPresences request) {
        return new Presences(request.users().stream()
                .filter(user -> board.status(user).presence() == Presence.ACTIVE)
                .toList());
    }

    private Done setAway(SetAway request) {
        board.setAway(request.user(), request.isAway());
        return new Done();
    }

    private Handler opened(Socket gateway, Ticket ticket) {
        return new Gateway(gateway);
    }

    /** What one gateway says. */
    private final class Gateway implements Handler {
        private final Client self;
        private final Map<String, Client> clients = new LinkedHashMap<>();
        private Set<UserId> wanted = Set.of();

        Gateway(Socket socket) {
            this.self = new Client(socket, "");
        }

        @Override
        public void received(Frame frame) {
            switch (frame) {
                case Frame.ClientHere(var name, var user) -> here(name, user);
                case Frame.ClientGone(var name) -> {
                    var client = clients.remove(name);
                    if (client != null) {
                        board.disconnected(client);
                    }
                }
                case Frame.PresenceSub(var _, var users) -> subscribe(users);
                default -> throw new IllegalStateException("a gateway does not send " + frame);
            }
        }

        /**
         * Of whom it has not asked for before it is told what is now, over the same connection as all that changes: so it
         * goes on right wherever it was, though this server, or the way to it, was away meanwhile.
         */
        private void subscribe(List<UserId> users) {
            var fresh = new LinkedHashSet<>(users);
            fresh.removeAll(wanted);
            wanted = new LinkedHashSet<>(users);
            board.subscribe(self, users);
            var unsettled = Duration.between(host.clock().now(), settled);
            if (!unsettled.isPositive()) {
                tell(fresh);
            } else if (!fresh.isEmpty()) {
                host.spawn("tell what is now", () -> {
                    host.clock().sleep(unsettled);
                    tell(fresh);
                });
            }
        }

        private void tell(Set<UserId> users) {
            board.query(users).forEach(self.gateway()::send);
        }

        /** The first time a client comes, each later time a sign of life. */
        private void here(String name, UserId user) {
            var known = clients.get(name);
            if (known != null) {
                board.acted(known);
                return;
            }
            var client = new Client(self.gateway(), name);
            clients.put(name, client);
            board.connected(client, user);
        }

        @Override
        public void closed(String reason) {
            board.disconnected(self);
            List.copyOf(clients.values()).forEach(board::disconnected);
            clients.clear();
        }
    }
}
