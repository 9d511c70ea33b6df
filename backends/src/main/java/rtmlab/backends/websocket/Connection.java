package rtmlab.backends.websocket;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.java_websocket.WebSocket;
import org.java_websocket.WebSocketAdapter;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.drafts.Draft;
import org.java_websocket.enums.Role;
import org.java_websocket.exceptions.InvalidDataException;
import org.java_websocket.exceptions.InvalidHandshakeException;
import org.java_websocket.exceptions.WebsocketNotConnectedException;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.framing.Framedata;
import org.java_websocket.framing.PingFrame;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.handshake.HandshakeImpl1Client;
import org.java_websocket.handshake.Handshakedata;
import org.java_websocket.handshake.ServerHandshakeBuilder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rtmlab.backends.runtime.Tasks;
import rtmlab.backends.wire.SocketUrls;
import rtmlab.protocol.SocketUrl;
import rtmlab.protocol.port.Sockets;

/**
 * One TCP connection that speaks WebSocket: Java-WebSocket's engine for the protocol, two virtual threads for the bytes.
 *
 * <p>Not Java-WebSocket's own server and client: its server's selector thread may clear the wish to write that another
 * thread has just expressed, and a frame then stays until the next one is sent; its client says that nothing is left to
 * be sent while the last frame is only about to be; and both make a system call per frame.
 */
final class Connection extends WebSocketAdapter implements Outbox.Listener {

    /** Frames over 16 KB disconnect whoever sends them (Slack's API documentation). */
    static final int MAX_FRAME_FROM_CLIENT_BYTES = 16_384;

    // The engine keeps a handshake that has not come to its end, and reads it again from its beginning with every byte.
    private static final int MAX_HANDSHAKE_BYTES = 16_384;

    // What servers send is theirs to choose: a message of the greatest length may be written with escapes throughout.
    private static final int MAX_FRAME_FROM_SERVER_BYTES = 1 << 20;

    private static final int READ_BUFFER_BYTES = 4_096;
    private static final int MAX_REASON_BYTES = 120;
    /** What the pings of a watched connection say: other clients' pings promise nothing. */
    private static final byte[] WATCHED = "watched".getBytes(StandardCharsets.UTF_8);

    private static final String AUTHORIZATION = "Authorization";

    /** The reason given to a reader that is cut off. */
    static final String TOO_SLOW = "reads too slowly";

    private static final Duration LINGER = Duration.ofSeconds(2);

    /** How long the reason waits for a reader that is cut off to look up again; it costs one frame. */
    private static final Duration WAKES_WITHIN = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
    private static final Draft FROM_SERVER = encoder(Role.SERVER);
    private static final Draft FROM_CLIENT = encoder(Role.CLIENT);

    /** What happens on a connection, in order; said by its reading thread, which must not be kept. */
    interface Events {

        /**
         * A client asks for this URL: said before the connection is opened to it, which this prevents by throwing.
         *
         * @param authorization the header of that name, where there is one
         */
        void asked(SocketUrl url, @Nullable String authorization);

        void opened();

        void received(String text);

        void receivedBinary();

        /** The last of all; said also of a connection that never opened. */
        void closed(int code, String reason);
    }

    private final SocketChannel channel;
    private final Set<Connection> open;
    private final Tasks tasks;
    private final String name;
    private final SocketSettings settings;
    private final boolean masks;
    private final WebSocketImpl engine;
    private final Outbox outbox;
    private volatile @Nullable Events events;
    private final AtomicBoolean watched = new AtomicBoolean();
    private final CompletableFuture<Boolean> opened = new CompletableFuture<>();
    private final AtomicBoolean isOver = new AtomicBoolean();
    private volatile boolean closedByPeer;
    private volatile long heardNanos = System.nanoTime();

    private Connection(
            String name, SocketChannel channel, Set<Connection> open, Tasks tasks, SocketSettings settings, Role role) {
        this.name = name;
        this.open = open;
        this.channel = channel;
        this.tasks = tasks;
        this.settings = settings;
        this.masks = role == Role.CLIENT;
        this.engine = role == Role.CLIENT
                ? new WebSocketImpl(this, new BoundedDraft(MAX_FRAME_FROM_SERVER_BYTES))
                : new WebSocketImpl(this, List.<Draft>of(new BoundedDraft(MAX_FRAME_FROM_CLIENT_BYTES)));
        this.outbox = new Outbox(name, channel, tasks, this);
    }

    /**
     * The end that was called; nothing happens on it before {@link #start}.
     *
     * @param open this connection is among them from its start to its end
     */
    static Connection server(
            String name, SocketChannel channel, Set<Connection> open, Tasks tasks, SocketSettings settings) {
        return new Connection(name, channel, open, tasks, settings, Role.SERVER);
    }

    /** The end that calls; as {@link #server} otherwise. */
    static Connection client(
            String name, SocketChannel channel, Set<Connection> open, Tasks tasks, SocketSettings settings) {
        return new Connection(name, channel, open, tasks, settings, Role.CLIENT);
    }

    /** Says from now on what happens on this connection. */
    void start(Events listener) {
        events = listener;
        open.add(this);
        tasks.start(name + " reads", this::read);
        // Whoever has not asked for a WebSocket by then is not going to.
        var patience = settings.handshakeWithin();
        var _ = opened.orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS).exceptionally(_ -> {
            abort("no handshake within " + patience.toMillis() + " ms");
            return false;
        });
    }

    /** Asks the other end for this URL; a client's first words. */
    void ask(URI url, String authorization) {
        var request = new HandshakeImpl1Client();
        request.setResourceDescriptor(url.getRawPath() + "?" + url.getRawQuery());
        request.put("Host", url.getAuthority());
        request.put(AUTHORIZATION, authorization);
        try {
            engine.startHandshake(request);
        } catch (InvalidHandshakeException e) {
            throw new IllegalStateException("nobody of ours objects to " + url, e);
        }
    }

    /** The bytes of a text frame, as servers send it to anyone: encode once, send to many. */
    static ByteBuffer encode(String text) {
        return FROM_SERVER.createBinaryFrame(
                FROM_SERVER.createFrames(text, false).getFirst());
    }

    /** Sends a text frame. Does not wait. */
    void send(String text) {
        send(
                masks
                        ? FROM_CLIENT.createBinaryFrame(
                                FROM_CLIENT.createFrames(text, true).getFirst())
                        : encode(text));
    }

    /** A client's frames are masked, each in its own way: they cannot be encoded for many. */
    boolean masks() {
        return masks;
    }

    /** Sends these bytes of a frame, unless the connection is closing. Does not wait. */
    void send(ByteBuffer frame) {
        if (!engine.isOpen()) {
            return;
        }
        if (outbox.add(frame) > settings.maxUnsentBytes()) {
            cutOff();
        }
    }

    /**
     * Ends the connection of a reader that is too far behind: what waits for it is dropped but for the frames that are
     * being written, then comes the reason. This side is done with it at once; the reader may take its time to find out.
     */
    private void cutOff() {
        LOG.warn("{}: the reader is more than {} bytes behind", name, settings.maxUnsentBytes());
        outbox.clear();
        engine.close(CloseFrame.POLICY_VALIDATION, TOO_SLOW);
        tasks.start(name + " is cut off", () -> {
            tellEnd(CloseFrame.POLICY_VALIDATION, TOO_SLOW);
            try {
                Thread.sleep(WAKES_WITHIN);
            } catch (InterruptedException _) {
                // The node ends: so does the connection.
            }
            abort(TOO_SLOW);
        });
    }

    /** Closes the connection after what was sent has gone out. Does not wait. */
    void close(int code, String reason) {
        engine.close(code, shortened(reason));
    }

    /** Ends the connection at once, whatever is still to be sent. */
    void abort(String reason) {
        engine.closeConnection(CloseFrame.ABNORMAL_CLOSE, reason);
    }

    /** Whether nothing is left that could still be handed to the network. */
    boolean isFlushed() {
        return !channel.isOpen() || outbox.isWritten();
    }

    /** From now on, asks the other end for signs of life, and ends the connection when none come; so does the other. */
    void watch() {
        if (!watched.compareAndSet(false, true)) {
            return;
        }
        tasks.start(name + " watches", () -> {
            try {
                while (channel.isOpen()) {
                    if (masks) {
                        engine.sendPing();
                    }
                    var began = System.nanoTime();
                    Thread.sleep(Sockets.SILENCE.dividedBy(4));
                    var now = System.nanoTime();
                    if (now - began > Sockets.SILENCE.toNanos()) {
                        heardNanos = now; // This process stood still, so it cannot tell who was silent.
                    } else if (now - heardNanos > Sockets.SILENCE.toNanos()) {
                        abort("silent for more than " + Sockets.SILENCE.toMillis() + " ms");
                    }
                }
            } catch (InterruptedException | WebsocketNotConnectedException _) {
                // The node ends, or the connection has: there is nothing left to watch.
            }
        });
    }

    private void read() {
        var buffer = ByteBuffer.allocate(READ_BUFFER_BYTES);
        var handshakeBytes = 0;
        try {
            while (channel.read(buffer.clear()) >= 0) {
                heardNanos = System.nanoTime();
                buffer.flip();
                if (!opened.isDone()) {
                    handshakeBytes += buffer.remaining();
                }
                if (handshakeBytes > MAX_HANDSHAKE_BYTES) {
                    abort("a handshake has at most " + MAX_HANDSHAKE_BYTES + " bytes");
                    return;
                }
                if (buffer.hasRemaining()) {
                    engine.decode(buffer);
                }
            }
            engine.eot();
        } catch (IOException e) {
            // Reset by the other side, or closed by this one.
            engine.closeConnection(CloseFrame.ABNORMAL_CLOSE, reason(e), true);
        } catch (RuntimeException | Error e) {
            LOG.error("{}: reading failed", name, e);
            abort(reason(e));
        }
    }

    @Override
    public void written() throws IOException {
        if (!engine.isFlushAndClose()) {
            return;
        }
        if (closedByPeer) {
            engine.closeConnection();
            return;
        }
        // The other side answers by ending the connection, which the reader sees; one that hangs never answers.
        if (channel.isOpen()) {
            channel.shutdownOutput();
        }
        tasks.start(name + " lingers", () -> {
            try {
                Thread.sleep(LINGER);
            } catch (InterruptedException _) {
                // The node ends: so does the connection.
            }
            engine.closeConnection();
        });
    }

    @Override
    public void broken(IOException failure) {
        engine.closeConnection(CloseFrame.ABNORMAL_CLOSE, reason(failure), true);
    }

    @Override
    public ServerHandshakeBuilder onWebsocketHandshakeReceivedAsServer(
            WebSocket connection, Draft draft, ClientHandshake request) throws InvalidDataException {
        try {
            var authorization = request.hasFieldValue(AUTHORIZATION) ? request.getFieldValue(AUTHORIZATION) : null;
            events().asked(SocketUrls.read(URI.create(request.getResourceDescriptor())), authorization);
        } catch (IllegalArgumentException e) {
            throw new InvalidDataException(CloseFrame.REFUSE, String.valueOf(e.getMessage()));
        }
        return super.onWebsocketHandshakeReceivedAsServer(connection, draft, request);
    }

    @Override
    public void onWebsocketOpen(WebSocket connection, Handshakedata handshake) {
        opened.complete(true);
        events().opened();
    }

    @Override
    public void onWebsocketMessage(WebSocket connection, String text) {
        if (!isOver.get()) {
            events().received(text);
        }
    }

    @Override
    public void onWebsocketMessage(WebSocket connection, ByteBuffer bytes) {
        if (!isOver.get()) {
            events().receivedBinary();
        }
    }

    @Override
    public void onWebsocketPing(WebSocket connection, Framedata ping) {
        super.onWebsocketPing(connection, ping);
        if (ping.getPayloadData().equals(ByteBuffer.wrap(WATCHED))) {
            watch();
        }
    }

    @Override
    public PingFrame onPreparePing(WebSocket connection) {
        var ping = new PingFrame();
        ping.setPayload(ByteBuffer.wrap(WATCHED));
        return ping;
    }

    @Override
    public void onWriteDemand(WebSocket connection) {
        // What the engine says takes its place among the frames: the answer to a handshake before the first of them,
        // a close frame after all that were sent.
        synchronized (outbox) {
            for (var next = engine.outQueue.poll(); next != null; next = engine.outQueue.poll()) {
                outbox.add(next);
            }
        }
        outbox.ask();
    }

    @Override
    public void onWebsocketClosing(WebSocket connection, int code, String reason, boolean remote) {
        closedByPeer = remote;
    }

    @Override
    public void onWebsocketClose(WebSocket connection, int code, String reason, boolean remote) {
        opened.complete(false);
        try {
            channel.close();
        } catch (IOException e) {
            LOG.debug("{}: closing failed", name, e);
        }
        open.remove(this);
        outbox.clear();
        tellEnd(code, reason == null || reason.isEmpty() ? "closed with code " + code : reason);
    }

    private void tellEnd(int code, String reason) {
        if (isOver.compareAndSet(false, true)) {
            events().closed(code, reason);
        }
    }

    @Override
    public void onWebsocketCloseInitiated(WebSocket connection, int code, String reason) {}

    @Override
    public void onWebsocketError(WebSocket connection, Exception failure) {
        LOG.debug("{}: {}", name, failure.toString());
    }

    @Override
    public InetSocketAddress getLocalSocketAddress(WebSocket connection) {
        return (InetSocketAddress) channel.socket().getLocalSocketAddress();
    }

    @Override
    public InetSocketAddress getRemoteSocketAddress(WebSocket connection) {
        return (InetSocketAddress) channel.socket().getRemoteSocketAddress();
    }

    private Events events() {
        return Objects.requireNonNull(events, "nothing happens on a connection that was not started");
    }

    private static Draft encoder(Role role) {
        var draft = new BoundedDraft(MAX_FRAME_FROM_SERVER_BYTES);
        draft.setParseMode(role);
        return draft;
    }

    private static String reason(Throwable failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }

    /** A close frame has room for 123 bytes. */
    private static String shortened(String reason) {
        var end = reason.length();
        while (reason.substring(0, end).getBytes(StandardCharsets.UTF_8).length > MAX_REASON_BYTES) {
            end--;
        }
        return reason.substring(0, end);
    }
}
