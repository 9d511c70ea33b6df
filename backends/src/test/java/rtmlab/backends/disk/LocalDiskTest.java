package rtmlab.backends.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rtmlab.backends.testing.PortHost;
import rtmlab.protocol.contract.DiskContract;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.NotDone;

class LocalDiskTest extends DiskContract {

    @TempDir
    Path folder;

    @Override
    protected void inNode(Consumer<Host> code) {
        PortHost.run(steps -> new LocalDisk(steps, folder.resolve("node-1")), code);
    }

    @Test
    void aLineThatACrashTornOffIsDropped() throws IOException {
        inNode(host -> host.disk().append("buffer", "whole"));
        tearOff("buffer", "hal");

        inNode(host -> assertThat(host.disk().read("buffer")).containsExactly("whole"));
    }

    @Test
    void whatComesAfterATornLineIsALineOfItsOwn() throws IOException {
        inNode(host -> host.disk().append("buffer", "whole"));
        tearOff("buffer", "hal");

        inNode(host -> {
            host.disk().append("buffer", "next");
            assertThat(host.disk().read("buffer")).containsExactly("whole", "next");
        });
    }

    @Test
    void aReplacementThatACrashCutShortChangesNothing() throws IOException {
        inNode(host -> host.disk().append("buffer", "old"));
        Files.writeString(folder.resolve("node-1/buffer.new~"), "ne");

        inNode(host -> {
            assertThat(host.disk().read("buffer")).containsExactly("old");
            host.disk().replace("buffer", List.of("new"));
            assertThat(host.disk().read("buffer")).containsExactly("new");
        });
        assertThat(folder.resolve("node-1"))
                .isDirectoryContaining("glob:**/buffer")
                .isDirectoryNotContaining("glob:**~");
    }

    @Test
    void aFileThatCannotBeWrittenIsSaidToBeUntouched() throws IOException {
        Files.createDirectories(folder.resolve("node-1/buffer"));

        inNode(host -> assertThatThrownBy(() -> host.disk().append("buffer", "line"))
                .isInstanceOf(NotDone.class)
                .hasMessageContaining("cannot append to"));
    }

    @Test
    void aLineThatIsNotUnicodeIsRefused() {
        inNode(host -> {
            assertThatThrownBy(() -> host.disk().append("buffer", "half a pair \ud83d"))
                    .isInstanceOf(NotDone.class);
            assertThatThrownBy(() -> host.disk().replace("buffer", List.of("half a pair \ud83d")))
                    .isInstanceOf(NotDone.class);

            assertThat(host.disk().read("buffer")).isEmpty();
        });
    }

    @Test
    void noFileNameLeadsOutOfTheFolder() {
        inNode(host -> {
            for (var name : List.of("../other-node/buffer", "/etc/passwd", "..", "", ".hidden", "a/b")) {
                assertThatThrownBy(() -> host.disk().append(name, "line")).isInstanceOf(IllegalArgumentException.class);
            }
        });
    }

    private void tearOff(String file, String half) throws IOException {
        Files.writeString(folder.resolve("node-1").resolve(file), half, StandardOpenOption.APPEND);
    }
}
