package rtmlab.backends.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import rtmlab.backends.runtime.AddressBook;
import rtmlab.backends.runtime.AddressBook.Address;
import rtmlab.backends.runtime.HostSettings;
import rtmlab.backends.runtime.NodeSecret;
import rtmlab.backends.runtime.RealHost;
import rtmlab.backends.testing.Servers;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.port.CrashPoint;

@Timeout(60)
class TrainingTest {

    @RegisterExtension
    static final Servers SERVERS = new Servers();

    @TempDir
    Path folder;

    @Tag("slow")
    @Test
    void aNodeReachesEveryServerAndLeavesTheLogOfOthersAlone() {
        ServerOpeners.prepare(SERVERS.addresses(), true);
        var spec = new NodeSpec(
                Training.NAME,
                "training-1",
                List.of("training-1"),
                List.of(),
                SERVERS.addresses(),
                "",
                folder.resolve("disk").toString(),
                0,
                0,
                0);
        try (var probe = new RealHost(
                        NodeName.of("probe", 1),
                        HostSettings.of(new AddressBook())
                                .withServers(ServerOpeners.of(SERVERS.addresses(), folder.resolve("probe"), true)));
                var training = new NodeProcess(spec, List.of(), NodeSecret.random(), folder, folder, new Silent())) {
            var before = lengths(probe);
            var address = training.awaitReady();

            assertThat(address.http()).isNotNull();
            assertThat(address.ws()).isNotNull();
            assertThat(lengths(probe)).isEqualTo(before);
            assertThat(folder.resolve("disk/training")).hasContent("line\nline\n");
        }
    }

    private static List<Long> lengths(RealHost probe) {
        return probe.call(() -> IntStream.range(0, probe.log().partitions())
                .mapToObj(probe.log()::end)
                .toList());
    }

    private static final class Silent implements NodeProcess.News {
        @Override
        public void serving(Address address) {}

        @Override
        public void struck(CrashPoint point) {}
    }
}
