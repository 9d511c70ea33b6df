package rtmlab.backends.launch.docker;

import rtmlab.backends.kafka.TopicSettings;

/**
 * Which containers, and what should be in them.
 *
 * @param brokers Kafka nodes, 1 or 3; each is a container of its own, broker and controller
 * @param uncleanElection whether a Kafka replica that lacks acknowledged records may become the leader
 * @param topics how the topics are laid out
 */
public record DockerOptions(Images images, int brokers, boolean uncleanElection, TopicSettings topics) {

    /**
     * The images, which need not be the public ones, but must be used as these are: Kafka's settings come as {@code
     * KAFKA_…} variables, PostgreSQL's password as {@code POSTGRES_PASSWORD}, and the others are given a command.
     */
    public record Images(String kafka, String redis, String postgres) {

        /** Of Kafka's, Redis's and PostgreSQL's own makers, unless these variables name others. */
        public static Images fromEnvironment() {
            return new Images(
                    System.getenv().getOrDefault("RTM_KAFKA_IMAGE", "apache/kafka:4.3.1"),
                    System.getenv().getOrDefault("RTM_REDIS_IMAGE", "redis:8"),
                    System.getenv().getOrDefault("RTM_POSTGRES_IMAGE", "postgres:18"));
        }
    }

    public DockerOptions {
        if (brokers != 1 && brokers != 3) {
            throw new IllegalArgumentException("Kafka runs with 1 broker or with 3, not " + brokers);
        }
    }

    /** One broker. */
    public static DockerOptions of(Images images) {
        return new DockerOptions(images, 1, false, TopicSettings.small());
    }

    public DockerOptions withBrokers(int brokers) {
        return new DockerOptions(images, brokers, uncleanElection, topics);
    }

    public DockerOptions withUncleanElection(boolean uncleanElection) {
        return new DockerOptions(images, brokers, uncleanElection, topics);
    }

    public DockerOptions withTopics(TopicSettings topics) {
        return new DockerOptions(images, brokers, uncleanElection, topics);
    }
}
