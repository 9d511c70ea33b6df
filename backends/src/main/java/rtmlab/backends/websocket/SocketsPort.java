package rtmlab.backends.websocket;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import rtmlab.backends.runtime.AddressBook;
import rtmlab.backends.runtime.NodeSecret;
import rtmlab.backends.runtime.Steps;
import rtmlab.backends.runtime.Tasks;
import rtmlab.backends.wire.FrameCodec;
import rtmlab.backends.wire.SocketUrls;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.SocketUrl;
import rtmlab.protocol.port.CallFailed;
import rtmlab.protocol.port.NodeCrash;
import rtmlab.protocol.port.NotDone;
import rtmlab.protocol.port.Sockets;

/** Real WebSockets, with the frames of Slack's RTM API. */
public final class SocketsPort implements Sockets, AutoCloseable {

    /** As in the simulated world. */
    private static final Duration NOTICES_A_CUT_AFTER = Duration.ofMillis(500);

    private static final int SEND_BUFFER_BYTES = 256 << 10;

    private final NodeName self;
    private final Steps steps;
    private final Tasks tasks;
    private final AddressBook addresses;
    private final NodeSecret secret;
    private final SocketSettings settings;
    private final Runnable listening;
    private final Encoder encoder;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final Map<Connection, NodeName> called = new ConcurrentHashMap<>();
    private @Nullable Acceptor acceptor;
    private volatile boolean isClosed;

    /**
     * The WebSocket port of one node.
     *
     * @param listening told when the node has begun to listen
     */
    public SocketsPort(
            NodeName self,
            Steps steps,
            Tasks tasks,
            AddressBook addresses,
            NodeSecret secret,
            SocketSettings settings,
            Runnable listening) {
        this.self = self;
        this.steps = steps;
        this.tasks = tasks;
        this.addresses = addresses;
        this.secret = secret;
        this.settings = settings;
        this.listening = listening;
        steps.disturbances().onCut(this::loseConnectionsTo);
        this.encoder = new Encoder(new FrameCodec(new SocketUrls(addresses::ws)));
    }

    @Override
    public void serve(Listener listener) {
        serve(listener, false);
    }

    @Override
    public void serveNodes(Listener listener) {
        serve(listener, true);
    }

    private synchronized void serve(Listener listener, boolean nodesAlone) {
        steps.monitor().requireAlive();
        if (acceptor != null) {
            throw new IllegalStateException(self + " accepts WebSockets already");
        }
        acceptor = Acceptor.start(
                settings.port(), tasks, self + " accepts", channel -> accept(channel, listener, nodesAlone));
        listening.run();
    }

    @Override
    public Socket open(SocketUrl url, Handler handler) {
        return open(url, handler, false);
    }

    @Override
    public Socket openWatched(SocketUrl url, Handler handler) {
        return open(url, handler, true);
    }

    private Socket open(SocketUrl url, Handler handler, boolean watched) {
        var attempt = new Attempt(url);
        try {
            var end = steps.waiting("socket open " + url.node().role(), attempt::open);
            // Only now: whoever handles the first frame may rely on what the opener did with the socket.
            end.handleWith(handler);
            end.handle();
            if (watched) {
                attempt.watch();
            }
            return end;
        } catch (CallFailed | NodeCrash e) {
            attempt.giveUp();
            throw e;
        }
    }

    /** Where WebSockets are accepted; 0 while they are not. */
    public synchronized int port() {
        return acceptor == null ? 0 : acceptor.port();
    }

    /** Whether all that was sent has been handed to the network. */
    public boolean isFlushed() {
        return connections.stream().allMatch(Connection::isFlushed);
    }

    @Override
    public synchronized void close() {
        isClosed = true;
        if (acceptor != null) {
            acceptor.close();
        }
        connections.forEach(connection -> connection.abort("the node has ended"));
    }

    /** Where the network is cut, both ends notice after a while. */
    private void loseConnectionsTo(NodeName node) {
        var lost = called.entrySet().stream()
                .filter(entry -> entry.getValue().equals(node) && connections.contains(entry.getKey()))
                .map(Map.Entry::getKey)
                .toList();
        called.keySet().retainAll(connections);
        tasks.start(self + " notices a cut", () -> {
            try {
                Thread.sleep(NOTICES_A_CUT_AFTER);
            } catch (InterruptedException _) {
                return; // The node ends: so do its connections.
            }
            lost.forEach(connection -> {
                steps.disturbances().touch();
                connection.abort("the network is cut");
            });
        });
    }

    private void accept(SocketChannel channel, Listener listener, boolean nodesAlone) throws IOException {
        var name = self + " from " + channel.getRemoteAddress();
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        // Else the system lets it grow to megabytes for a reader that stalls, and those are nowhere counted.
        channel.setOption(StandardSocketOptions.SO_SNDBUF, SEND_BUFFER_BYTES);
        var connection = Connection.server(name, channel, connections, tasks, settings);
        start(
                connection,
                new AcceptedEnd(name, connection, steps, tasks, encoder, self, nodesAlone ? secret : null, listener));
    }

    private void start(Connection connection, SocketEnd end) {
        connection.start(end);
        if (isClosed) {
            connection.abort("the node has ended");
        }
    }

    private static SocketChannel connect(URI to, long nanos) throws IOException {
        var channel = SocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.socket().connect(new InetSocketAddress(to.getHost(), to.getPort()), Math.max(1, (int)
                    Duration.ofNanos(nanos).toMillis()));
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** One try to open a WebSocket. */
    private final class Attempt {
        private final SocketUrl url;
        private volatile @Nullable Connection connection;

        Attempt(SocketUrl url) {
            this.url = url;
        }

        OpenedEnd open() {
            var deadline = System.nanoTime() + settings.timeout().toNanos();
            return steps.disturbances().around(url.node(), settings.timeout(), () -> openBy(deadline));
        }

        private OpenedEnd openBy(long deadline) {
            try {
                var server = addresses.awaitWs(url.node(), settings.timeout());
                var end = call(server, deadline - System.nanoTime());
                end.awaitOpen(deadline - System.nanoTime());
                return end;
            } catch (InterruptedException _) {
                throw new NodeCrash("the node was closed while it opened a WebSocket");
            } catch (IOException e) {
                throw new NotDone("no connection to " + url.node() + ": " + e.getMessage());
            }
        }

        void watch() {
            var begun = connection;
            if (begun != null) {
                begun.watch();
            }
        }

        /** The other side may still hold it for open. */
        void giveUp() {
            var begun = connection;
            if (begun != null) {
                begun.abort("given up");
            }
        }

        private OpenedEnd call(URI server, long nanos) throws IOException {
            var name = self + " to " + url.node();
            var channel = connect(server, nanos);
            var calling = Connection.client(name, channel, connections, tasks, settings);
            connection = calling;
            called.put(calling, url.node());
            var end = new OpenedEnd(name, url.node(), calling, steps, tasks, encoder);
            SocketsPort.this.start(calling, end);
            calling.ask(server.resolve(SocketUrls.pathOf(url)), secret.authorization());
            return end;
        }
    }
}
