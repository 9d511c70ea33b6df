package rtmlab.updated;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import rtmlab.protocol.Job;
import rtmlab.protocol.port.NotDone;
import rtmlab.protocol.port.SlackError;

/**
 * Lets jobs into the log as long as Kafka answers soon, and otherwise sends them away before it has touched them: whoever
 * waits here holds memory and a connection, and a queue in front of the log is one that a crash forgets.
 */
final class ShutWhenSlow implements Gate {

    /** Kafka is slow when it has not answered for so long. */
    private static final Duration SLOW = Duration.ofMillis(500);

    /** And when so many wait for it. */
    private static final int MAX_WAITING = 256;

    /** When each append that Kafka has not answered began, by number. */
    private final Map<Long, Instant> waiting = new TreeMap<>();

    private final Ports ports;
    private long appends;

    ShutWhenSlow(Ports ports) {
        this.ports = ports;
    }

    @Override
    public long enqueue(int partition, Job job) {
        if (isKafkaSlow()) {
            throw new SlackError("service_unavailable");
        }
        var number = appends++;
        waiting.put(number, ports.now());
        try {
            return ports.append(partition, job);
        } catch (NotDone _) {
            throw new SlackError("service_unavailable");
        } finally {
            waiting.remove(number);
        }
    }

    private boolean isKafkaSlow() {
        return waiting.size() >= MAX_WAITING
                || waiting.values().stream().anyMatch(began -> began.plus(SLOW).isBefore(ports.now()));
    }
}
