package rtmlab.backends.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rtmlab.backends.launch.EmbeddedServer;
import rtmlab.backends.launch.EmbeddedServers;
import rtmlab.backends.launch.Reach;
import rtmlab.backends.launch.ServerOptions;
import rtmlab.backends.testing.PortHost;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.Post;
import rtmlab.protocol.UserId;
import rtmlab.protocol.port.CallFailed;
import rtmlab.protocol.port.EventLog;
import rtmlab.protocol.port.Host;

/** What an acknowledgement of a log on three brokers is worth when a broker dies. */
@Tag("slow")
class ThreeBrokersTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final ChannelId GENERAL = new ChannelId("C1");

    @TempDir
    @SuppressWarnings("NullAway.Init") // Injected.
    private Path folder;

    @SuppressWarnings("NullAway.Init") // Before each.
    private EmbeddedServers servers;

    @BeforeEach
    void start() {
        servers = EmbeddedServers.start(
                folder, ServerOptions.small(Path.of("target", "servers")).withBrokers(3));
    }

    @AfterEach
    void stop() {
        servers.close();
    }

    @Test
    void aTopicIsLaidOutAsTheCaseHasIt() throws Exception {
        var settings = log(true).withLayout(TopicSettings.ofTheCase());

        KafkaLog.create(settings);

        try (var admin = Reach.admin(settings.bootstrapServers(), LONG)) {
            var topic = describe(admin, settings);
            assertThat(topic.partitions())
                    .hasSize(32)
                    .allSatisfy(partition -> assertThat(partition.replicas()).hasSize(3));
            var resource = new ConfigResource(ConfigResource.Type.TOPIC, settings.topic());
            var config = Objects.requireNonNull(
                    admin.describeConfigs(List.of(resource)).all().get().get(resource));
            assertThat(config.get("retention.ms").value()).isEqualTo("172800000");
            assertThat(config.get("min.insync.replicas").value()).isEqualTo("2");
        }
    }

    @Test
    void whicheverBrokerDiesNothingAcknowledgedIsLostAndPostsGoOn() {
        var settings = log(true);
        KafkaLog.create(settings);

        inNode(settings, host -> {
            var acknowledged = new ArrayList<String>();
            for (var victim : servers.brokers()) {
                acknowledged.addAll(append(host.log(), victim.title() + " lives", 20));
                victim.kill();
                var meanwhile = append(host.log(), "without " + victim.title(), 20);
                assertThat(meanwhile)
                        .as("posts while " + victim.title() + " is dead")
                        .isNotEmpty();
                acknowledged.addAll(meanwhile);
                victim.restart();
            }

            assertThat(texts(host.log())).containsAll(acknowledged);
        });
    }

    /**
     * The leader alone has what it acknowledges while the other two stand still; then it dies, and they go on. A fetch that
     * was on its way to the leader before may still be answered, so that the first record can reach them.
     */
    @Test
    void whatTheLeaderAcknowledgedAloneDiesWithIt() throws Exception {
        assumeTrue(!System.getProperty("os.name").startsWith("Windows"), "a process is paused");
        var settings = log(false);
        KafkaLog.create(settings);

        inNode(settings, host -> {
            var before = append(host.log(), "before", 5);
            var acknowledged = appendWhileOnlyTheLeaderRuns(host, settings);
            assertThat(acknowledged).as("acknowledged by the leader alone").hasSizeGreaterThan(5);

            var left = texts(host.log());
            assertThat(left).containsAll(before);
            assertThat(acknowledged).as("every sender was told that it is sent").anyMatch(text -> !left.contains(text));
        });
    }

    @Test
    void whatAllMustHaveIsNotAcknowledgedByTheLeaderAlone() throws Exception {
        assumeTrue(!System.getProperty("os.name").startsWith("Windows"), "a process is paused");
        var settings = log(true);
        KafkaLog.create(settings);

        inNode(settings, host -> {
            var before = append(host.log(), "before", 5);
            var acknowledged = appendWhileOnlyTheLeaderRuns(host, settings);

            assertThat(texts(host.log())).containsAll(before).containsAll(acknowledged);
        });
    }

    private List<String> appendWhileOnlyTheLeaderRuns(Host host, LogSettings settings) {
        var leader = leader(settings, host.log().partitionOf(GENERAL));
        var others =
                servers.brokers().stream().filter(broker -> broker != leader).toList();
        others.forEach(EmbeddedServer::pause);
        List<String> acknowledged;
        try {
            acknowledged = append(host.log(), "the leader alone", 20);
        } finally {
            leader.kill();
            others.forEach(EmbeddedServer::resume);
        }
        awaitAnotherLeader(host.log());
        return acknowledged;
    }

    private EmbeddedServer leader(LogSettings settings, int partition) {
        try (var admin = Reach.admin(settings.bootstrapServers(), LONG)) {
            return servers.brokers().get(leaderId(admin, settings, partition) - 1);
        } catch (ExecutionException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static int leaderId(Admin admin, LogSettings settings, int partition)
            throws ExecutionException, InterruptedException {
        return Objects.requireNonNull(
                        describe(admin, settings).partitions().get(partition).leader())
                .id();
    }

    private static TopicDescription describe(Admin admin, LogSettings settings)
            throws ExecutionException, InterruptedException {
        return Objects.requireNonNull(admin.describeTopics(List.of(settings.topic()))
                .allTopicNames()
                .get()
                .get(settings.topic()));
    }

    /** The others notice the death when the leader's session is over; the next append that is answered shows it. */
    private static void awaitAnotherLeader(EventLog log) {
        long deadline = System.nanoTime() + LONG.toNanos();
        while (append(log, "after", 1).isEmpty()) {
            assertThat(System.nanoTime()).as("time for another leader").isLessThan(deadline);
        }
    }

    /** The texts of those that were acknowledged. */
    private static List<String> append(EventLog log, String words, int count) {
        var acknowledged = new ArrayList<String>();
        for (int number = 0; number < count; number++) {
            var text = words + " " + number;
            try {
                log.append(new Post(GENERAL, new UserId("U1"), text, new ClientMessageId(text)));
                acknowledged.add(text);
            } catch (CallFailed _) {
                // Nobody was told that it is sent.
            }
        }
        return acknowledged;
    }

    private static List<String> texts(EventLog log) {
        var partition = log.partitionOf(GENERAL);
        return log.read(partition, 0, Math.toIntExact(log.end(partition))).stream()
                .map(record -> record.post().text())
                .toList();
    }

    private LogSettings log(boolean acksAll) {
        return LogSettings.of(servers.addresses().kafkaBootstrap())
                .withPartitions(1)
                .withAcksAll(acksAll);
    }

    private static void inNode(LogSettings settings, Consumer<Host> code) {
        PortHost.run(steps -> new KafkaLog(steps, settings), code);
    }
}
