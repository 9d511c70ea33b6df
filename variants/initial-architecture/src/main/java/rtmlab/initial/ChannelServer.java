package rtmlab.initial;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.Message;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.Post;
import rtmlab.protocol.Presence;
import rtmlab.protocol.SocketUrl;
import rtmlab.protocol.Ticket;
import rtmlab.protocol.Ts;
import rtmlab.protocol.WorkspaceId;
import rtmlab.protocol.api.Frame;
import rtmlab.protocol.api.InternalApi;
import rtmlab.protocol.api.InternalApi.AskPresence;
import rtmlab.protocol.api.InternalApi.Drain;
import rtmlab.protocol.api.InternalApi.Drained;
import rtmlab.protocol.api.InternalApi.Noted;
import rtmlab.protocol.api.InternalApi.Redeem;
import rtmlab.protocol.api.InternalApi.Redeemed;
import rtmlab.protocol.api.InternalApi.Said;
import rtmlab.protocol.api.InternalApi.Say;
import rtmlab.protocol.api.InternalApi.Serve;
import rtmlab.protocol.api.InternalApi.SessionChanged;
import rtmlab.protocol.api.InternalApi.SetAway;
import rtmlab.protocol.api.InternalApi.StillUnsettled;
import rtmlab.protocol.api.InternalApi.TeamEvent;
import rtmlab.protocol.api.InternalApi.Unsettled;
import rtmlab.protocol.api.RtmError;
import rtmlab.protocol.api.WebApi.Done;
import rtmlab.protocol.api.WebApi.PresenceFound;
import rtmlab.protocol.port.CallFailed;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.Http;
import rtmlab.protocol.port.Node;
import rtmlab.protocol.port.SlackError;
import rtmlab.protocol.port.Sockets.Handler;
import rtmlab.protocol.port.Sockets.Socket;
import rtmlab.protocol.shared.Access;
import rtmlab.protocol.shared.Lookups;
import rtmlab.protocol.shared.PresenceBoard;
import rtmlab.protocol.shared.RateLimit;
import rtmlab.protocol.shared.Tickets;
import rtmlab.protocol.variant.Mechanisms;
import rtmlab.protocol.variant.Topology;

/** Holds everybody's WebSocket, fixes the order of messages in its memory, and says yes before anything is stored. */
final class ChannelServer implements Node {

    /** One message a second sustained (Slack's API documentation). */
    private static final double MESSAGES_PER_SECOND = 1;

    private static final int MESSAGES_AT_ONCE = 10;

    private final NodeName webApp;
    private final List<NodeName> channelServers;
    private final Mechanisms on;
    private final Rooms rooms = new Rooms();
    private final Map<WorkspaceId, PresenceBoard<ClientConnection>> boards = new LinkedHashMap<>();

    private Host host;
    private Http http;
    private Lookups lookups;
    private HandOver handOver;
    private Places places;
    private TeamWatch watch;
    private boolean isDraining;

    ChannelServer(Topology topology, Mechanisms on) {
        this.webApp = topology.only(InitialArchitecture.WEB_APP);
        this.channelServers = topology.of(InitialArchitecture.CHANNEL_SERVER);
        this.on = on;
    }

    @Override
    public void start(Host host) {
        this.host = host;
        http = host.http();
        lookups = new Lookups(host, List.of(webApp));
        places = new Places(host, on);
        watch = new TeamWatch(host, new TeamServers(host, channelServers), rooms);
        handOver = new HandOver(host, webApp, on);
        handOver.replay();
        http.serve(InternalApi.SAY, this::say);
        http.serve(InternalApi.SERVE_TEAM, this::serve);
        http.serve(InternalApi.SESSION_CHANGED, this::sessionChanged);
        http.serve(InternalApi.TEAM_EVENT, this::teamEvent);
        http.serve(InternalApi.GET_PRESENCE, this::presenceOf);
        http.serve(InternalApi.SET_AWAY, this::setAway);
        http.serve(InternalApi.DRAIN, this::drain);
        http.serve(InternalApi.UNSETTLED, this::unsettled);
        host.sockets().serve(this::opened);
    }

    /** Broadcast, acknowledge, hand over: in this order, for speed. Returns why not, if it was refused. */
    @Nullable
    RtmError received(ClientConnection from, Frame.Send frame) {
        if (handOver.isFull()) {
            return RtmError.NOT_AVAILABLE;
        }
        var post = new Post(
                frame.channel(), from.session().user(), frame.text(), Access.idOrNew(frame.clientMessageId(), host));
        Ts place;
        try {
            place = places.next(post.channel());
        } catch (CallFailed _) {
            return RtmError.NOT_AVAILABLE; // No place, no message: nobody has been shown anything.
        }
        var message = show(post.at(place));
        from.send(new Frame.Reply(frame.id(), message.ts(), message.text()));
        // Here the sender has been told that it is sent. A crash before the hand-over is through makes that a lie.
        handOver.add(message);
        return null;
    }

    /** The same for a message that came to the web app over HTTP: the answer is the acknowledgement. */
    private Said say(Say request) {
        if (handOver.isFull()) {
            throw new SlackError("service_unavailable");
        }
        var message = show(request.post().at(places.next(request.post().channel())));
        handOver.add(message);
        return new Said(message);
    }

    /** Shows it to everybody; a crash loses it from here on, unless it is buffered. */
    private Message show(Message message) {
        rooms.tell(message.channel(), new Frame.Broadcast(message));
        handOver.secure(message);
        return message;
    }

    /** Passed on and forgotten: it touches no disk and no database. */
    void typing(ClientConnection from, ChannelId channel) {
        rooms.tellOthers(
                channel, from, new Frame.UserTyping(channel, from.session().user()));
    }

    private Handler opened(Socket socket, Ticket ticket) {
        if (isDraining) {
            return turnAway(socket, RtmError.NOT_AVAILABLE);
        }
        Redeemed redeemed;
        try {
            redeemed = http.call(webApp, InternalApi.REDEEM_TICKET, new Redeem(ticket));
        } catch (SlackError _) {
            return turnAway(socket, RtmError.URL_EXPIRED);
        } catch (CallFailed _) {
            return turnAway(socket, RtmError.NOT_AVAILABLE);
        }
        if (isDraining) {
            return turnAway(socket, RtmError.NOT_AVAILABLE); // It began meanwhile.
        }
        var session = redeemed.session();
        var board = boardOf(session.workspace());
        var rate = on.has(InitialArchitecture.RATE_LIMIT) ? new RateLimit(MESSAGES_PER_SECOND, MESSAGES_AT_ONCE) : null;
        var connection =
                new ClientConnection(socket, session, this, board, host.clock(), Tickets.asksForBatches(ticket), rate);
        rooms.enter(connection);
        watch.watch(session.workspace());
        connection.send(new Frame.Hello());
        board.connected(connection, session.user());
        return connection;
    }

    private static Handler turnAway(Socket socket, RtmError why) {
        socket.send(new Frame.Refusal(null, why));
        socket.close(why.message());
        return new Handler() {
            @Override
            public void received(Frame frame) {}

            @Override
            public void closed(String reason) {}
        };
    }

    void closed(ClientConnection connection) {
        rooms.leave(connection);
        connection.presence().disconnected(connection);
    }

    /** Every team has a board of its own: nobody hears of another team's people. */
    private PresenceBoard<ClientConnection> boardOf(WorkspaceId team) {
        return boards.computeIfAbsent(
                team, _ -> new PresenceBoard<>(host, PresenceBoard.SILENCE, ClientConnection::tell));
    }

    /** Known only to this memory: after a crash everybody was last seen when they came back. */
    private PresenceFound presenceOf(AskPresence request) {
        var status = boards.values().stream()
                .filter(board -> board.knows(request.user()))
                .findFirst()
                .map(board -> board.status(request.user()));
        return status.map(known -> new PresenceFound(
                        known.presence(), known.isManuallyAway(), known.connections(), known.lastActivity()))
                .orElseGet(() -> new PresenceFound(Presence.AWAY, false, 0, null));
    }

    /** Kept for whoever has a client connected, as long as that is so. */
    private Done setAway(SetAway request) {
        var now = request.isAway() ? Presence.AWAY : Presence.ACTIVE;
        for (var connection : rooms.of(request.user())) {
            connection.presence().setAway(request.user(), request.isAway());
            connection.tellManually(now);
        }
        return new Done();
    }

    private Noted sessionChanged(SessionChanged request) {
        rooms.change(request.session(), request.channel(), request.isRepeat());
        if (!request.isRepeat()) {
            var channel = request.channel().id();
            var user = request.session().user();
            var isMember = request.session().channels().contains(channel);
            rooms.tell(channel, isMember ? new Frame.MemberJoined(channel, user) : new Frame.MemberLeft(channel, user));
        }
        return new Noted();
    }

    /** Two names given at once may be told in another order: what is told is merely the reason to look. */
    private Noted teamEvent(TeamEvent news) {
        lookups.newest(news).ifPresent(newest -> {
            for (var connection : rooms.of(news.team())) {
                if (news.isFor(connection.session())) {
                    connection.send(newest);
                }
            }
        });
        return new Noted();
    }

    /** Whether this server takes the team: what the web app asks before it sends anybody here. */
    private Noted serve(Serve request) {
        if (isDraining) {
            throw new SlackError("service_unavailable");
        }
        return new Noted();
    }

    private StillUnsettled unsettled(Unsettled request) {
        return new StillUnsettled(handOver.size(), watch.strays());
    }

    /** Takes nobody any more, sends everybody on to where their team lives now, and hands over what is left. Waits. */
    private Drained drain(Drain request) {
        isDraining = true;
        var sentOn = rooms.all();
        for (var connection : sentOn) {
            connection.sayGoodbye(elsewhere(connection));
        }
        handOver.awaitAll();
        return new Drained(sentOn.size());
    }

    private @Nullable SocketUrl elsewhere(ClientConnection connection) {
        try {
            var session = connection.session();
            return http.call(
                            webApp,
                            InternalApi.SEND_ON,
                            new InternalApi.SendOn(session.workspace(), session.user(), connection.batchesPresence()))
                    .url();
        } catch (CallFailed | SlackError _) {
            return null; // Then the client has to ask for itself.
        }
    }
}
