package rtmlab.docs.monolith;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import rtmlab.protocol.Message;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.Post;
import rtmlab.protocol.Session;
import rtmlab.protocol.Ticket;
import rtmlab.protocol.Ts;
import rtmlab.protocol.User;
import rtmlab.protocol.api.Frame;
import rtmlab.protocol.api.InternalApi.TeamEvent;
import rtmlab.protocol.api.RtmError;
import rtmlab.protocol.api.WebApi;
import rtmlab.protocol.api.WebApi.History;
import rtmlab.protocol.api.WebApi.Messages;
import rtmlab.protocol.api.WebApi.PostMessage;
import rtmlab.protocol.api.WebApi.Posted;
import rtmlab.protocol.port.CallFailed;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.Later;
import rtmlab.protocol.port.Node;
import rtmlab.protocol.port.SlackError;
import rtmlab.protocol.port.Sockets.Handler;
import rtmlab.protocol.port.Sockets.Socket;
import rtmlab.protocol.shared.Access;
import rtmlab.protocol.shared.ApiMethods;
import rtmlab.protocol.shared.Tickets;
import rtmlab.protocol.shared.UntilDone;
import rtmlab.protocol.variant.Mechanisms;

/** Takes a message, stores it, shows it and answers: all of it in one process. */
final class WholeServer implements Node {

    /** Longer than the store is ever away. */
    private static final Duration ITS_TURN = Duration.ofMinutes(5);

    private final NodeName name;
    private final Mechanisms on;
    private final Map<Socket, Session> screens = new LinkedHashMap<>();

    private Host host;
    private Access access;
    private Tickets tickets;
    private Ts newest = Ts.BEFORE_ALL;
    private @Nullable Later<Boolean> before;

    WholeServer(NodeName name, Mechanisms on) {
        this.name = name;
        this.on = on;
    }

    @Override
    public void start(Host host) {
        this.host = host;
        access = new Access(host.directory());
        tickets = new Tickets(host);
        // All of Slack's Web API that has nothing to do with a message's way.
        ApiMethods.serve(host, access, _ -> name, (user, _, _, _) -> joinedOrLeft(user), this::tell);
        host.http().serve(WebApi.POST_MESSAGE, this::postMessage);
        host.http().serve(WebApi.HISTORY, this::history);
        host.sockets().serve(this::opened);
    }

    private Posted postMessage(PostMessage request) {
        var post = access.requirePost(request, host);
        return new Posted(on.has(Monolith.ONE_AT_A_TIME) ? inTurn(post) : take(post));
    }

    /** Save, show, answer. A crash before the answer leaves the sender in doubt, never in error. */
    private Message take(Post post) {
        var place = Ts.later(Ts.at(host.clock().now()), newest.next());
        newest = place;
        // Waits: whoever comes later may be done sooner. A repeat finds the row of the first, who shows it.
        var message = new UntilDone(host.clock()).get(() -> host.messages().insertFirst(post.at(place)));
        if (message.ts().equals(place)) {
            show(message);
        }
        return message;
    }

    /** Nobody is given a place before whoever came earlier has been shown. */
    private Message inTurn(Post post) {
        var previous = before;
        Later<Boolean> done = host.later();
        before = done;
        if (previous != null) {
            previous.await(ITS_TURN);
        }
        try {
            return take(post);
        } finally {
            done.complete(true);
        }
    }

    private void show(Message message) {
        screens.forEach((socket, session) -> {
            if (session.channels().contains(message.channel())) {
                socket.send(new Frame.Broadcast(message));
            }
        });
    }

    /** Shows from here on what is stored from here on; what came before, the client reads from history. */
    private Handler opened(Socket socket, Ticket ticket) {
        try {
            screens.put(socket, tickets.redeem(ticket));
            socket.send(new Frame.Hello());
        } catch (SlackError | CallFailed _) {
            socket.send(new Frame.Refusal(null, RtmError.URL_EXPIRED));
            socket.close("who are you?");
        }
        return new Handler() {
            @Override
            public void received(Frame frame) {
                if (frame instanceof Frame.Ping ping) {
                    socket.send(Frame.Pong.to(ping));
                }
            }

            @Override
            public void closed(String reason) {
                screens.remove(socket);
            }
        };
    }

    private void joinedOrLeft(User user) {
        var session = Session.of(user, host.directory().channelsOf(user.id()));
        screens.replaceAll((_, known) -> known.user().equals(user.id()) ? session : known);
    }

    /** A new channel, a new name. */
    private void tell(TeamEvent news) {
        screens.forEach((socket, session) -> {
            if (news.isFor(session)) {
                socket.send(news.event());
            }
        });
    }

    private Messages history(History request) {
        access.requireMember(access.require(request.token()), request.channel());
        var found = host.messages().history(request.channel(), request.oldest(), request.latest(), request.limit() + 1);
        return Messages.page(found, request.limit());
    }
}
