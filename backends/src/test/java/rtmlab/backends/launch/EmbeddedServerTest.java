package rtmlab.backends.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.RedisClient;

/** What can befall a server, on servers that all tests share: each leaves them running. */
class EmbeddedServerTest {

    @RegisterExtension
    static final RunFolder FOLDER = new RunFolder.PerClass();

    private static final Duration AFTER_DEATH = Duration.ofSeconds(5);
    private static final ServerOptions.FixedPorts PORTS =
            new ServerOptions.FixedPorts(Ports.free(), Ports.free(), Ports.free());
    private static final LinkedBlockingQueue<String> DEATHS = new LinkedBlockingQueue<>();

    @SuppressWarnings("NullAway.Init")
    private static EmbeddedServers servers;

    @BeforeAll
    static void startServers() {
        var options =
                ServerOptions.small(RunFolder.CACHE).withRedisKeepsMemory(true).withPorts(PORTS);
        servers = EmbeddedServers.start(FOLDER.path(), options);
        servers.onDeath(DEATHS::add);
    }

    @AfterAll
    static void closeServers() {
        servers.close();
        assertThat(DEATHS).as("deaths that nobody has waited for").isEmpty();
    }

    @Test
    void aPortThatIsAskedForIsUsed() {
        var addresses = servers.addresses();

        assertThat(addresses.kafkaBootstrap()).isEqualTo("127.0.0.1:" + PORTS.kafka());
        assertThat(addresses.redisPort()).isEqualTo(PORTS.redis());
        assertThat(addresses.jdbcUrl()).isEqualTo("jdbc:postgresql://127.0.0.1:" + PORTS.postgres() + "/postgres");
    }

    @Tag("slow")
    @Test
    void whatWasStoredIsThereAgainAfterAKillAndARestart() throws Exception {
        var before = servers.addresses();
        try (var use = new ServerUse(before)) {
            use.createTopic("channels", 1);
            use.append("channels", "hello");
            use.set("greeting", "hello");
            use.execute("CREATE TABLE messages (text TEXT)");
            use.execute("INSERT INTO messages VALUES ('hello')");
        }
        var all = List.of(servers.kafka(), servers.redis(), servers.postgres());

        all.forEach(EmbeddedServer::kill);
        assertThat(all).noneMatch(EmbeddedServer::isAlive);
        all.forEach(EmbeddedServer::restart);

        assertThat(servers.addresses()).isEqualTo(before);
        try (var use = new ServerUse(before)) {
            assertThat(use.log("channels")).containsExactly("hello");
            assertThat(use.get("greeting")).isEqualTo("hello");
            assertThat(use.select("SELECT text FROM messages")).containsExactly("hello");
            use.append("channels", "again");
            assertThat(use.log("channels")).containsExactly("hello", "again");
        }
    }

    @Test
    void aPausedServerAnswersOnlyWhenItIsResumed() throws Exception {
        assumeTrue(Signal.available());
        try (var use = new ServerUse(servers.addresses())) {
            servers.postgres().pause();
            var answer = CompletableFuture.supplyAsync(() -> use.select("SELECT 1"));
            // Redis, which is not paused, answers many times meanwhile.
            for (int i = 0; i < 1_000; i++) {
                use.set("greeting", "hello " + i);
            }
            assertThat(answer).isNotDone();

            servers.postgres().resume();

            assertThat(answer.get(30, TimeUnit.SECONDS)).containsExactly("1");
        }
    }

    @Test
    void aServerThatDiesIsReportedWithTheWayToItsLogAndOneThatWasKilledOnPurposeIsNot() throws Exception {

        servers.redis().kill();
        program(servers.postgres(), "postgres").destroyForcibly();

        assertThat(nextDeath())
                .isEqualTo("PostgreSQL died during the run (exit status 137); its last log lines are in "
                        + FOLDER.path().resolve("postgres.log"));
        servers.redis().restart();
        servers.postgres().restart();
        try (var use = new ServerUse(servers.addresses())) {
            assertThat(use.select("SELECT 1")).containsExactly("1");
        }
    }

    @Test
    void aBusySessionDoesNotOutliveAServerThatDies() throws Exception {
        assumeTrue(Files.exists(Path.of("/proc")));
        try (var use = new ServerUse(servers.addresses())) {
            int idle = servers.postgres().processes().size();
            var busy = CompletableFuture.runAsync(() -> {
                try (var another = new ServerUse(servers.addresses())) {
                    another.select("SELECT sum(sqrt(x)) FROM generate_series(1, 1000000000) x");
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
            assertThat(use.select("SELECT 1")).containsExactly("1");
            assertThat(ProcessTree.await(() -> servers.postgres().processes().size() > idle, AFTER_DEATH))
                    .isTrue();
            var processes = servers.postgres().processes();

            program(servers.postgres(), "postgres").destroyForcibly();

            assertThat(nextDeath()).startsWith("PostgreSQL died during the run");
            assertThat(ProcessTree.awaitEnd(processes, AFTER_DEATH)).isTrue();
            assertThat(busy).failsWithin(AFTER_DEATH);
        }
        servers.postgres().restart();
    }

    @Test
    void redisLosesItsMemoryUnlessItIsToKeepIt() {
        int port = Ports.free();
        var spec = RedisServer.spec(
                FOLDER.path().resolve("forgetful"),
                RunFolder.CACHE,
                FOLDER.path().resolve("forgotten"),
                port,
                false);
        try (var redis = EmbeddedServer.launch("Redis", spec, List.of(port), DEATHS::add)) {
            redis.awaitReady();
            try (var client = RedisClient.create("127.0.0.1", port)) {
                client.set("greeting", "hello");
            }

            redis.restart();

            try (var client = RedisClient.create("127.0.0.1", port)) {
                assertThat(client.exists("greeting")).isFalse();
            }
        }
    }

    @Test
    void noServerOutlivesTheChildThatHoldsIt() {
        assumeTrue(Signal.available());
        var processes = new ArrayList<ProcessHandle>();
        for (var server : List.of(servers.redis(), servers.postgres())) {
            var tree = server.processes();
            processes.addAll(tree);
            tree.getFirst().destroyForcibly();
        }

        assertThat(ProcessTree.awaitEnd(processes, AFTER_DEATH)).isTrue();

        assertThat(List.of(nextDeath(), nextDeath()))
                .allMatch(death -> death.contains("died during the run (exit status 137)"));
        servers.redis().restart();
        servers.postgres().restart();
    }

    private static ProcessHandle program(EmbeddedServer server, String name) {
        return server.processes().stream()
                .filter(process -> process.info().command().orElse("").endsWith(name))
                .findFirst()
                .orElseThrow();
    }

    private static String nextDeath() {
        try {
            return Objects.requireNonNullElse(DEATHS.poll(30, TimeUnit.SECONDS), "nobody died");
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
