package rtmlab.updated;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.Session;
import rtmlab.protocol.Ticket;
import rtmlab.protocol.api.Frame;
import rtmlab.protocol.api.InternalApi;
import rtmlab.protocol.api.InternalApi.Redeem;
import rtmlab.protocol.api.RtmError;
import rtmlab.protocol.port.CallFailed;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.Node;
import rtmlab.protocol.port.SlackError;
import rtmlab.protocol.port.Sockets.Handler;
import rtmlab.protocol.port.Sockets.Socket;
import rtmlab.protocol.variant.Topology;

/** Holds its clients' WebSockets, and subscribes with the channel servers to what they watch. */
final class GatewayServer implements Node {

    private final List<NodeName> webApps;
    private final Ring ring;
    private final Map<NodeName, ChannelServerLink> links = new LinkedHashMap<>();
    private final Map<ChannelId, Set<Connection>> watchers = new HashMap<>();

    private Host host;

    GatewayServer(Topology topology, Ring ring) {
        this.webApps = topology.of(UpdatedArchitecture.WEB_APP);
        this.ring = ring;
    }

    @Override
    public void start(Host host) {
        this.host = host;
        for (var server : ring.servers()) {
            var link = new ChannelServerLink(host, server, this::pass);
            links.put(server, link);
            link.open();
        }
        host.sockets().serve(this::opened);
    }

    private ChannelServerLink linkFor(ChannelId channel) {
        return Objects.requireNonNull(links.get(ring.ownerOf(channel)), "a link to every server on the ring");
    }

    /** On to everybody here who watches that channel. */
    private void pass(ChannelId channel, Frame frame) {
        for (var connection : watchers.getOrDefault(channel, Set.of())) {
            connection.socket.send(frame);
        }
    }

    private Handler opened(Socket socket, Ticket ticket) {
        var connection = new Connection(socket);
        try {
            connection.session = redeem(ticket);
            for (var channel : connection.session.channels()) {
                linkFor(channel).subscribe(channel);
            }
        } catch (SlackError _) {
            return connection.turnAway(RtmError.URL_EXPIRED);
        } catch (CallFailed _) {
            return connection.turnAway(RtmError.NOT_AVAILABLE);
        }
        // The hello promises that nothing is missed from here on: every channel server has confirmed by now.
        for (var channel : connection.session.channels()) {
            watchers.computeIfAbsent(channel, _ -> new LinkedHashSet<>()).add(connection);
        }
        socket.send(new Frame.Hello());
        return connection;
    }

    private Session redeem(Ticket ticket) {
        var webApp = webApps.get(host.random().nextInt(webApps.size()));
        return host.http()
                .call(webApp, InternalApi.REDEEM_TICKET, new Redeem(ticket))
                .session();
    }

    /** One client's WebSocket. */
    private final class Connection implements Handler {
        final Socket socket;
        Session session = Session.NOBODY;

        Connection(Socket socket) {
            this.socket = socket;
        }

        Handler turnAway(RtmError why) {
            socket.send(new Frame.Refusal(null, why));
            socket.close(why.message());
            return this;
        }

        @Override
        public void received(Frame frame) {
            switch (frame) {
                case Frame.Typing typing
                when session.channels().contains(typing.channel()) ->
                    linkFor(typing.channel()).send(new Frame.UserTyping(typing.channel(), session.user()));
                case Frame.Ping ping -> socket.send(Frame.Pong.to(ping));
                default -> socket.send(new Frame.Refusal(null, RtmError.BAD_FRAME));
            }
        }

        @Override
        public void closed(String reason) {
            watchers.values().forEach(connections -> connections.remove(this));
        }
    }
}
