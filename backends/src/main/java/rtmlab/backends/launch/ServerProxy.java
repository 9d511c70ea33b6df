package rtmlab.backends.launch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A way to a server that can be made slow: what is sent to the server arrives later, in order; what comes back is not
 * held up. It knows nothing of the server's protocol.
 */
public final class ServerProxy implements AutoCloseable {

    private static final int PIECE_BYTES = 16 << 10;

    private final String title;
    private final ServerSocket listening;
    private final Thread acceptor;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong tried = new AtomicLong();
    private final AtomicLong delayed = new AtomicLong();
    private volatile int target;
    private volatile long delayNanos;

    /** What was sent at once, and when it is to arrive; nothing where the sender has ended. */
    private record Piece(ByteBuffer bytes, long dueNanos) {

        boolean isEnd() {
            return !bytes.hasRemaining();
        }
    }

    private ServerProxy(String title, ServerSocket listening) {
        this.title = title;
        this.listening = listening;
        this.acceptor = Thread.ofVirtual().name("proxy of " + title).unstarted(this::acceptAll);
    }

    /** Listens on a free port of this machine; nobody gets through before there is a {@linkplain #to target}. */
    static ServerProxy open(String title) {
        try {
            var proxy = new ServerProxy(title, new ServerSocket(0, 100, InetAddress.getLoopbackAddress()));
            proxy.acceptor.start();
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException("no port is free for a proxy before " + title, e);
        }
    }

    void to(int port) {
        target = port;
    }

    int port() {
        return listening.getLocalPort();
    }

    /** From now on what is sent to the server takes so much longer; zero: no longer than it takes. */
    public void slowDown(Duration by) {
        delayNanos = by.toNanos();
    }

    /** How often the server was wanted so far: to be connected to, or to read what was sent to it. */
    public long tried() {
        return tried.get();
    }

    /** How many pieces of what was sent to the server were delayed so far: requests, unless they are large. */
    public long delayed() {
        return delayed.get();
    }

    /** Ends every connection; when it returns, nobody is taken any more. */
    @Override
    public void close() {
        closeQuietly(listening);
        awaitEndOfAcceptor();
        open.forEach(ServerProxy::closeQuietly);
    }

    /** A socket in whose accept a virtual thread waits is closed by that thread, so {@code close()} alone is too early. */
    private void awaitEndOfAcceptor() {
        try {
            acceptor.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void acceptAll() {
        while (!listening.isClosed()) {
            try {
                var client = listening.accept();
                Thread.ofVirtual().name("proxy of " + title).start(() -> connect(client));
            } catch (IOException _) {
                // Closed, or this one client has gone.
            }
        }
    }

    /** As if the client had come to the server itself: where that refuses, the connection ends. */
    private void connect(Socket client) {
        open.add(client);
        tried.incrementAndGet();
        try {
            var server = new Socket(InetAddress.getLoopbackAddress(), target);
            open.add(server);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            var late = new LinkedBlockingQueue<Piece>();
            Thread.ofVirtual().start(() -> readAll(client, late));
            Thread.ofVirtual().start(() -> writeAll(late, client, server));
            copy(server.getInputStream(), client.getOutputStream());
            end(client, server);
        } catch (IOException _) {
            end(client, client);
        }
        if (listening.isClosed()) {
            close();
        }
    }

    private void readAll(Socket client, LinkedBlockingQueue<Piece> late) {
        var buffer = new byte[PIECE_BYTES];
        try {
            var in = client.getInputStream();
            for (var length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                tried.incrementAndGet();
                var by = delayNanos;
                if (by > 0) {
                    delayed.incrementAndGet();
                }
                late.add(new Piece(ByteBuffer.wrap(Arrays.copyOf(buffer, length)), System.nanoTime() + by));
            }
        } catch (IOException _) {
            // The client has gone.
        }
        late.add(new Piece(ByteBuffer.allocate(0), System.nanoTime()));
    }

    private static void writeAll(LinkedBlockingQueue<Piece> late, Socket client, Socket server) {
        try {
            var out = server.getOutputStream();
            for (var piece = late.take(); !piece.isEnd(); piece = late.take()) {
                TimeUnit.NANOSECONDS.sleep(Math.max(0, piece.dueNanos() - System.nanoTime()));
                out.write(piece.bytes().array());
            }
            server.shutdownOutput();
        } catch (IOException _) {
            closeQuietly(client);
            closeQuietly(server);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void copy(InputStream in, OutputStream out) throws IOException {
        var buffer = new byte[PIECE_BYTES];
        for (var length = in.read(buffer); length >= 0; length = in.read(buffer)) {
            out.write(buffer, 0, length);
        }
    }

    private void end(Socket client, Socket server) {
        closeQuietly(client);
        closeQuietly(server);
        open.remove(client);
        open.remove(server);
    }

    private static void closeQuietly(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception _) {
            // It is no longer used, whether it could be closed or not.
        }
    }
}
