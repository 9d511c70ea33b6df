package rtmlab.backends.launch;

import java.nio.file.Path;
import java.util.List;
import rtmlab.backends.kafka.TopicSettings;

/**
 * What the embedded servers should be like.
 *
 * @param cacheFolder where the servers' programs are unpacked, once for all runs
 * @param brokers Kafka nodes, 1 or 3; each is a process of its own, broker and controller
 * @param uncleanElection whether a Kafka replica that lacks acknowledged records may become the leader
 * @param redisKeepsMemory whether what Redis holds survives its death
 * @param keepData whether the servers' data stays when they are closed, and is found again by the next start in the
 *     same folder; their logs always stay
 * @param ports where they listen
 * @param topics how the topics are laid out
 * @param kafkaJvmOptions on top of a small JVM that compiles quickly rather than well
 */
public record ServerOptions(
        Path cacheFolder,
        int brokers,
        boolean uncleanElection,
        boolean redisKeepsMemory,
        boolean keepData,
        FixedPorts ports,
        TopicSettings topics,
        List<String> kafkaJvmOptions) {

    /** Ports that somebody asked for; 0 stands for whichever is free. Of three brokers, the first has Kafka's. */
    public record FixedPorts(int kafka, int redis, int postgres) {

        public static final FixedPorts NONE = new FixedPorts(0, 0, 0);

        public FixedPorts {
            for (int port : List.of(kafka, redis, postgres)) {
                if (port < 0 || port > 65_535) {
                    throw new IllegalArgumentException("a port is a number from 1 to 65535, or 0 for any, not " + port);
                }
            }
        }
    }

    public ServerOptions {
        if (brokers != 1 && brokers != 3) {
            throw new IllegalArgumentException("Kafka runs with 1 broker or with 3, not " + brokers);
        }
        kafkaJvmOptions = List.copyOf(kafkaJvmOptions);
    }

    /** One broker, Redis in memory only, free ports. */
    public static ServerOptions small(Path cacheFolder) {
        return new ServerOptions(
                cacheFolder, 1, false, false, false, FixedPorts.NONE, TopicSettings.small(), List.of());
    }

    public ServerOptions withBrokers(int brokers) {
        return new ServerOptions(
                cacheFolder, brokers, uncleanElection, redisKeepsMemory, keepData, ports, topics, kafkaJvmOptions);
    }

    public ServerOptions withUncleanElection(boolean uncleanElection) {
        return new ServerOptions(
                cacheFolder, brokers, uncleanElection, redisKeepsMemory, keepData, ports, topics, kafkaJvmOptions);
    }

    public ServerOptions withRedisKeepsMemory(boolean redisKeepsMemory) {
        return new ServerOptions(
                cacheFolder, brokers, uncleanElection, redisKeepsMemory, keepData, ports, topics, kafkaJvmOptions);
    }

    public ServerOptions withKeepData(boolean keepData) {
        return new ServerOptions(
                cacheFolder, brokers, uncleanElection, redisKeepsMemory, keepData, ports, topics, kafkaJvmOptions);
    }

    public ServerOptions withPorts(FixedPorts ports) {
        return new ServerOptions(
                cacheFolder, brokers, uncleanElection, redisKeepsMemory, keepData, ports, topics, kafkaJvmOptions);
    }

    public ServerOptions withTopics(TopicSettings topics) {
        return new ServerOptions(
                cacheFolder, brokers, uncleanElection, redisKeepsMemory, keepData, ports, topics, kafkaJvmOptions);
    }

    public ServerOptions withKafkaJvmOptions(List<String> kafkaJvmOptions) {
        return new ServerOptions(
                cacheFolder, brokers, uncleanElection, redisKeepsMemory, keepData, ports, topics, kafkaJvmOptions);
    }
}
