package rtmlab.updated;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import rtmlab.protocol.api.InternalApi;
import rtmlab.protocol.api.InternalApi.Enqueue;
import rtmlab.protocol.api.InternalApi.Enqueued;
import rtmlab.protocol.port.Clock;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.JobLog;
import rtmlab.protocol.port.Node;
import rtmlab.protocol.port.NotDone;
import rtmlab.protocol.port.SlackError;

/**
 * The way into the durable log for those who do not speak Kafka: HTTP in, an append, and the answer when Kafka has
 * acknowledged. Keeps nothing, so there can be any number.
 *
 * <p>It never drops a job silently: while Kafka is slow it says {@code service_unavailable} (503, Retry-After) before it
 * has touched the job, and when an append may or may not have happened it says {@code fatal_error}.
 */
final class Kafkagate implements Node {

    /** The topic of jobs. */
    static final String JOBS = "jobs";

    /** Kafka is slow when it has not answered for so long. */
    private static final Duration SLOW = Duration.ofMillis(500);

    /** And when so many wait for it. */
    private static final int MAX_WAITING = 256;

    /** When each append that Kafka has not answered began, by number. */
    private final Map<Long, Instant> waiting = new TreeMap<>();

    private Clock clock;
    private JobLog log;
    private long appends;

    @Override
    public void start(Host host) {
        clock = host.clock();
        log = host.jobs();
        host.http().serve(InternalApi.ENQUEUE, this::enqueue);
    }

    private Enqueued enqueue(Enqueue request) {
        if (!request.topic().equals(JOBS)) {
            throw new SlackError("unknown_topic");
        }
        if (request.partition() < 0 || request.partition() >= log.partitions()) {
            throw new SlackError("unknown_partition");
        }
        if (isKafkaSlow()) {
            throw new SlackError("service_unavailable");
        }
        var number = appends++;
        waiting.put(number, clock.now());
        try {
            return new Enqueued(log.append(request.partition(), request.content()));
        } catch (NotDone _) {
            throw new SlackError("service_unavailable");
        } finally {
            waiting.remove(number);
        }
    }

    private boolean isKafkaSlow() {
        return waiting.size() >= MAX_WAITING
                || waiting.values().stream().anyMatch(began -> began.plus(SLOW).isBefore(clock.now()));
    }
}
