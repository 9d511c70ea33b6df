package rtmlab.backends.kafka;

import java.time.Duration;

/**
 * Which topic of which Kafka is the log, and how much an acknowledgement is worth.
 *
 * @param groupPrefix what the names of consumer groups begin with, where others have groups on this Kafka, too
 * @param acksAll whether an append is acknowledged once every in-sync replica has it; else once the leader has it, and
 *     then it can die with its leader, or be appended twice by the producer's own retry
 * @param timeout how long a call keeps trying, through retries and elections, before it is {@code MaybeDone}
 */
public record LogSettings(
        String bootstrapServers,
        String topic,
        TopicSettings layout,
        String groupPrefix,
        boolean acksAll,
        Duration timeout) {

    public LogSettings {
        if (timeout.toMillis() < 100) {
            throw new IllegalArgumentException("Kafka cannot do much in " + timeout.toMillis() + " ms; give it 100");
        }
    }

    /** The topic {@code messages} in 8 partitions; acknowledged by all in-sync replicas, within 3 s. */
    public static LogSettings of(String bootstrapServers) {
        return new LogSettings(bootstrapServers, "messages", TopicSettings.small(), "", true, Duration.ofSeconds(3));
    }

    public int partitions() {
        return layout.partitions();
    }

    public LogSettings withTopic(String topic) {
        return new LogSettings(bootstrapServers, topic, layout, groupPrefix, acksAll, timeout);
    }

    public LogSettings withLayout(TopicSettings layout) {
        return new LogSettings(bootstrapServers, topic, layout, groupPrefix, acksAll, timeout);
    }

    public LogSettings withPartitions(int partitions) {
        return withLayout(layout.withPartitions(partitions));
    }

    public LogSettings withGroupPrefix(String groupPrefix) {
        return new LogSettings(bootstrapServers, topic, layout, groupPrefix, acksAll, timeout);
    }

    public LogSettings withAcksAll(boolean acksAll) {
        return new LogSettings(bootstrapServers, topic, layout, groupPrefix, acksAll, timeout);
    }

    public LogSettings withTimeout(Duration timeout) {
        return new LogSettings(bootstrapServers, topic, layout, groupPrefix, acksAll, timeout);
    }
}
