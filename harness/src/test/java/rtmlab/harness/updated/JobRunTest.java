package rtmlab.harness.updated;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rtmlab.backends.launch.EmbeddedServers;
import rtmlab.backends.launch.ServerOptions;
import rtmlab.harness.jobs.JobRun;
import rtmlab.harness.real.RealWorld;
import rtmlab.protocol.variant.Mechanisms;
import rtmlab.protocol.variant.Variants;

/** What {@code bench jobs} measures is work that was done. */
@Tag("slow")
class JobRunTest {

    private static final int JOBS = 300;

    @TempDir
    private Path folder;

    @Test
    void everyJobThatIsMeasuredIsDone() {
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
                var run = new JobRun(world, servers.addresses())) {
            var result = run.perform(JOBS, 16, _ -> {});

            assertThat(result.jobs()).isEqualTo(JOBS);
            assertThat(result.enqueued()).isPositive().isLessThanOrEqualTo(result.endToEnd());
            var queue = world.probe().queue();
            assertThat(world.probe().call(queue::dead)).isEmpty();
        }
    }
}
