package rtmlab.backends.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;

/** Ports of this machine alone. */
public final class LocalPort {

    private static final int BACKLOG = 1_024;

    private LocalPort() {}

    /** Listens on this port, or on any free one where it is taken or 0. */
    public static ServerSocketChannel listen(int preferred) {
        try {
            return open(preferred);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on 127.0.0.1", e);
        }
    }

    private static ServerSocketChannel open(int port) throws IOException {
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
            return open(0);
        }
    }
}
