package rtmlab.backends.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** The topic that is the log. */
final class Topic {

    private static final int REPLICAS_OF_A_CLUSTER = 3;
    private static final long BETWEEN_LOOKS_MILLIS = 20;
    private static final int LOOKS = 500;

    private Topic() {}

    static void create(LogSettings settings) {
        try (var admin = Admin.create(ClientProperties.admin(settings))) {
            int brokers = admin.describeCluster().nodes().get().size();
            createIfAbsent(admin, settings, replicas(settings.layout(), brokers));
            awaitLeaders(admin, settings);
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "cannot create the topic " + settings.topic() + " on " + settings.bootstrapServers() + ": "
                            + e.getCause(),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while creating the topic " + settings.topic(), e);
        }
    }

    private static int replicas(TopicSettings layout, int brokers) {
        if (layout.replicas() > brokers) {
            throw new IllegalArgumentException("a topic with " + layout.replicas()
                    + " replicas needs as many brokers, and here " + (brokers == 1 ? "is 1" : "are " + brokers));
        }
        var usual = brokers < REPLICAS_OF_A_CLUSTER ? 1 : REPLICAS_OF_A_CLUSTER;
        return layout.replicas() == 0 ? usual : layout.replicas();
    }

    private static void createIfAbsent(Admin admin, LogSettings settings, int replicas)
            throws ExecutionException, InterruptedException {
        var topic = new NewTopic(settings.topic(), settings.partitions(), (short) replicas)
                .configs(Map.of(
                        TopicConfig.RETENTION_MS_CONFIG,
                        retentionMillis(settings.layout()),
                        TopicConfig.RETENTION_BYTES_CONFIG,
                        "-1",
                        TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
                        Integer.toString(replicas / 2 + 1),
                        TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG,
                        Boolean.toString(!settings.acksAll())));
        try {
            admin.createTopics(List.of(topic)).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    /** The log is the truth: unless it is asked for, nothing in it ever grows too old. */
    private static String retentionMillis(TopicSettings layout) {
        return layout.retentionHours() == 0
                ? "-1"
                : Long.toString(Duration.ofHours(layout.retentionHours()).toMillis());
    }

    /** Else the first appends and reads would find partitions that nobody leads yet. */
    private static void awaitLeaders(Admin admin, LogSettings settings)
            throws ExecutionException, InterruptedException {
        for (int look = 1; look <= LOOKS; look++) {
            var description = describe(admin, settings);
            if (description.isPresent()) {
                requirePartitions(description.get(), settings);
                if (description.get().partitions().stream().allMatch(partition -> isNode(partition.leader()))) {
                    return;
                }
            }
            Thread.sleep(BETWEEN_LOOKS_MILLIS);
        }
        throw new IllegalStateException("no broker leads all partitions of the topic " + settings.topic() + " after "
                + LOOKS * BETWEEN_LOOKS_MILLIS + " ms");
    }

    private static Optional<TopicDescription> describe(Admin admin, LogSettings settings)
            throws ExecutionException, InterruptedException {
        try {
            return admin.describeTopics(List.of(settings.topic())).allTopicNames().get().values().stream()
                    .findFirst();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty(); // Not every broker knows it yet.
            }
            throw e;
        }
    }

    private static void requirePartitions(TopicDescription topic, LogSettings settings) {
        int partitions = topic.partitions().size();
        if (partitions != settings.partitions()) {
            throw new IllegalStateException("the topic " + topic.name() + " has " + partitions + " partitions, not "
                    + settings.partitions() + ": channels would change their places");
        }
    }

    private static boolean isNode(@Nullable Node leader) {
        return leader != null && !leader.isEmpty();
    }
}
