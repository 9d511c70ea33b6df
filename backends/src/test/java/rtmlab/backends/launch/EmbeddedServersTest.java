package rtmlab.backends.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class EmbeddedServersTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration AFTER_DEATH = Duration.ofSeconds(5);

    @RegisterExtension
    final RunFolder folder = new RunFolder.PerTest();

    private final List<AutoCloseable> toClose = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (var closeable : toClose) {
            closeable.close();
        }
    }

    /** Processes of this JVM that work in this test's folder; other tests have servers of their own in other folders. */
    private List<String> startedHere() {
        return ProcessHandle.current()
                .descendants()
                .map(process -> process.info().commandLine().orElse(""))
                .filter(line -> line.contains(folder.path().toString()))
                .toList();
    }

    @Test
    void allThreeAnswerAndLeaveNothingButTheirLogs() throws Exception {
        var servers = start(options());
        try (var use = new ServerUse(servers.addresses())) {
            use.createTopic("channels", 1);
            use.append("channels", "hello");
            assertThat(use.log("channels")).containsExactly("hello");
            assertThat(use.logAsGroup("channels", "relay")).containsExactly("hello");
            use.set("greeting", "hello");
            assertThat(use.get("greeting")).isEqualTo("hello");
            assertThat(use.select("SELECT 1")).containsExactly("1");
        }
        var processes = processes(servers);

        servers.close();

        assertThat(processes).hasSizeGreaterThan(5).noneMatch(ProcessTree::runs);
        assertThat(folder.path().toFile().list())
                .containsExactlyInAnyOrder("kafka.log", "redis.log", "postgres.log", "tmp");
    }

    @Test
    void noServerOutlivesAParentThatIsKilled() {
        assumeTrue(Signal.available());
        var parent = ChildJvm.start(ChildSpec.of("parent", DoomedParent.class, folder.path())
                .withArguments("servers", folder.path().toString(), RunFolder.CACHE.toString()));
        toClose.add(parent);
        var processes = ChildJvmTest.processes(parent.awaitReady(SOON));
        assertThat(processes).hasSizeGreaterThan(5).allMatch(ProcessHandle::isAlive);

        ChildJvmTest.killAlone(parent);

        assertThat(ProcessTree.awaitEnd(processes, AFTER_DEATH)).isTrue();
    }

    @Tag("slow")
    @Test
    void threeBrokersCarryOnWithoutOneOfThem() throws Exception {
        var servers = start(options().withBrokers(3));
        assertThat(servers.brokers()).hasSize(3);
        try (var use = new ServerUse(servers.addresses())) {
            use.createTopic("channels", 3);
            use.append("channels", "hello");

            servers.kafka().kill();

            use.append("channels", "still here");
            assertThat(use.log("channels")).containsExactly("hello", "still here");
        }
    }

    @Test
    void aPortThatIsTakenIsNamed() throws IOException {
        try (var squatter = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = squatter.getLocalPort();

            assertThatThrownBy(() -> start(options().withPorts(new ServerOptions.FixedPorts(0, port, 0))))
                    .isInstanceOf(LaunchFailure.class)
                    .hasMessage("port " + port + " on 127.0.0.1, where Redis was to listen, is taken; "
                            + "stop the program that listens there, or ask for another port");
        }
        assertThat(startedHere()).isEmpty();
    }

    @Test
    void aServerWhosePortWasSnatchedSaysSoSoThatItCanBeTriedWithAnother() throws IOException {
        try (var squatter = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = squatter.getLocalPort();
            var data = folder.path().resolve("data");
            var cluster = new KafkaServer.Cluster(List.of(port), List.of(Ports.free()), false);
            var kafka = KafkaServer.spec(folder.path(), RunFolder.CACHE, data.resolve("kafka"), 1, cluster, List.of());
            var redis = RedisServer.spec(folder.path(), RunFolder.CACHE, data.resolve("redis"), port, false);
            var postgres = PostgresServer.spec(folder.path(), RunFolder.CACHE, data.resolve("postgres"), port);

            var servers = Stream.of(kafka, redis, postgres)
                    .map(spec -> EmbeddedServer.launch(spec.name(), spec, List.of(port), death -> {}))
                    .toList();
            toClose.addAll(servers);

            assertThat(servers)
                    .allSatisfy(server -> assertThatThrownBy(server::awaitReady).isInstanceOf(PortTaken.class));
        }
    }

    @Test
    void aServerThatWillNotStartSaysWhereItsLogIsAndHowItEnds() {
        var unknownOption = options().withKafkaJvmOptions(List.of("-XX:+NoSuchOption"));

        assertThatThrownBy(() -> start(unknownOption))
                .isInstanceOf(LaunchFailure.class)
                .hasMessageStartingWith("Kafka did not start: kafka ended with exit status 1 before it answered")
                .hasMessageContaining(folder.path().resolve("kafka.log").toString())
                .hasMessageContaining("Unrecognized VM option 'NoSuchOption'");
        assertThat(startedHere()).isEmpty();
    }

    @Test
    void aFolderThatCannotBeWrittenIsNamed() throws IOException {
        var file = Files.createFile(Files.createDirectories(folder.path()).resolve("file"));

        assertThatThrownBy(() -> EmbeddedServers.start(file.resolve("out"), options()))
                .isInstanceOf(LaunchFailure.class)
                .hasMessageStartingWith("cannot write in the folder ");
        assertThatThrownBy(() -> EmbeddedServers.start(folder.path(), ServerOptions.small(file.resolve("cache"))))
                .isInstanceOf(LaunchFailure.class)
                .hasMessageStartingWith("cannot write in the folder ");
    }

    private static ServerOptions options() {
        return ServerOptions.small(RunFolder.CACHE);
    }

    private EmbeddedServers start(ServerOptions options) {
        var servers = EmbeddedServers.start(folder.path(), options);
        toClose.add(servers);
        return servers;
    }

    private static List<ProcessHandle> processes(EmbeddedServers servers) {
        var processes = new ArrayList<ProcessHandle>();
        servers.brokers().forEach(broker -> processes.addAll(broker.processes()));
        processes.addAll(servers.redis().processes());
        processes.addAll(servers.postgres().processes());
        return processes;
    }
}
