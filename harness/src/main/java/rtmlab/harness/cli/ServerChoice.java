package rtmlab.harness.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import rtmlab.backends.kafka.TopicSettings;
import rtmlab.backends.launch.EmbeddedServers;
import rtmlab.backends.launch.ServerAddresses;
import rtmlab.backends.launch.ServerGroup;
import rtmlab.backends.launch.ServerOptions;
import rtmlab.backends.launch.docker.DockerOptions;
import rtmlab.backends.launch.docker.DockerServers;
import rtmlab.backends.launch.external.AddressFile;
import rtmlab.backends.launch.external.ExternalServers;

/** Which Kafka, Redis and PostgreSQL a command runs on. */
public final class ServerChoice {

    /** Where they come from. */
    enum Where {
        EMBEDDED,
        DOCKER,
        EXTERNAL
    }

    private static final int MAX_PARTITIONS = 1_000;

    @Option(
            names = "--servers",
            paramLabel = "WHERE",
            description = "Kafka, Redis and PostgreSQL: embedded (processes of this machine), docker (containers), or "
                    + "external (somebody else's) (default: embedded)")
    private Where where = Where.EMBEDDED;

    @Option(
            names = "--addresses",
            paramLabel = "FILE",
            description = "where the external servers are; docs/servers.md shows one")
    private @Nullable Path addresses;

    @Option(
            names = "--brokers",
            paramLabel = "N",
            description = "Kafka brokers, 1 or 3; with 3, each partition is on all of them (default: 1)")
    private @Nullable Integer brokers;

    @Option(names = "--partitions", paramLabel = "N", description = "of each topic (default: 8)")
    private int partitions = TopicSettings.small().partitions();

    @Option(
            names = "--replicas",
            paramLabel = "N",
            description = "of each partition (default: 3 where there are as many brokers, else 1)")
    private @Nullable Integer replicas;

    @Option(
            names = "--retention-hours",
            paramLabel = "H",
            description = "how old a record may grow in Kafka (default: any age)")
    private @Nullable Integer retentionHours;

    @Option(
            names = "--kafka-image",
            paramLabel = "IMAGE",
            description = "for --servers docker (default: apache/kafka:4.3.1, or RTM_KAFKA_IMAGE in the environment)")
    private @Nullable String kafkaImage;

    @Option(
            names = "--redis-image",
            paramLabel = "IMAGE",
            description = "likewise (default: redis:8, or RTM_REDIS_IMAGE)")
    private @Nullable String redisImage;

    @Option(
            names = "--postgres-image",
            paramLabel = "IMAGE",
            description = "likewise (default: postgres:18, or RTM_POSTGRES_IMAGE)")
    private @Nullable String postgresImage;

    /** What is done before anything else, as a beginning of a sentence. */
    String announcement() {
        return switch (where) {
            case EMBEDDED -> "Starting Kafka, Redis and PostgreSQL";
            case DOCKER -> "Starting Kafka, Redis and PostgreSQL in containers";
            case EXTERNAL -> "Connecting to Kafka, Redis and PostgreSQL as " + addresses + " has them";
        };
    }

    /** Throws {@link UsageError} when the options do not go together; to be called before anything is started. */
    void requireSense() {
        require(where == Where.EXTERNAL || addresses == null, "--addresses FILE goes with --servers external");
        require(where != Where.EXTERNAL || addresses != null, "--servers external needs --addresses FILE");
        require(
                where != Where.EXTERNAL || brokers == null,
                "an external Kafka has the brokers that it has: leave --brokers away");
        require(brokers() == 1 || brokers() == 3, "--brokers is 1 or 3, not " + brokers);
        require(
                partitions >= 1 && partitions <= MAX_PARTITIONS,
                "--partitions is 1 to " + MAX_PARTITIONS + ", not " + partitions);
        require(replicas == null || replicas >= 1, "--replicas is 1 or more, not " + replicas);
        require(
                replicas == null || where == Where.EXTERNAL || replicas <= brokers(),
                "--replicas " + replicas + " needs as many brokers: --brokers 3 brings three");
        require(retentionHours == null || retentionHours >= 1, "--retention-hours is 1 or more, not " + retentionHours);
        require(
                where == Where.DOCKER || (kafkaImage == null && redisImage == null && postgresImage == null),
                "images are for --servers docker");
        if (addresses != null) {
            readAddresses();
        }
    }

    /**
     * Returns when all of them answer.
     *
     * @param folder for their logs and data
     * @param cache where the embedded servers' programs are unpacked, once for all runs
     */
    ServerGroup start(Path folder, Path cache, PrintWriter err) {
        requireSense();
        return switch (where) {
            case EMBEDDED ->
                EmbeddedServers.start(
                        folder,
                        ServerOptions.small(cache).withBrokers(brokers()).withTopics(topics()));
            case DOCKER ->
                DockerServers.start(
                        folder,
                        DockerOptions.of(images()).withBrokers(brokers()).withTopics(topics()),
                        sentence -> say(err, sentence));
            case EXTERNAL ->
                ExternalServers.use(readAddresses(), topics(), folder, sentence -> say(err, "rtm: " + sentence));
        };
    }

    private ServerAddresses readAddresses() {
        try {
            return AddressFile.read(Objects.requireNonNull(addresses));
        } catch (AddressFile.Unusable e) {
            throw new UsageError(String.valueOf(e.getMessage()));
        }
    }

    private int brokers() {
        return brokers == null ? 1 : brokers;
    }

    private TopicSettings topics() {
        return new TopicSettings(
                partitions, replicas == null ? 0 : replicas, retentionHours == null ? 0 : retentionHours);
    }

    private DockerOptions.Images images() {
        var usual = DockerOptions.Images.fromEnvironment();
        return new DockerOptions.Images(
                kafkaImage == null ? usual.kafka() : kafkaImage,
                redisImage == null ? usual.redis() : redisImage,
                postgresImage == null ? usual.postgres() : postgresImage);
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new UsageError(otherwise);
        }
    }

    private static void say(PrintWriter err, String sentence) {
        err.println(sentence);
        err.flush();
    }
}
