package rtmlab.updated;

import java.util.List;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.Node;
import rtmlab.protocol.variant.Mechanisms;

/** Moves jobs from the durable log to the fast queue; of several relays one is live for each topic. */
final class JqRelay implements Node {

    /** Under which name the relays' place in the log is committed. */
    static final String GROUP = "jq-relay";

    private final Pieces pieces;
    private final JobSettings settings;
    private final Mechanisms on;

    JqRelay(Pieces pieces, JobSettings settings, Mechanisms on) {
        this.pieces = pieces;
        this.settings = settings;
        this.on = on;
    }

    @Override
    public void start(Host host) {
        var limits = new RateLimits(host.clock(), settings.perSecond());
        for (var source : List.of(new JobSource.Messages(host.log()), new JobSource.Jobs(host.jobs()))) {
            var lock = new RelayLock(host, source.topic(), settings.lease());
            for (var partition = 0; partition < source.partitions(); partition++) {
                new RelayedPartition(host, source, partition, lock, limits, pieces, settings, on).start();
            }
        }
    }
}
