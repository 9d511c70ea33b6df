package rtmlab.updated;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.SocketUrl;
import rtmlab.protocol.Ticket;
import rtmlab.protocol.api.Frame;
import rtmlab.protocol.port.CallFailed;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.Later;
import rtmlab.protocol.port.Sockets.Handler;
import rtmlab.protocol.shared.BackOff;

/**
 * A node's view of the ring: told by the ring manager in charge, over a connection that both ends watch.
 *
 * <p>The connection is also what keeps a channel server on the ring. While no manager is in charge, or none can be
 * reached, the last ring known is the one to go by.
 */
final class RingWatch {

    private final Host host;
    private final List<NodeName> managers;
    private final Consumer<Ring> changed;
    private final List<Later<Boolean>> waiting = new ArrayList<>();
    private Ring ring = Ring.NONE;
    private BackOff backOff;
    private int tries;

    /** @param changed told each new ring */
    RingWatch(Host host, List<NodeName> managers, Consumer<Ring> changed) {
        this.host = host;
        this.managers = managers;
        this.changed = changed;
        this.backOff = new BackOff(host.random());
    }

    /** Connects, and connects again whenever the connection breaks. Does not wait. */
    void open() {
        host.spawn("ring", this::connect);
    }

    Ring ring() {
        return ring;
    }

    /** Somebody knows of this ring; it holds if it is newer than the one known here. */
    void learn(Ring other) {
        if (other.epoch() <= ring.epoch()) {
            return;
        }
        ring = other;
        changed.accept(other);
        waiting.forEach(later -> later.complete(true));
        waiting.clear();
    }

    /** Waits for a ring of this epoch or a later one; false when it does not come in time. */
    boolean await(long epoch, Duration limit) {
        var deadline = host.clock().now().plus(limit);
        while (ring.epoch() < epoch) {
            var left = Duration.between(host.clock().now(), deadline);
            if (!left.isPositive()) {
                return false;
            }
            Later<Boolean> news = host.later();
            waiting.add(news);
            news.await(left);
        }
        return true;
    }

    private void connect() {
        while (true) {
            var manager = managers.get(tries++ % managers.size());
            try {
                var url = new SocketUrl(manager, new Ticket(host.name().value()));
                host.sockets().openWatched(url, new Frames());
                return;
            } catch (CallFailed _) {
                host.clock().sleep(backOff.next());
            }
        }
    }

    private final class Frames implements Handler {
        @Override
        public void received(Frame frame) {
            if (!(frame instanceof Frame.RingChange(long epoch, var servers))) {
                throw new IllegalStateException("a ring manager does not send " + frame);
            }
            backOff = new BackOff(host.random());
            learn(new Ring(epoch, servers));
        }

        @Override
        public void closed(String reason) {
            host.spawn("ring", () -> {
                // A manager that is not in charge closes at once: without a pause this would go round and round.
                host.clock().sleep(backOff.next());
                connect();
            });
        }
    }
}
