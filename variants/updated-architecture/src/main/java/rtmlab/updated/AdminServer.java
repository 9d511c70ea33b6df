package rtmlab.updated;

import java.time.Duration;
import java.util.List;
import rtmlab.protocol.LogRecord;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.api.InternalApi;
import rtmlab.protocol.api.InternalApi.Entrust;
import rtmlab.protocol.api.InternalApi.Publish;
import rtmlab.protocol.api.InternalApi.Released;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.Http;
import rtmlab.protocol.port.Node;
import rtmlab.protocol.port.SlackError;
import rtmlab.protocol.variant.Topology;

/** Knows which channel server a channel belongs to, and passes its messages on to it. Keeps nothing. */
final class AdminServer implements Node {

    /** How long a ring that somebody else knows already may take to get here. */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final List<NodeName> ringManagers;
    private final RingPlan plan;

    private Http http;
    private RingWatch ringWatch;

    AdminServer(Topology topology, Pieces pieces) {
        this.ringManagers = topology.of(UpdatedArchitecture.RING_MANAGER);
        this.plan = pieces.ringPlan().ofNode();
    }

    @Override
    public void start(Host host) {
        http = host.http();
        ringWatch = new RingWatch(host, ringManagers, _ -> {});
        ringWatch.open();
        http.serve(InternalApi.PUBLISH, this::publish);
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
        return http.call(owner, InternalApi.RELEASE, new Entrust(logged, ring.epoch()));
    }
}
