package rtmlab.backends.launch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;

/** The child that is one Kafka node: broker and controller in one process. */
public final class KafkaServer {

    private static final String CLIENTS = "CLIENTS";
    private static final String CONTROLLERS = "CONTROLLERS";
    private static final String CLUSTER_ID = "rtmlab-kafka-cluster-0";

    private KafkaServer() {}

    /**
     * Where the nodes of a cluster listen; node n, counted from 1, has the n-th of each.
     *
     * @param advertisedPorts where clients are told to come
     * @param uncleanElection whether a replica that lacks acknowledged records may become the leader
     */
    record Cluster(
            List<Integer> clientPorts,
            List<Integer> advertisedPorts,
            List<Integer> controllerPorts,
            boolean uncleanElection) {

        /** Clients come to where the nodes listen. */
        Cluster(List<Integer> clientPorts, List<Integer> controllerPorts, boolean uncleanElection) {
            this(clientPorts, clientPorts, controllerPorts, uncleanElection);
        }

        int nodes() {
            return clientPorts.size();
        }

        String bootstrap() {
            return advertisedPorts.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
        }

        List<Integer> portsOf(int node) {
            return List.of(clientPorts.get(node - 1), controllerPorts.get(node - 1));
        }

        private String voters() {
            return IntStream.rangeClosed(1, nodes())
                    .mapToObj(node -> node + "@127.0.0.1:" + controllerPorts.get(node - 1))
                    .collect(Collectors.joining(","));
        }
    }

    static ChildSpec spec(
            Path folder, Path cacheFolder, Path data, int node, Cluster cluster, List<String> jvmOptions) {
        var options = new ArrayList<>(List.of("-Xmx256m", "-Dorg.slf4j.simpleLogger.log.kafka.server=info"));
        options.addAll(jvmOptions);
        return ChildSpec.of(cluster.nodes() == 1 ? "kafka" : "kafka-" + node, KafkaServer.class, folder)
                .withJvmOptions(options)
                .withAotCacheIn(cacheFolder)
                .withArguments(
                        data.toString(),
                        Integer.toString(node),
                        commaSeparated(cluster.clientPorts()),
                        commaSeparated(cluster.advertisedPorts()),
                        commaSeparated(cluster.controllerPorts()),
                        Boolean.toString(cluster.uncleanElection()));
    }

    /** Arguments: data folder, node, all nodes' ports for clients, as advertised, for controllers, unclean election. */
    public static void main(String[] args) {
        ParentLink.serve(parent -> {
            var data = Folders.writable(Path.of(args[0]));
            int node = Integer.parseInt(args[1]);
            var cluster =
                    new Cluster(numbers(args[2]), numbers(args[3]), numbers(args[4]), Boolean.parseBoolean(args[5]));
            format(data, node);
            var server =
                    new KafkaRaftServer(KafkaConfig.fromProps(properties(data, node, cluster), false), Time.SYSTEM);
            parent.onStop(server::shutdown);
            // Returns when the broker is in the cluster and answers its clients.
            server.startup();
            parent.ready("");
        });
    }

    /** What {@code kafka-storage format} does; a folder that has its format stays as it is. */
    private static void format(Path data, int node) throws Exception {
        new Formatter()
                .setPrintStream(System.err)
                .setNodeId(node)
                .setClusterId(CLUSTER_ID)
                .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
                .setIgnoreFormatted(true)
                .setControllerListenerName(CONTROLLERS)
                .setMetadataLogDirectory(data.toString())
                .addDirectory(data.toString())
                .run();
    }

    private static Properties properties(Path data, int node, Cluster cluster) {
        var clients = CLIENTS + "://127.0.0.1:" + cluster.clientPorts().get(node - 1);
        var controllers =
                CONTROLLERS + "://127.0.0.1:" + cluster.controllerPorts().get(node - 1);
        var properties = new Properties();
        properties.putAll(KafkaSettings.of(cluster.nodes(), cluster.uncleanElection()));
        properties.put("node.id", Integer.toString(node));
        properties.put("log.dirs", data.toString());
        properties.put("listeners", clients + "," + controllers);
        properties.put(
                "advertised.listeners",
                CLIENTS + "://127.0.0.1:" + cluster.advertisedPorts().get(node - 1));
        properties.put("inter.broker.listener.name", CLIENTS);
        properties.put("controller.listener.names", CONTROLLERS);
        properties.put("listener.security.protocol.map", CLIENTS + ":PLAINTEXT," + CONTROLLERS + ":PLAINTEXT");
        properties.put("controller.quorum.voters", cluster.voters());
        return properties;
    }

    private static String commaSeparated(List<Integer> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    private static List<Integer> numbers(String commaSeparated) {
        return Stream.of(commaSeparated.split(",", -1)).map(Integer::valueOf).toList();
    }
}
