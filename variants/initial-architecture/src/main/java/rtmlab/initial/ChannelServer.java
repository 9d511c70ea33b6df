package rtmlab.initial;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.Post;
import rtmlab.protocol.Session;
import rtmlab.protocol.Ticket;
import rtmlab.protocol.Ts;
import rtmlab.protocol.api.Frame;
import rtmlab.protocol.api.InternalApi;
import rtmlab.protocol.api.InternalApi.Redeem;
import rtmlab.protocol.api.InternalApi.Said;
import rtmlab.protocol.api.InternalApi.Say;
import rtmlab.protocol.api.RtmError;
import rtmlab.protocol.port.CallFailed;
import rtmlab.protocol.port.Clock;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.Http;
import rtmlab.protocol.port.Node;
import rtmlab.protocol.port.SlackError;
import rtmlab.protocol.port.Sockets.Handler;
import rtmlab.protocol.port.Sockets.Socket;
import rtmlab.protocol.shared.Access;
import rtmlab.protocol.variant.Mechanisms;
import rtmlab.protocol.variant.Topology;

/** Holds everybody's WebSocket, fixes the order of messages in its memory, and says yes before anything is stored. */
final class ChannelServer implements Node {

    private final NodeName webApp;
    private final Mechanisms on;
    private final Map<ChannelId, Set<Connection>> connected = new HashMap<>();
    private final Map<ChannelId, Ts> newest = new HashMap<>();

    private Host host;
    private Clock clock;
    private Http http;
    private HandOver handOver;

    ChannelServer(Topology topology, Mechanisms on) {
        this.webApp = topology.only(InitialArchitecture.WEB_APP);
        this.on = on;
    }

    @Override
    public void start(Host host) {
        this.host = host;
        clock = host.clock();
        http = host.http();
        handOver = new HandOver(host, webApp, on);
        handOver.replay();
        http.serve(InternalApi.SAY, this::say);
        host.sockets().serve(this::opened);
    }

    /** Broadcast, acknowledge, hand over: in this order, for speed. */
    private void received(Connection from, Frame.Send frame) {
        var post = new Post(
                frame.channel(), from.session.user(), frame.text(), Access.idOrNew(frame.clientMessageId(), host));
        var message = post.at(nextPlace(frame.channel()));
        broadcast(frame.channel(), new Frame.Broadcast(message));
        handOver.secure(message);
        from.socket.send(new Frame.Reply(frame.id(), message.ts(), message.text()));
        // Here the sender has been told that it is sent. A crash before the hand-over is through makes that a lie.
        handOver.add(message);
    }

    /** The same for a message that came to the web app over HTTP: the answer is the acknowledgement. */
    private Said say(Say request) {
        var post = request.post();
        var message = post.at(nextPlace(post.channel()));
        broadcast(post.channel(), new Frame.Broadcast(message));
        handOver.secure(message);
        handOver.add(message);
        return new Said(message);
    }

    /** The order of a channel's messages: a counter in memory that keeps up with the clock. */
    private Ts nextPlace(ChannelId channel) {
        var place = Ts.later(
                Ts.at(clock.now()), newest.getOrDefault(channel, Ts.BEFORE_ALL).next());
        newest.put(channel, place);
        return place;
    }

    private void broadcast(ChannelId channel, Frame event) {
        for (var connection : connected.getOrDefault(channel, Set.of())) {
            connection.socket.send(event);
        }
    }

    private Handler opened(Socket socket, Ticket ticket) {
        var connection = new Connection(socket);
        try {
            connection.session = http.call(webApp, InternalApi.REDEEM_TICKET, new Redeem(ticket))
                    .session();
        } catch (SlackError _) {
            return connection.turnAway(RtmError.URL_EXPIRED);
        } catch (CallFailed _) {
            return connection.turnAway(RtmError.NOT_AVAILABLE);
        }
        for (var channel : connection.session.channels()) {
            connected.computeIfAbsent(channel, _ -> new LinkedHashSet<>()).add(connection);
        }
        socket.send(new Frame.Hello());
        return connection;
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
                case Frame.Send send -> {
                    var refusal = refusal(send);
                    if (refusal == null) {
                        ChannelServer.this.received(this, send);
                    } else {
                        socket.send(new Frame.Refusal(send.id(), refusal));
                    }
                }
                case Frame.Typing typing
                when isMember(typing.channel()) ->
                    broadcast(typing.channel(), new Frame.UserTyping(typing.channel(), session.user()));
                case Frame.Ping ping -> socket.send(Frame.Pong.to(ping));
                default -> socket.send(new Frame.Refusal(null, RtmError.BAD_FRAME));
            }
        }

        private @Nullable RtmError refusal(Frame.Send send) {
            if (!isMember(send.channel())) {
                return RtmError.NOT_IN_CHANNEL;
            }
            if (send.text().isBlank()) {
                return RtmError.NO_TEXT;
            }
            if (send.text().length() > Post.MAX_TEXT_LENGTH) {
                return RtmError.TEXT_TOO_LONG;
            }
            var id = send.clientMessageId();
            var isStorable = Post.isStorable(send.text()) && (id == null || Post.isStorable(id));
            return isStorable ? null : RtmError.BAD_FRAME;
        }

        private boolean isMember(ChannelId channel) {
            return session.channels().contains(channel);
        }

        @Override
        public void closed(String reason) {
            connected.values().forEach(connections -> connections.remove(this));
        }
    }
}
