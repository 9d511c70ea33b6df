package rtmlab.backends.launch;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The settings that every Kafka node of ours has, as a process or in a container; where it listens is not among them. */
public final class KafkaSettings {

    private KafkaSettings() {}

    /**
     * As {@code server.properties} would have them.
     *
     * @param uncleanElection whether a replica that lacks acknowledged records may become the leader
     */
    public static Map<String, String> of(int nodes, boolean uncleanElection) {
        int replicas = Math.min(3, nodes);
        int quorumOfReplicas = replicas / 2 + 1;
        var settings = new TreeMap<String, String>();
        settings.put("process.roles", "broker,controller");
        settings.put("auto.create.topics.enable", "false");
        settings.put("default.replication.factor", Integer.toString(replicas));
        settings.put("min.insync.replicas", Integer.toString(quorumOfReplicas));
        settings.put("unclean.leader.election.enable", Boolean.toString(uncleanElection));
        for (var internal : List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
            settings.put(internal + ".replication.factor", Integer.toString(replicas));
            settings.put(internal + ".num.partitions", "3");
        }
        for (var internal : List.of("transaction.state.log", "share.coordinator.state.topic")) {
            settings.put(internal + ".min.isr", Integer.toString(quorumOfReplicas));
        }
        settings.put("group.initial.rebalance.delay.ms", "0");

        // A broker that was killed is taken back only when its old session is over.
        settings.put("broker.session.timeout.ms", millis(Duration.ofSeconds(nodes == 1 ? 2 : 3)));
        settings.put("broker.heartbeat.interval.ms", millis(Duration.ofMillis(250)));

        // Small, and without what nobody looks at here.
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "4");
        settings.put("log.cleaner.dedupe.buffer.size", Integer.toString(2 << 20));
        settings.put("log.cleaner.io.buffer.size", Integer.toString(64 << 10));
        settings.put("metric.reporters", "");
        return settings;
    }

    private static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
    }
}
