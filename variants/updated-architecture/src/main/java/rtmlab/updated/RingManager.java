package rtmlab.updated;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.SocketUrl;
import rtmlab.protocol.Ticket;
import rtmlab.protocol.api.Frame;
import rtmlab.protocol.port.CallFailed;
import rtmlab.protocol.port.Clock;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.Node;
import rtmlab.protocol.port.Registry;
import rtmlab.protocol.port.Sockets;
import rtmlab.protocol.port.Sockets.Handler;
import rtmlab.protocol.port.Sockets.Socket;
import rtmlab.protocol.shared.BackOff;
import rtmlab.protocol.shared.UntilDone;
import rtmlab.protocol.variant.Topology;

/**
 * Keeps the ring: a channel server is on it while its connection to the manager in charge lasts.
 *
 * <p>What holds is written in the registry, epoch by epoch, each in the place of exactly the one before: so there is one
 * ring per epoch, however many managers think that they are in charge. The others stand by, each with a connection to
 * the one whose name stands there. A server that has died is off the ring {@link #GRACE} after its connection is known
 * to be gone, and that is at once when its process ends, {@link Sockets#SILENCE} later when it stands still or is cut off.
 */
final class RingManager implements Node {

    /** The ring's name in the registry. */
    static final String RING = "ring";

    /** A connection that comes back within this time was never gone; and what comes at the same time is one change. */
    static final Duration GRACE = Duration.ofMillis(250);

    /** How long others have to come back to a manager that takes charge, and a manager to come back at all. */
    static final Duration TAKE_OVER = Duration.ofMillis(1_500);

    private static final Duration CHECK = Duration.ofSeconds(1);

    private final List<NodeName> managers;
    private final Map<Socket, NodeName> watchers = new LinkedHashMap<>();

    private Host host;
    private Clock clock;
    private Registry registry;
    private UntilDone untilDone;
    private boolean inCharge;
    private boolean revising;
    private Instant settled = Instant.EPOCH;

    /** What stands in the registry, as far as is known here; empty before the first ring. */
    private Optional<Entry> entry = Optional.empty();

    /** The ring, and who keeps it: {@code 3 ring-manager-1 channel-server-1 channel-server-2}. */
    private record Entry(Ring ring, NodeName manager) {

        static Entry parse(String text) {
            var words = List.of(text.split(" ", -1));
            var servers = words.stream().skip(2).map(NodeName::new).toList();
            return new Entry(new Ring(Long.parseLong(words.getFirst()), servers), new NodeName(words.get(1)));
        }

        String text() {
            var words = new StringBuilder().append(ring.epoch()).append(' ').append(manager);
            ring.servers().forEach(server -> words.append(' ').append(server));
            return words.toString();
        }
    }

    RingManager(Topology topology) {
        this.managers = topology.of(UpdatedArchitecture.RING_MANAGER);
    }

    @Override
    public void start(Host host) {
        this.host = host;
        clock = host.clock();
        registry = host.registry();
        untilDone = new UntilDone(clock);
        host.sockets().serveNodes(this::opened);
        host.spawn("lead", this::leadOrStandBy);
        if (managers.size() > 1) {
            host.spawn("check", this::checkNowAndThen);
        }
    }

    private Ring ring() {
        return entry.map(Entry::ring).orElse(Ring.NONE);
    }

    private Handler opened(Socket socket, Ticket ticket) {
        if (!inCharge) {
            socket.close(host.name() + " is not in charge");
            return new Watcher(socket);
        }
        watchers.put(socket, new NodeName(ticket.value()));
        if (!ring().isEmpty()) {
            socket.send(asFrame(ring()));
        }
        reviseSoon();
        return new Watcher(socket);
    }

    private final class Watcher implements Handler {
        private final Socket socket;

        Watcher(Socket socket) {
            this.socket = socket;
        }

        @Override
        public void received(Frame frame) {
            throw new IllegalStateException("nobody tells a ring manager " + frame);
        }

        @Override
        public void closed(String reason) {
            if (watchers.remove(socket) != null) {
                reviseSoon();
            }
        }
    }

    /** The channel servers that are connected now. */
    private List<NodeName> present() {
        return watchers.values().stream()
                .filter(name -> name.role().equals(UpdatedArchitecture.CHANNEL_SERVER))
                .distinct()
                .sorted()
                .toList();
    }

    /** An empty ring would help nobody: the last server stays on it. */
    private boolean mustChange() {
        var present = present();
        return inCharge && !present.isEmpty() && !present.equals(ring().servers());
    }

    private void reviseSoon() {
        if (!revising && mustChange()) {
            revising = true;
            host.spawn("revise", this::revise);
        }
    }

    private void revise() {
        while (mustChange()) {
            var takesLonger = Duration.between(clock.now(), settled);
            clock.sleep(takesLonger.compareTo(GRACE) > 0 ? takesLonger : GRACE);
            if (mustChange()) {
                change(new Entry(ring().next(present()), host.name()));
            }
        }
        revising = false;
    }

    /** Puts the next entry into the place of the one known, and tells everyone; or learns that it is another by now. */
    private void change(Entry next) {
        if (!replace(next)) {
            lookAgain();
            return;
        }
        entry = Optional.of(next);
        List.copyOf(watchers.keySet()).forEach(socket -> socket.send(asFrame(next.ring())));
    }

    private boolean replace(Entry next) {
        try {
            return registry.replace(RING, entry.map(Entry::text), next.text());
        } catch (CallFailed _) {
            // It may have been done, or be done yet. Whatever stands there is what holds.
            return read().equals(Optional.of(next));
        }
    }

    private Optional<Entry> read() {
        return untilDone.get(() -> registry.read(RING)).map(Entry::parse);
    }

    /** Goes by what stands in the registry: perhaps another manager is in charge by now. */
    private void lookAgain() {
        var present = read();
        if (inCharge && present.isPresent() && !present.get().manager().equals(host.name())) {
            inCharge = false;
            List.copyOf(watchers.keySet()).forEach(socket -> socket.close(host.name() + " is not in charge"));
            watchers.clear();
            host.spawn("lead", this::leadOrStandBy);
        } else if (inCharge && !present.equals(entry)) {
            entry = present;
            List.copyOf(watchers.keySet()).forEach(socket -> socket.send(asFrame(ring())));
        }
    }

    private void checkNowAndThen() {
        while (true) {
            clock.idle(CHECK);
            if (inCharge) {
                lookAgain();
            }
        }
    }

    /** Takes charge if nobody else is, or has not been for too long; otherwise keeps a connection to the one who is. */
    private void leadOrStandBy() {
        var backOff = new BackOff(host.random());
        var since = clock.now();
        while (true) {
            var present = read();
            if (!present.equals(entry)) {
                since = clock.now();
                entry = present;
            }
            if (present.isEmpty() || present.get().manager().equals(host.name())) {
                takeCharge(present.isEmpty());
                return;
            }
            var isOverdue = Duration.between(since, clock.now()).compareTo(TAKE_OVER) > 0;
            if (isOverdue) {
                var mine = new Entry(ring().next(ring().servers()), host.name());
                if (replace(mine)) {
                    entry = Optional.of(mine);
                }
            } else if (isStandingBy(present.get().manager())) {
                return;
            } else {
                clock.sleep(backOff.next());
            }
        }
    }

    private void takeCharge(boolean isFirst) {
        inCharge = true;
        // Whoever is on the ring needs a moment to find out who is in charge now.
        settled = isFirst ? Instant.EPOCH : clock.now().plus(TAKE_OVER);
        host.spawn("settle", () -> {
            if (!isFirst) {
                clock.sleep(TAKE_OVER);
                reviseSoon();
            }
        });
    }

    private boolean isStandingBy(NodeName leader) {
        try {
            host.sockets()
                    .openWatched(new SocketUrl(leader, new Ticket(host.name().value())), new Handler() {
                        @Override
                        public void received(Frame frame) {
                            // The registry says more, and for certain.
                        }

                        @Override
                        public void closed(String reason) {
                            host.spawn("lead", () -> {
                                clock.sleep(GRACE);
                                leadOrStandBy();
                            });
                        }
                    });
            return true;
        } catch (CallFailed _) {
            return false;
        }
    }

    private static Frame asFrame(Ring ring) {
        return new Frame.RingChange(ring.epoch(), ring.servers());
    }
}
