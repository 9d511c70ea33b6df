package rtmlab.updated;

import java.time.Instant;
import rtmlab.protocol.Job;
import rtmlab.protocol.api.InternalApi;
import rtmlab.protocol.api.InternalApi.Enqueue;
import rtmlab.protocol.api.InternalApi.Enqueued;
import rtmlab.protocol.port.Clock;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.JobLog;
import rtmlab.protocol.port.Node;
import rtmlab.protocol.port.SlackError;

/**
 * The way into the durable log for those who do not speak Kafka: HTTP in, an append, and the answer when Kafka has
 * acknowledged. Keeps nothing, so there can be any number.
 *
 * <p>It never drops a job silently: while Kafka is slow its {@link Gate} says {@code service_unavailable} (503,
 * Retry-After) before it has touched the job, and when an append may or may not have happened it says {@code fatal_error}.
 */
final class Kafkagate implements Node {

    /** The topic of jobs. */
    static final String JOBS = "jobs";

    private final Gate.Factory gates;

    private JobLog log;
    private Gate gate;

    Kafkagate(Pieces pieces) {
        this.gates = pieces.gate();
    }

    @Override
    public void start(Host host) {
        log = host.jobs();
        gate = gates.over(new Ports(log, host.clock()));
        host.http().serve(InternalApi.ENQUEUE, this::enqueue);
    }

    private Enqueued enqueue(Enqueue request) {
        if (!request.topic().equals(JOBS)) {
            throw new SlackError("unknown_topic");
        }
        if (request.partition() < 0 || request.partition() >= log.partitions()) {
            throw new SlackError("unknown_partition");
        }
        return new Enqueued(gate.enqueue(request.partition(), request.content()));
    }

    /** What the gate reaches. */
    private record Ports(JobLog log, Clock clock) implements Gate.Ports {

        @Override
        public long append(int partition, Job job) {
            return log.append(partition, job);
        }

        @Override
        public Instant now() {
            return clock.now();
        }
    }
}
