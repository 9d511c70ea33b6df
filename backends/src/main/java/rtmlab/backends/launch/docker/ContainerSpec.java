package rtmlab.backends.launch.docker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import rtmlab.backends.launch.KafkaSettings;
import rtmlab.backends.launch.Reach;
import rtmlab.backends.launch.ServerAddresses;

/**
 * What runs in one container.
 *
 * @param name the container's in its network, and its log file's
 * @param title as people call it
 * @param hostPort where it listens on this machine's loopback address
 * @param probe returns when the server answers, and throws when it does not
 */
record ContainerSpec(
        String name,
        String title,
        String image,
        Map<String, String> environment,
        List<String> command,
        int hostPort,
        int containerPort,
        Runnable probe) {

    static final String REDIS = "redis";
    static final String POSTGRES = "postgres";

    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(2);
    private static final String CLUSTER_ID = "rtmlab-kafka-cluster-0";
    private static final int CLIENTS_PORT = 9092;
    private static final int BROKERS_PORT = 9093;
    private static final int CONTROLLERS_PORT = 9094;

    static String kafkaName(int node, int nodes) {
        return nodes == 1 ? "kafka" : "kafka-" + node;
    }

    static String kafkaTitle(int node, int nodes) {
        return nodes == 1 ? "Kafka" : "Kafka broker " + node;
    }

    /** The node with that number, counted from 1, of as many as there are ports. */
    static ContainerSpec kafka(DockerOptions options, int node, List<Integer> hostPorts) {
        int nodes = hostPorts.size();
        int hostPort = hostPorts.get(node - 1);
        var name = kafkaName(node, nodes);
        var settings = new TreeMap<>(KafkaSettings.of(nodes, options.uncleanElection()));
        settings.put("node.id", Integer.toString(node));
        settings.put("log.dirs", "/tmp/kafka-log");
        settings.put(
                "listeners",
                "CLIENTS://:" + CLIENTS_PORT + ",BROKERS://:" + BROKERS_PORT + ",CONTROLLERS://:" + CONTROLLERS_PORT);
        settings.put(
                "advertised.listeners", "CLIENTS://127.0.0.1:" + hostPort + ",BROKERS://" + name + ":" + BROKERS_PORT);
        settings.put("inter.broker.listener.name", "BROKERS");
        settings.put("controller.listener.names", "CONTROLLERS");
        settings.put("listener.security.protocol.map", "CLIENTS:PLAINTEXT,BROKERS:PLAINTEXT,CONTROLLERS:PLAINTEXT");
        settings.put(
                "controller.quorum.voters",
                IntStream.rangeClosed(1, nodes)
                        .mapToObj(voter -> voter + "@" + kafkaName(voter, nodes) + ":" + CONTROLLERS_PORT)
                        .collect(Collectors.joining(",")));
        var environment = new TreeMap<String, String>();
        settings.forEach((setting, value) -> environment.put(variable(setting), value));
        environment.put("CLUSTER_ID", CLUSTER_ID);
        environment.put("KAFKA_HEAP_OPTS", "-Xmx256m");
        return new ContainerSpec(
                name,
                kafkaTitle(node, nodes),
                options.images().kafka(),
                environment,
                List.of(),
                hostPort,
                CLIENTS_PORT,
                () -> Reach.brokers("127.0.0.1:" + hostPort, ANSWERS_WITHIN));
    }

    /** In memory only. */
    static ContainerSpec redis(DockerOptions options, ServerAddresses addresses) {
        return new ContainerSpec(
                REDIS,
                "Redis",
                options.images().redis(),
                Map.of(),
                List.of("redis-server", "--save", "", "--appendonly", "no"),
                addresses.redisPort(),
                6379,
                () -> Reach.redis(addresses));
    }

    static ContainerSpec postgres(DockerOptions options, ServerAddresses addresses, int hostPort) {
        var command = new ArrayList<>(List.of("postgres"));
        // As the embedded one: what is judged is the death of processes, not of machines.
        for (var setting : List.of("max_connections=200", "shared_buffers=64MB", "fsync=off", "jit=off")) {
            command.addAll(List.of("-c", setting));
        }
        return new ContainerSpec(
                POSTGRES,
                "PostgreSQL",
                options.images().postgres(),
                Map.of(
                        "POSTGRES_USER", addresses.databaseUser(),
                        "POSTGRES_PASSWORD", addresses.databasePassword(),
                        "POSTGRES_DB", "postgres"),
                command,
                hostPort,
                5432,
                () -> Reach.postgres(addresses, statement -> statement.execute("SELECT 1")));
    }

    /** How Kafka's image spells a setting. */
    private static String variable(String setting) {
        return "KAFKA_" + setting.replace("_", "__").replace('.', '_').toUpperCase(Locale.ROOT);
    }
}
