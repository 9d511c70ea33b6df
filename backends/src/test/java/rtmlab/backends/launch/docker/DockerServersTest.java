package rtmlab.backends.launch.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rtmlab.backends.launch.ChildJvm;
import rtmlab.backends.launch.ChildSpec;
import rtmlab.backends.launch.LaunchFailure;
import rtmlab.backends.launch.Server;
import rtmlab.backends.launch.ServerUse;
import rtmlab.backends.launch.docker.DockerOptions.Images;

/** On a real Docker engine, with the images that the environment names. */
@Tag("docker")
class DockerServersTest {

    private static final Duration SOON = Duration.ofSeconds(90);
    private static final Duration AFTER_DEATH = Duration.ofSeconds(15);

    @TempDir
    @SuppressWarnings("NullAway.Init") // Injected.
    private Path folder;

    private final List<AutoCloseable> toClose = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (var closeable : toClose) {
            closeable.close();
        }
    }

    @Test
    void allThreeAnswerAndLeaveNoContainerAndTheirEndIsNoDeath() throws Exception {
        var servers = start(DockerOptions.of(Images.fromEnvironment()));
        var deaths = new LinkedBlockingQueue<String>();
        servers.onDeath(deaths::add);
        try (var use = new ServerUse(servers.addresses())) {
            use.createTopic("channels", 1);
            use.append("channels", "hello");
            assertThat(use.log("channels")).containsExactly("hello");
            use.set("greeting", "hello");
            assertThat(use.get("greeting")).isEqualTo("hello");
            assertThat(use.select("SELECT 1")).containsExactly("1");
        }
        assertThat(containersOf(servers.run())).hasSize(3);

        servers.close();

        assertThat(containersOf(servers.run())).isEmpty();
        assertThat(deaths).isEmpty();
    }

    @Test
    void whatWasStoredIsThereAgainAfterAKillAndARestart() throws Exception {
        var servers = start(DockerOptions.of(Images.fromEnvironment()));
        try (var use = new ServerUse(servers.addresses())) {
            use.createTopic("channels", 1);
            use.append("channels", "hello");
            use.execute("CREATE TABLE messages (text TEXT)");
            use.execute("INSERT INTO messages VALUES ('hello')");
        }

        servers.all().forEach(Server::kill);
        assertThat(servers.all()).noneMatch(Server::isAlive);
        servers.all().forEach(Server::restart);

        try (var use = new ServerUse(servers.addresses())) {
            assertThat(use.log("channels")).containsExactly("hello");
            assertThat(use.select("SELECT text FROM messages")).containsExactly("hello");
        }
    }

    @Test
    void noContainerOutlivesAParentThatIsKilled() {
        var parent = ChildJvm.start(
                ChildSpec.of("parent", DoomedParent.class, folder).withArguments(folder.toString()));
        toClose.add(parent);
        var run = parent.awaitReady(SOON);
        assertThat(containersOf(run)).hasSize(3);

        ProcessHandle.of(parent.pid()).orElseThrow().destroyForcibly();

        assertThat(comesTrue(() -> containersOf(run).isEmpty())).isTrue();
    }

    @Test
    void containersWhoseHolderWasKilledAreRemovedAllTheSame() {
        var servers = start(DockerOptions.of(Images.fromEnvironment()));
        servers.processes().forEach(ProcessHandle::destroyForcibly);

        servers.close();

        assertThat(containersOf(servers.run())).isEmpty();
    }

    @Test
    void aServerThatDiesIsReported() throws Exception {
        var servers = start(DockerOptions.of(Images.fromEnvironment()));
        var deaths = new LinkedBlockingQueue<String>();
        servers.onDeath(deaths::add);
        var engine = Engine.find(servers.run(), ProcessHandle.current());

        engine.kill(servers.addresses().redisPort());

        assertThat(deaths.poll(SOON.toSeconds(), TimeUnit.SECONDS))
                .isEqualTo("Redis died during the run (exit status 137); its last log lines are in "
                        + folder.resolve("redis.log").toAbsolutePath());
    }

    @Test
    void threeBrokersCarryOnWithoutOneOfThem() throws Exception {
        var servers = start(DockerOptions.of(Images.fromEnvironment()).withBrokers(3));
        try (var use = new ServerUse(servers.addresses())) {
            use.createTopic("channels", 3);
            use.append("channels", "hello");

            servers.all().getFirst().kill();

            use.append("channels", "still here");
            assertThat(use.log("channels")).containsExactly("hello", "still here");
        }
    }

    @Test
    void anImageThatCannotBeHadIsNamed() {
        var usual = Images.fromEnvironment();
        var unknown = new Images(usual.kafka(), "rtmlab/no-such-image:0", usual.postgres());

        assertThatThrownBy(() -> start(DockerOptions.of(unknown)))
                .isInstanceOf(LaunchFailure.class)
                .hasMessageStartingWith("the image rtmlab/no-such-image:0 is not here and cannot be pulled: ");
    }

    private DockerServers start(DockerOptions options) {
        var servers = DockerServers.start(folder, options, _ -> {});
        toClose.add(servers);
        return servers;
    }

    private static List<String> containersOf(String run) {
        return Engine.find(run, ProcessHandle.current()).containerNames();
    }

    private static boolean comesTrue(BooleanSupplier condition) {
        long deadline = System.nanoTime() + AFTER_DEATH.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            LockSupport.parkNanos(10_000_000);
        }
        return true;
    }
}
