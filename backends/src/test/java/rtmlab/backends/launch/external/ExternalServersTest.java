package rtmlab.backends.launch.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import rtmlab.backends.kafka.TopicSettings;
import rtmlab.backends.launch.ChildJvm;
import rtmlab.backends.launch.ChildSpec;
import rtmlab.backends.launch.LaunchFailure;
import rtmlab.backends.launch.Reach;
import rtmlab.backends.launch.ServerAddresses;
import rtmlab.backends.testing.Servers;

/** On servers that somebody else uses, too: here, the other tests. */
@Tag("servers")
class ExternalServersTest {

    @RegisterExtension
    static final Servers SERVERS = new Servers();

    private static final List<String> SOMEBODYS =
            List.of("topic messages", "topic jobs", "group somebody", "key somebody", "table public.registry");

    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    @SuppressWarnings("NullAway.Init") // Injected.
    private Path folder;

    @BeforeEach
    void somethingOfSomebodyElse() throws Exception {
        Use.make(SERVERS.addresses(), "somebody");
    }

    @Test
    void whatARunMakesIsItsOwnAndGoneAtItsEndAndNothingElseIsTouched() throws Exception {
        try (var one = use();
                var other = use()) {
            Use.make(one.addresses(), "mine");
            assertThat(ofRuns())
                    .anyMatch(name -> name.startsWith("topic "))
                    .anyMatch(name -> name.startsWith("group "))
                    .anyMatch(name -> name.startsWith("key "))
                    .anyMatch(name -> name.startsWith("table "));
            assertThat(Use.exists(one.addresses(), "mine")).isTrue();
            assertThat(Use.exists(other.addresses(), "mine")).isFalse();
        }

        assertThat(ofRuns()).isEmpty();
        assertThat(everything()).containsAll(SOMEBODYS);
    }

    @Test
    void aRunThatIsKilledLeavesNothingEither() throws Exception {
        var file = file(SERVERS.addresses());
        try (var parent = ChildJvm.start(
                ChildSpec.of("user", DoomedUser.class, folder).withArguments(file.toString(), folder.toString()))) {
            parent.awaitReady(SOON);
            assertThat(ofRuns()).isNotEmpty();

            ProcessHandle.of(parent.pid()).orElseThrow().destroyForcibly();

            long deadline = System.nanoTime() + SOON.toNanos();
            while (!ofRuns().isEmpty() && System.nanoTime() < deadline) {
                LockSupport.parkNanos(20_000_000);
            }
            assertThat(ofRuns()).isEmpty();
            assertThat(everything()).containsAll(SOMEBODYS);
        }
    }

    @Test
    void whoeverDoesNotAnswerIsNamed() {
        var good = SERVERS.addresses();

        assertThatThrownBy(() -> use(ServerAddresses.ofOwn(good.kafkaBootstrap(), 9, 9, "teacher", "hunter2")))
                .isInstanceOf(LaunchFailure.class)
                .hasMessageStartingWith("no Redis answers at 127.0.0.1:9: ");
        assertThatThrownBy(() ->
                        use(ServerAddresses.ofOwn(good.kafkaBootstrap(), good.redisPort(), 9, "teacher", "hunter2")))
                .isInstanceOf(LaunchFailure.class)
                .hasMessageStartingWith("no PostgreSQL serves teacher at 127.0.0.1:9/postgres: ")
                .hasMessageNotContaining("hunter2");
        assertThatThrownBy(() -> use(ServerAddresses.ofOwn("127.0.0.1:9", 9, 9, "teacher", "hunter2")))
                .isInstanceOf(LaunchFailure.class)
                .hasMessageStartingWith("no Kafka answers at 127.0.0.1:9: ");
    }

    @Test
    void moreReplicasThanBrokersAreRefused() {
        var asked = new TopicSettings(1, 3, 0);

        assertThatThrownBy(() -> ExternalServers.use(SERVERS.addresses(), asked, folder, _ -> {}))
                .isInstanceOf(LaunchFailure.class)
                .hasMessageContaining("replicas need as many brokers");
    }

    private ExternalServers use() {
        return use(SERVERS.addresses());
    }

    private ExternalServers use(ServerAddresses servers) {
        return ExternalServers.use(servers, TopicSettings.small(), folder, sentence -> {
            throw new AssertionError(sentence);
        });
    }

    private static List<String> ofRuns() throws Exception {
        return everything().stream().filter(name -> name.contains("rtmlab_")).toList();
    }

    /** The names of all topics, groups, keys, schemas and tables. */
    private static Set<String> everything() throws Exception {
        var servers = SERVERS.addresses();
        var names = new TreeSet<String>();
        try (var admin = Reach.admin(servers.kafkaBootstrap(), SOON)) {
            admin.listTopics().names().get().forEach(topic -> names.add("topic " + topic));
            admin.listGroups().all().get().forEach(group -> names.add("group " + group.groupId()));
        }
        try (var redis = Reach.redisClient(servers)) {
            redis.keys("*").forEach(key -> names.add("key " + key));
        }
        Reach.postgres(servers, statement -> {
            try (var rows = statement.executeQuery("SELECT nspname, relname FROM pg_namespace"
                    + " LEFT JOIN pg_class ON relnamespace = pg_namespace.oid AND relkind = 'r'"
                    + " WHERE nspname NOT LIKE 'pg_%'")) {
                while (rows.next()) {
                    names.add("table " + rows.getString(1) + "." + rows.getString(2));
                }
            }
        });
        return names;
    }

    private Path file(ServerAddresses servers) throws IOException {
        var password = servers.databasePassword();
        var text = """
                kafka = %s
                redis = %s:%d
                postgres = %s
                postgres.user = %s
                """.formatted(
                        servers.kafkaBootstrap(),
                        servers.redisHost(),
                        servers.redisPort(),
                        servers.jdbcUrl().replace("jdbc:postgresql://", ""),
                        servers.databaseUser());
        return Files.writeString(
                folder.resolve("addresses"),
                password.isEmpty() ? text : text + "postgres.password = " + password + "\n");
    }
}
