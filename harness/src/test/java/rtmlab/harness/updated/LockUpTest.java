package rtmlab.harness.updated;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rtmlab.backends.launch.EmbeddedServers;
import rtmlab.backends.launch.ServerOptions;
import rtmlab.harness.jobs.LockUp;
import rtmlab.harness.real.RealWorld;
import rtmlab.protocol.variant.Mechanisms;
import rtmlab.protocol.variant.Variants;

/** A Redis that runs full, alone and behind Kafka. */
@Tag("slow")
class LockUpTest {

    private static final int JOBS = 50_000;
    private static final int MEGABYTES = 20;

    @TempDir
    private Path folder;

    @Test
    void redisAloneLocksUpAndBehindKafkaEveryJobIsDone() {
        var cache = Path.of("..", "out", ".servers").toAbsolutePath();
        var architecture = Variants.named("updated").orElseThrow();
        try (var servers = EmbeddedServers.start(folder.resolve("servers"), ServerOptions.small(cache));
                var world = new RealWorld(
                        architecture,
                        Mechanisms.defaultsOf(architecture),
                        servers.addresses(),
                        folder,
                        cache,
                        Map.of());
                var lockUp = new LockUp(world, servers.addresses())) {
            var result = lockUp.perform(JOBS, MEGABYTES, _ -> {});

            var alone = result.redisAlone();
            assertThat(alone.isLockedUp()).isTrue();
            assertThat(alone.accepted()).isLessThan(JOBS);
            assertThat(alone.done()).isLessThan(alone.accepted());
            var inFront = result.kafkaInFront();
            assertThat(inFront.accepted()).isEqualTo(JOBS);
            assertThat(inFront.inRedis()).as("the others wait in Kafka").isBetween(1, JOBS / 2);
            assertThat(inFront.done()).isEqualTo(JOBS);
            assertThat(result.isAsInTheCase()).isTrue();
        }
    }
}
