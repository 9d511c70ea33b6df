package rtmlab.backends.deploy;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.Post;
import rtmlab.protocol.SocketUrl;
import rtmlab.protocol.Ticket;
import rtmlab.protocol.Ts;
import rtmlab.protocol.User;
import rtmlab.protocol.UserId;
import rtmlab.protocol.api.Frame;
import rtmlab.protocol.api.InternalApi;
import rtmlab.protocol.api.WebApi;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.Node;
import rtmlab.protocol.port.Sockets.Handler;
import rtmlab.protocol.port.Sockets.Socket;
import rtmlab.protocol.variant.Architecture;
import rtmlab.protocol.variant.Client;
import rtmlab.protocol.variant.FlowFault;
import rtmlab.protocol.variant.FlowStep;
import rtmlab.protocol.variant.HeldWork;
import rtmlab.protocol.variant.Journal;
import rtmlab.protocol.variant.Mechanism;
import rtmlab.protocol.variant.Mechanisms;
import rtmlab.protocol.variant.Member;
import rtmlab.protocol.variant.Topology;

/** For tests: a web app that writes a message down and hands it over, a channel server that broadcasts it. No servers. */
public final class EchoArchitecture implements Architecture {

    static final NodeName WEB_APP = NodeName.of("web-app", 1);
    static final NodeName CHANNEL_SERVER = NodeName.of("channel-server", 1);

    /** The file in which the web app writes down what it has taken. */
    static final String TAKEN = "taken";

    @Override
    public Node node(NodeName name, Topology topology, Mechanisms on) {
        return name.equals(WEB_APP) ? EchoArchitecture::startWebApp : new EchoServer();
    }

    /** A text of {@code "die"} is a mistake in the node's code; {@code "connect"} has it open a WebSocket. */
    private static void startWebApp(Host host) {
        host.http().serve(WebApi.POST_MESSAGE, request -> {
            var id = request.clientMessageId() == null ? new ClientMessageId("none") : request.clientMessageId();
            var message = new Post(request.channel(), new UserId("U1"), request.text(), id)
                    .at(Ts.at(host.clock().now()));
            switch (request.text()) {
                case "die" ->
                    host.spawn("mistake", () -> {
                        throw new IllegalStateException("a mistake on purpose");
                    });
                case "connect" ->
                    host.sockets().open(new SocketUrl(CHANNEL_SERVER, new Ticket("web-app")), new Ignoring());
                default -> {
                    host.disk().append(TAKEN, request.text());
                    host.http().call(CHANNEL_SERVER, InternalApi.HAND_OVER, new InternalApi.HandOver(message));
                }
            }
            return new WebApi.Posted(message);
        });
    }

    private static final class EchoServer implements Node {
        private final Set<Socket> sockets = new LinkedHashSet<>();
        private int opened;

        @Override
        public void start(Host host) {
            host.http().serve(InternalApi.HAND_OVER, request -> {
                sockets.forEach(socket -> socket.send(new Frame.Broadcast(request.message())));
                return new InternalApi.Stored();
            });
            host.http()
                    .serve(WebApi.AUTH_TEST, _ -> new WebApi.Identity(new User(new UserId("U1"), "opened " + opened)));
            host.sockets().serve((socket, _) -> {
                opened++;
                sockets.add(socket);
                socket.send(new Frame.Hello());
                return new Handler() {
                    @Override
                    public void received(Frame frame) {
                        if (frame instanceof Frame.Ping(long id, var _)) {
                            // Two frames in a row: the first must be out when the second is a crash point.
                            socket.send(new Frame.Pong(id));
                            socket.send(new Frame.Goodbye());
                        }
                    }

                    @Override
                    public void closed(String reason) {
                        sockets.remove(socket);
                    }
                };
            });
        }
    }

    private static final class Ignoring implements Handler {
        @Override
        public void received(Frame frame) {}

        @Override
        public void closed(String reason) {}
    }

    @Override
    public String name() {
        return "echo";
    }

    @Override
    public String summary() {
        return "two nodes for tests";
    }

    @Override
    public List<Mechanism> mechanisms() {
        return List.of();
    }

    @Override
    public Topology topology() {
        return Topology.none().and("web-app", 1).and("channel-server", 1);
    }

    @Override
    public Client client(Member member, Topology topology, Mechanisms on, Journal journal) {
        throw new UnsupportedOperationException("the tests are the client");
    }

    @Override
    public List<FlowStep> sendFlow() {
        return List.of();
    }

    @Override
    public List<FlowFault> lostAnswers() {
        return List.of();
    }

    @Override
    public List<HeldWork> heldWork() {
        return List.of();
    }

    @Override
    public List<String> breaks() {
        return List.of();
    }

    @Override
    public boolean isQuiet(Host probe, Topology topology) {
        return true;
    }
}
