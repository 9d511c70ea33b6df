package rtmlab.backends.kafka;

import java.time.Duration;

/**
 * Which topic of which Kafka is the log, and how much an acknowledgement is worth.
 *
 * @param acksAll whether an append is acknowledged once every in-sync replica has it; else once the leader has it, and
 *     then it can die with its leader, or be appended twice by the producer's own retry
 * @param timeout how long a call keeps trying, through retries and elections, before it is {@code MaybeDone}
 */
public record LogSettings(String bootstrapServers, String topic, int partitions, boolean acksAll, Duration timeout) {

    public LogSettings {
        if (partitions < 1) {
            throw new IllegalArgumentException("a log needs at least one partition, not " + partitions);
        }
        if (timeout.toMillis() < 100) {
            throw new IllegalArgumentException("Kafka cannot do much in " + timeout.toMillis() + " ms; give it 100");
        }
    }

    /** The topic {@code messages} in 8 partitions; acknowledged by all in-sync replicas, within 3 s. */
    public static LogSettings of(String bootstrapServers) {
        return new LogSettings(bootstrapServers, "messages", 8, true, Duration.ofSeconds(3));
    }

    public LogSettings withTopic(String topic) {
        return new LogSettings(bootstrapServers, topic, partitions, acksAll, timeout);
    }

    public LogSettings withPartitions(int partitions) {
        return new LogSettings(bootstrapServers, topic, partitions, acksAll, timeout);
    }

    public LogSettings withAcksAll(boolean acksAll) {
        return new LogSettings(bootstrapServers, topic, partitions, acksAll, timeout);
    }

    public LogSettings withTimeout(Duration timeout) {
        return new LogSettings(bootstrapServers, topic, partitions, acksAll, timeout);
    }
}
