package rtmlab.backends.websocket;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rtmlab.backends.runtime.Tasks;

/** Takes connections on a port of this machine alone. */
final class Acceptor implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Acceptor.class);
    private static final int BACKLOG = 1_024;

    private final ServerSocketChannel listening;
    private final Taker taker;

    /** What is done with a new connection. */
    interface Taker {
        void take(SocketChannel connection) throws IOException;
    }

    private Acceptor(ServerSocketChannel listening, Taker taker) {
        this.listening = listening;
        this.taker = taker;
    }

    /** @param preferredPort 0 for any free port, which is also what is taken when this one is not free */
    static Acceptor start(int preferredPort, Tasks tasks, String name, Taker taker) {
        try {
            var acceptor = new Acceptor(listen(preferredPort), taker);
            tasks.start(name, acceptor::acceptAll);
            return acceptor;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on 127.0.0.1", e);
        }
    }

    int port() {
        return listening.socket().getLocalPort();
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            LOG.debug("closing failed", e);
        }
    }

    private static ServerSocketChannel listen(int port) throws IOException {
        var listening = ServerSocketChannel.open();
        try {
            // Connections of a node that has just died may linger on its port; its successor takes it nevertheless.
            listening.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            return listening.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), BACKLOG);
        } catch (BindException e) {
            listening.close();
            if (port == 0) {
                throw e;
            }
            return listen(0);
        }
    }

    private void acceptAll() {
        while (listening.isOpen()) {
            try {
                taker.take(listening.accept());
            } catch (ClosedChannelException _) {
                return;
            } catch (IOException e) {
                LOG.warn("a connection could not be accepted", e);
            }
        }
    }
}
