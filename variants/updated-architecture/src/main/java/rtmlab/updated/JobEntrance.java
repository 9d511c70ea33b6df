package rtmlab.updated;

import java.util.List;
import rtmlab.protocol.Job;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.api.InternalApi;
import rtmlab.protocol.api.InternalApi.Enqueue;
import rtmlab.protocol.port.Host;

/** Where jobs come from that no message in the log stands for: over any {@link Kafkagate} into the log of jobs. */
final class JobEntrance {

    private final Host host;
    private final List<NodeName> kafkagates;

    JobEntrance(Host host, List<NodeName> kafkagates) {
        this.host = host;
        this.kafkagates = kafkagates;
    }

    /** Waits until the job is in the log; throws what is known when that cannot be said. */
    void enqueue(Job job) {
        var kafkagate = kafkagates.get(host.random().nextInt(kafkagates.size()));
        var partition = host.jobs().partitionOf(job);
        host.http().call(kafkagate, InternalApi.ENQUEUE, new Enqueue(Kafkagate.JOBS, partition, job));
    }
}
