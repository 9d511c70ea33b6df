package rtmlab.backends.websocket;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rtmlab.backends.runtime.LocalPort;
import rtmlab.backends.runtime.Tasks;

/** Takes connections on a port of this machine alone. */
final class Acceptor implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Acceptor.class);

    private final ServerSocketChannel listening;
    private final int port;
    private final Taker taker;
    private final CountDownLatch ended = new CountDownLatch(1);

    /** What is done with a new connection. */
    interface Taker {
        void take(SocketChannel connection) throws IOException;
    }

    private Acceptor(ServerSocketChannel listening, Taker taker) {
        this.listening = listening;
        this.port = listening.socket().getLocalPort();
        this.taker = taker;
    }

    /** @param preferredPort 0 for any free port, which is also what is taken when this one is not free */
    static Acceptor start(int preferredPort, Tasks tasks, String name, Taker taker) {
        var acceptor = new Acceptor(LocalPort.listen(preferredPort), taker);
        tasks.start(name, acceptor::acceptAll);
        return acceptor;
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        try {
            listening.close();
            // The port is free once the thread that accepts has let go of it.
            if (!ended.await(1, TimeUnit.SECONDS)) {
                LOG.warn("port {} is not free yet", port);
            }
        } catch (IOException e) {
            LOG.debug("closing failed", e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void acceptAll() {
        try {
            while (listening.isOpen()) {
                accept();
            }
        } finally {
            ended.countDown();
        }
    }

    private void accept() {
        try {
            taker.take(listening.accept());
        } catch (ClosedChannelException _) {
            // The node ends.
        } catch (IOException e) {
            LOG.warn("a connection could not be accepted", e);
        }
    }
}
