package rtmlab.harness.updated;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import rtmlab.backends.launch.ServerAddresses;
import rtmlab.harness.SharedServers;
import rtmlab.harness.readers.StalledReaders;
import rtmlab.harness.readers.StalledReaders.Plan;
import rtmlab.harness.real.RealWorld;
import rtmlab.protocol.variant.Mechanisms;
import rtmlab.protocol.variant.Variants;

/** Five clients that read nothing beside five hundred that do, on real gateways. */
@Tag("long")
@ExtendWith(SharedServers.class)
class StalledReadersTest {

    /** What a gateway keeps for one reader at most, and what the two kernels hold of one connection. */
    private static final long KEPT_AT_MOST_BYTES = 1 << 20;

    @TempDir
    private Path folder;

    @Test
    void theStalledAreCutOffWithAReasonAndCatchUpAndAllOthersSeeEverything(ServerAddresses servers) throws IOException {
        var architecture = Variants.named("updated").orElseThrow();
        try (var world = new RealWorld(
                        architecture,
                        Mechanisms.defaultsOf(architecture),
                        servers,
                        folder,
                        folder.resolve("cache"),
                        Map.of());
                var readers = new StalledReaders(world, new Plan(500, 5, 0, 20, 300, Duration.ZERO), 77)) {
            var result = readers.perform(_ -> {});

            assertThat(result.alikeEverywhere()).isTrue();
            assertThat(result.beside().deliveries()).isEqualTo(500 * 20);
            assertThat(result.stalled()).hasSize(5).allSatisfy(one -> {
                assertThat(one.closeCode()).as(one.reason()).isEqualTo(1_008);
                assertThat(one.reason()).isEqualTo("reads too slowly");
                assertThat(one.keptBytes()).isLessThan(KEPT_AT_MOST_BYTES);
                assertThat(one.caughtUp()).isPositive();
                assertThat(one.isComplete()).isTrue();
            });
        }
    }
}
