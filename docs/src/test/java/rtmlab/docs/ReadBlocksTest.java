package rtmlab.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rtmlab.backends.launch.external.AddressFile;
import rtmlab.checkers.history.JsonOperations;
import rtmlab.harness.scenario.ScenarioReader;
import rtmlab.protocol.Regions;

/** Samples of file formats are read by what reads such files: {@code <!-- scenario: read as one -->} and its kin. */
class ReadBlocksTest {

    /** Reads a sample as a file of its kind; throws what a bad one is refused with. */
    @FunctionalInterface
    interface Reader {
        void read(Path file) throws IOException;
    }

    static final Map<String, Reader> READERS = Map.of(
            "scenario", file -> ScenarioReader.read(file.toString(), Files.readString(file)),
            "addresses", AddressFile::read,
            "regions", file -> Regions.parse(Files.readString(file)),
            "operations", file -> JsonOperations.read(new StringReader(Files.readString(file))));

    @TempDir
    private Path folder;

    @Test
    void everySampleOfAFormatIsReadByItsReader() throws IOException {
        var looked = new TreeSet<String>();
        for (var page : Page.all()) {
            for (var block : page.blocks()) {
                for (var directive : block.directives()) {
                    var reader = READERS.get(directive.kind());
                    if (reader != null) {
                        looked.add(directive.kind());
                        var file = Files.write(folder.resolve(directive.kind()), block.content());
                        assertThatCode(() -> reader.read(file))
                                .as(page.where(block))
                                .doesNotThrowAnyException();
                    }
                }
            }
        }
        assertThat(looked).as("kinds of samples looked at").isEqualTo(new TreeSet<>(READERS.keySet()));
    }
}
