package rtmlab.backends.websocket;

import java.time.Duration;

/**
 * How a node's WebSockets are set up.
 *
 * @param port where to accept if it is free; 0 for any free port
 * @param timeout how long opening may take in all, also waiting for the other node's address
 * @param maxUnsentBytes how much may wait for a reader that is slow; whoever falls further behind is disconnected
 */
public record SocketSettings(int port, Duration timeout, int maxUnsentBytes) {

    public SocketSettings {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("opening needs some time, not " + timeout);
        }
    }

    public static SocketSettings defaults() {
        return new SocketSettings(0, Duration.ofSeconds(2), 1 << 20);
    }

    public SocketSettings withPort(int port) {
        return new SocketSettings(port, timeout, maxUnsentBytes);
    }

    public SocketSettings withTimeout(Duration timeout) {
        return new SocketSettings(port, timeout, maxUnsentBytes);
    }

    public SocketSettings withMaxUnsentBytes(int maxUnsentBytes) {
        return new SocketSettings(port, timeout, maxUnsentBytes);
    }
}
