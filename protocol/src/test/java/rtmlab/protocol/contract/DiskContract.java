package rtmlab.protocol.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import rtmlab.protocol.port.Disk;
import rtmlab.protocol.port.Host;

/** What {@link Disk} promises. */
@Timeout(30)
public abstract class DiskContract {

    /** Runs this as a node, on a host with a disk. */
    protected abstract void inNode(Consumer<Host> code);

    @Test
    void aFileThatWasNeverWrittenHasNoLines() {
        inNode(host -> assertThat(host.disk().read("buffer")).isEmpty());
    }

    @Test
    void linesAreReadInTheOrderInWhichTheyWereAppended() {
        inNode(host -> {
            var disk = host.disk();
            disk.append("buffer", "one");
            disk.append("buffer", "two");
            disk.append("buffer", "");
            disk.append("buffer", "four");

            assertThat(disk.read("buffer")).containsExactly("one", "two", "", "four");
        });
    }

    @Test
    void filesDoNotMix() {
        inNode(host -> {
            var disk = host.disk();
            disk.append("buffer", "one");
            disk.append("index", "two");

            assertThat(disk.read("buffer")).containsExactly("one");
            assertThat(disk.read("index")).containsExactly("two");
        });
    }

    @Test
    void whatWasSyncedIsThereAfterARestart() {
        inNode(host -> {
            host.disk().append("buffer", "one");
            host.disk().append("buffer", "two");
            host.disk().sync("buffer");
        });

        inNode(host -> assertThat(host.disk().read("buffer")).containsExactly("one", "two"));
    }

    @Test
    void aFileGoesOnAfterARestart() {
        inNode(host -> {
            host.disk().append("buffer", "one");
            host.disk().sync("buffer");
        });

        inNode(host -> {
            host.disk().append("buffer", "two");
            host.disk().sync("buffer");
        });

        inNode(host -> assertThat(host.disk().read("buffer")).containsExactly("one", "two"));
    }

    @Test
    void replaceLeavesTheNewLinesOnly() {
        inNode(host -> {
            var disk = host.disk();
            disk.append("buffer", "one");
            disk.append("buffer", "two");
            disk.sync("buffer");

            disk.replace("buffer", List.of("two"));

            assertThat(disk.read("buffer")).containsExactly("two");
        });
    }

    @Test
    void aReplacedFileIsSafeWithoutASync() {
        inNode(host -> host.disk().replace("buffer", List.of("one", "two")));

        inNode(host -> assertThat(host.disk().read("buffer")).containsExactly("one", "two"));
    }

    @Test
    void appendsAfterAReplaceFollowItsLines() {
        inNode(host -> {
            var disk = host.disk();
            disk.append("buffer", "one");
            disk.replace("buffer", List.of("two"));
            disk.append("buffer", "three");
            disk.sync("buffer");
        });

        inNode(host -> assertThat(host.disk().read("buffer")).containsExactly("two", "three"));
    }

    @Test
    void replacingByNothingEmptiesTheFile() {
        inNode(host -> {
            host.disk().append("buffer", "one");
            host.disk().replace("buffer", List.of());
        });

        inNode(host -> assertThat(host.disk().read("buffer")).isEmpty());
    }

    @Test
    void aLineMayHoldAnyText() {
        inNode(host -> {
            host.disk().append("buffer", Texts.ANY);
            host.disk().append("buffer", "carriage\rreturn \\n is no line break");
            host.disk().sync("buffer");
        });

        inNode(host -> assertThat(host.disk().read("buffer"))
                .containsExactly(Texts.ANY, "carriage\rreturn \\n is no line break"));
    }

    @Test
    void twoTasksMayWriteAtOnce() {
        inNode(host -> {
            var others = host.<List<String>>later();
            host.spawn("other", () -> {
                for (var line : List.of("a1", "a2", "a3")) {
                    host.disk().append("buffer", line);
                    host.disk().sync("buffer");
                }
                others.complete(List.of("a1", "a2", "a3"));
            });
            for (var line : List.of("b1", "b2", "b3")) {
                host.disk().append("buffer", line);
                host.disk().sync("buffer");
            }
            var theirs = others.await(Texts.LONG).orElseThrow();

            assertThat(host.disk().read("buffer"))
                    .hasSize(6)
                    .containsSubsequence(theirs)
                    .containsSubsequence("b1", "b2", "b3");
        });
    }
}
