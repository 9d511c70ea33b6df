package rtmlab.backends.kafka;

/**
 * How a topic of ours is laid out.
 *
 * @param partitions how many: as many channels, or jobs, can be worked on side by side
 * @param replicas on how many brokers each of them is; 0 for 3 where there are as many brokers, else 1
 * @param retentionHours how old a record may grow; 0 for any age, since the log is the truth
 */
public record TopicSettings(int partitions, int replicas, int retentionHours) {

    public TopicSettings {
        if (partitions < 1) {
            throw new IllegalArgumentException("a log needs at least one partition, not " + partitions);
        }
        if (replicas < 0 || replicas > Short.MAX_VALUE) {
            throw new IllegalArgumentException("a partition has 1 replica or more, or 0 for as usual, not " + replicas);
        }
        if (retentionHours < 0) {
            throw new IllegalArgumentException(
                    "records are kept for 1 hour or more, or 0 for as long as there is room, not " + retentionHours);
        }
    }

    /** Scaled down: 8 partitions that are kept for good. */
    public static TopicSettings small() {
        return new TopicSettings(8, 0, 0);
    }

    /** As the case has it for its job queue: 32 partitions on three brokers each, kept for two days. */
    public static TopicSettings ofTheCase() {
        return new TopicSettings(32, 3, 48);
    }

    TopicSettings withPartitions(int partitions) {
        return new TopicSettings(partitions, replicas, retentionHours);
    }
}
