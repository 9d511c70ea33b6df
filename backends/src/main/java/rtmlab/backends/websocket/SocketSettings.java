package rtmlab.backends.websocket;

import java.time.Duration;

/**
 * How a node's WebSockets are set up.
 *
 * @param port where to accept if it is free; 0 for any free port
 * @param timeout how long opening may take in all, also waiting for the other node's address
 * @param handshakeWithin how long whoever has connected may take until they have asked for a WebSocket
 * @param maxUnsentBytes how much may wait for a reader that is slow; whoever falls further behind is disconnected
 */
public record SocketSettings(int port, Duration timeout, Duration handshakeWithin, int maxUnsentBytes) {

    public SocketSettings {
        requireSome("opening", timeout);
        requireSome("a handshake", handshakeWithin);
    }

    public static SocketSettings defaults() {
        return new SocketSettings(0, Duration.ofSeconds(2), Duration.ofSeconds(10), 1 << 20);
    }

    public SocketSettings withPort(int port) {
        return new SocketSettings(port, timeout, handshakeWithin, maxUnsentBytes);
    }

    public SocketSettings withTimeout(Duration timeout) {
        return new SocketSettings(port, timeout, handshakeWithin, maxUnsentBytes);
    }

    public SocketSettings withHandshakeWithin(Duration handshakeWithin) {
        return new SocketSettings(port, timeout, handshakeWithin, maxUnsentBytes);
    }

    public SocketSettings withMaxUnsentBytes(int maxUnsentBytes) {
        return new SocketSettings(port, timeout, handshakeWithin, maxUnsentBytes);
    }

    private static void requireSome(String what, Duration time) {
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException(what + " needs some time, not " + time);
        }
    }
}
