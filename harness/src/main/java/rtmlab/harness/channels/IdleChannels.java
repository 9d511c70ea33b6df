package rtmlab.harness.channels;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.SocketUrl;
import rtmlab.protocol.Ticket;
import rtmlab.protocol.api.Frame;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.Node;
import rtmlab.protocol.port.Sockets.Handler;
import rtmlab.protocol.port.Sockets.Socket;
import rtmlab.protocol.variant.Architecture;
import rtmlab.protocol.variant.Mechanisms;
import rtmlab.protocol.variant.Topology;
import rtmlab.simulator.choice.Choices;
import rtmlab.simulator.world.Settings;
import rtmlab.simulator.world.World;

/**
 * What idle channels cost a channel server of the updated architecture: somebody watches each of them, and nobody speaks.
 *
 * <p>The node is the one that serves on real processes, too; its ports are simulated, so that this heap holds what it
 * keeps of the channels and next to nothing else. Its gateways ask for one channel after the other and remember none.
 */
public final class IdleChannels {

    private static final NodeName RING_MANAGER = NodeName.of("ring-manager", 1);
    private static final NodeName SERVER = NodeName.of("channel-server", 1);

    /** So many wishes of a gateway are under way at a time. */
    private static final int AT_ONCE = 1_000;

    private static final int TELL_EVERY = 10_000;

    private final Architecture architecture;
    private final int channels;
    private final LongConsumer told;
    private final List<Gateway> gateways = new ArrayList<>();

    /**
     * What it came to.
     *
     * @param confirmed how many subscriptions the channel server has confirmed: to each channel for each gateway
     * @param bytes by how much what is reachable on the heap has grown
     */
    public record Result(int channels, int gateways, long confirmed, long bytes) {

        public double bytesPerChannel() {
            return (double) bytes / channels;
        }

        /** Whether everything was subscribed to that was to be: what is not there costs nothing. */
        public boolean isWhole() {
            return confirmed == (long) channels * gateways;
        }
    }

    private IdleChannels(Architecture architecture, int channels, LongConsumer told) {
        this.architecture = architecture;
        this.channels = channels;
        this.told = told;
    }

    /**
     * Measures it in this JVM, in which nothing else may happen meanwhile.
     *
     * @param gateways how many gateways watch each channel
     * @param told how many subscriptions there are so far
     */
    public static Result measure(Architecture updated, int channels, int gateways, LongConsumer told) {
        return new IdleChannels(updated, channels, told).perform(gateways);
    }

    private Result perform(int count) {
        var settings = Settings.DEFAULT.withMishaps(Set.of()).withBounds(Integer.MAX_VALUE, Duration.ofDays(1));
        try (var world = new World(settings, Choices.calm())) {
            var topology = Topology.none().and(RING_MANAGER.role(), 1).and(SERVER.role(), 1);
            var on = Mechanisms.defaultsOf(architecture);
            topology.nodes().forEach(name -> world.startServer(name, () -> architecture.node(name, topology, on)));
            world.settle();
            var before = reachableBytes();
            for (var number = 1; number <= count; number++) {
                var gateway = new Gateway();
                gateways.add(gateway);
                world.startServer(NodeName.of("gateway-server", number), () -> gateway);
            }
            world.settle();
            return new Result(channels, count, confirmed(), reachableBytes() - before);
        }
    }

    private long confirmed() {
        return gateways.stream().mapToLong(gateway -> gateway.confirmed).sum();
    }

    private static long reachableBytes() {
        // The second time around, what only waited to be cleaned up is gone as well.
        System.gc();
        System.gc();
        var runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    /** Watches every channel, and keeps nothing of them. */
    private final class Gateway implements Node, Handler {
        private @Nullable Socket server;
        private long epoch;
        private int asked;
        private int confirmed;

        @Override
        public void start(Host host) {
            host.spawn("subscribe", () -> {
                server = host.sockets()
                        .open(new SocketUrl(SERVER, new Ticket(host.name().value())), this);
                askForNext();
            });
        }

        @Override
        public void received(Frame frame) {
            switch (frame) {
                // The first wish went by no ring.
                case Frame.RingChange(long now, var _) -> {
                    epoch = now;
                    asked = 0;
                    askForNext();
                }
                case Frame.Subscribed _ -> {
                    confirmed++;
                    if (confirmed() % TELL_EVERY == 0) {
                        told.accept(confirmed());
                    }
                    if (confirmed == asked) {
                        askForNext();
                    }
                }
                default -> throw new IllegalStateException("nobody speaks, and yet there is " + frame);
            }
        }

        private void askForNext() {
            var socket = server;
            var upTo = epoch == 0 ? 1 : Math.min(channels, asked + AT_ONCE);
            while (socket != null && asked < upTo) {
                socket.send(new Frame.Subscribe(new ChannelId("C" + ++asked), null, epoch));
            }
        }

        @Override
        public void closed(String reason) {
            server = null;
        }
    }
}
