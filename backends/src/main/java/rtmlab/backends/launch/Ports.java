package rtmlab.backends.launch;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** Finds ports that nobody listens on; somebody else may still be quicker, so whoever uses one must be ready to try another. */
public final class Ports {

    // Below the ports that Linux, macOS and Windows give to outgoing connections: a server that is killed and
    // started anew finds its port where it left it, however many connections were opened in between.
    private static final int LOWEST = 15_000;
    private static final int HIGHEST = 32_000;
    private static final Set<Integer> HANDED_OUT = new HashSet<>();

    private Ports() {}

    /** A port that was free just now, and that this process has not handed out before. */
    public static synchronized int free() {
        for (int attempt = 0; attempt < HIGHEST - LOWEST; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
            if (!HANDED_OUT.contains(port) && !isTaken(port)) {
                HANDED_OUT.add(port);
                return port;
            }
        }
        throw new LaunchFailure("no free port between " + LOWEST + " and " + HIGHEST + " on 127.0.0.1");
    }

    static boolean isTaken(int port) {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
            return false;
        } catch (IOException _) {
            return true;
        }
    }
}
