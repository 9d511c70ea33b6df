package rtmlab.harness.load;

import java.util.List;

/**
 * What others reach on the same job: 1 channel × 1,000 subscribers, 100 bytes, loopback, 2 processors.
 *
 * @param deliveriesPerSecond when saturated
 * @param p50Ms at 100 messages a second
 * @param p99Ms at 100 messages a second
 */
public record FanoutPeer(String name, double deliveriesPerSecond, double p50Ms, double p99Ms) {

    public static final String SOURCE =
            "medians of 3 on 2 processors, one C client for all, a broadcasting server alone";

    public static final List<FanoutPeer> ALL = List.of(
            new FanoutPeer("Node ws 8.23", 205_000, 4.6, 14.6),
            new FanoutPeer("socket.io 4.8.4", 159_000, 13.2, 162),
            new FanoutPeer("Java-WebSocket 1.6.0, broadcast", 238_000, 4.4, 13.8),
            new FanoutPeer("Jetty 12.0", 125_000, 4.9, 31.8),
            new FanoutPeer("Netty 4.1 epoll", 226_000, 5.4, 115),
            new FanoutPeer("mosquitto 2.0", 123_000, 12.2, 61),
            new FanoutPeer("plain NIO, one gathered write", 1_650_000, 3.6, 10.1));
}
