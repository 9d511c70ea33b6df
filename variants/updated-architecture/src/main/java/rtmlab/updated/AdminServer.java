package rtmlab.updated;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import rtmlab.protocol.LogRecord;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.api.InternalApi;
import rtmlab.protocol.api.InternalApi.Entrust;
import rtmlab.protocol.api.InternalApi.Publish;
import rtmlab.protocol.api.InternalApi.Released;
import rtmlab.protocol.port.CallFailed;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.Later;
import rtmlab.protocol.port.MaybeDone;
import rtmlab.protocol.port.Node;
import rtmlab.protocol.port.SlackError;
import rtmlab.protocol.variant.Topology;

/** Knows which channel server a channel belongs to, and passes its messages on to it. Keeps nothing. */
final class AdminServer implements Node {

    /** How long a ring that somebody else knows already may take to get here. */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    /** Longer than any call takes before it is given up. */
    private static final Duration CALL = Duration.ofMinutes(1);

    private final List<NodeName> ringManagers;
    private final RingPlan plan;

    /** Releases that were asked for and not answered yet, and of whom. */
    private final Map<Later<Supplier<Released>>, NodeName> underWay = new LinkedHashMap<>();

    private Host host;
    private RingWatch ringWatch;

    AdminServer(Topology topology, Pieces pieces) {
        this.ringManagers = topology.of(UpdatedArchitecture.RING_MANAGER);
        this.plan = pieces.ringPlan().ofNode();
    }

    @Override
    public void start(Host host) {
        this.host = host;
        ringWatch = new RingWatch(host, ringManagers, this::moveTo);
        ringWatch.open();
        host.http().serve(InternalApi.PUBLISH, this::publish);
    }

    private Released publish(Publish request) {
        var ring = ringWatch.ring();
        try {
            return entrust(request.logged(), ring);
        } catch (SlackError refused) {
            if (refused.word().equals(ChannelServer.NOT_THE_OWNER) && ringWatch.await(ring.epoch() + 1, PATIENCE)) {
                return entrust(request.logged(), ringWatch.ring());
            }
            throw refused;
        }
    }

    private Released entrust(LogRecord logged, Ring ring) {
        if (ring.isEmpty()) {
            throw new SlackError("service_unavailable");
        }
        var owner = plan.ownerOf(logged.channel(), ring.servers());
        Later<Supplier<Released>> outcome = host.later();
        underWay.put(outcome, owner);
        host.spawn("entrust to " + owner, () -> outcome.complete(ask(owner, new Entrust(logged, ring.epoch()))));
        try {
            return outcome.await(CALL)
                    .orElseThrow(() -> new MaybeDone(owner + " does not answer"))
                    .get();
        } finally {
            underWay.remove(outcome);
        }
    }

    private Supplier<Released> ask(NodeName owner, Entrust request) {
        try {
            var released = host.http().call(owner, InternalApi.RELEASE, request);
            return () -> released;
        } catch (CallFailed | SlackError failure) {
            return () -> {
                throw failure;
            };
        }
    }

    /** Nobody waits for an answer of who is off the ring: what it was asked is in the log, where the next owner finds it. */
    private void moveTo(Ring ring) {
        underWay.forEach((outcome, owner) -> {
            if (!ring.servers().contains(owner)) {
                outcome.complete(() -> {
                    throw new MaybeDone(owner + " is off the ring");
                });
            }
        });
    }
}
