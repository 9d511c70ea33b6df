package rtmlab.harness.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rtmlab.backends.launch.EmbeddedServers;
import rtmlab.backends.launch.ServerOptions;
import rtmlab.harness.real.RealWorld;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.Job;
import rtmlab.protocol.Post;
import rtmlab.protocol.Ts;
import rtmlab.protocol.UserId;
import rtmlab.protocol.variant.Mechanisms;
import rtmlab.protocol.variant.Variants;

/** What {@code bench jobs} measures is work that was done. */
@Tag("slow")
class JobRunTest {

    private static final int JOBS = 300;

    @TempDir
    private Path folder;

    @Test
    void everyJobThatIsMeasuredIsDoneAndWhereJobsAreRefusedTheMeasurementSaysSo() {
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
                var run = new JobRun(world, servers.addresses());
                var refused = new JobRun(new JobFlow(world, JobRunTest::refused), servers.addresses())) {
            var result = run.perform(JOBS, 16, _ -> {});

            assertThat(result.jobs()).isEqualTo(JOBS);
            assertThat(result.done()).isEqualTo(result.lookedAt()).isEqualTo(JOBS);
            assertThat(result.isAllDone()).isTrue();
            assertThat(result.enqueued()).isPositive().isLessThanOrEqualTo(result.endToEnd());
            var queue = world.probe().queue();
            assertThat(world.probe().call(queue::dead)).isEmpty();

            var inVain = refused.perform(JOBS, 16, _ -> {});

            assertThat(inVain.refused()).isEqualTo(JOBS);
            assertThat(inVain.done()).isZero();
            assertThat(inVain.isAllDone()).isFalse();
        }
    }

    /** Kafkagate takes no text with a zero in it, which PostgreSQL could not hold. */
    private static Job refused(int number) {
        var id = new ClientMessageId("refused-" + number);
        var post = new Post(new ChannelId("C-jobs"), new UserId("U-jobs"), "nothing\0here", id);
        return new Job(Job.Kind.INDEX, post.at(Ts.ofLogOffset(number)));
    }
}
