package rtmlab.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The table below {@code <!-- compared: … -->} is the one that {@code ./rtm compare} printed. It takes minutes, so where it
 * has been run with the code as it is now, in this folder, that run counts; continuous integration has just made one.
 */
@Tag("docs")
class ComparisonShownTest {

    static final String KIND = "compared";

    @TempDir
    private Path home;

    @Test
    void theTableOfTheReadmeIsTheOneThatComparePrints() throws IOException, InterruptedException {
        var page = Page.read(Page.HOME.resolve("README.md"));
        var shown = page.blocks().stream()
                .filter(block -> block.directive(KIND).isPresent())
                .findFirst()
                .orElseThrow();

        var printed = printed(shown.content().getFirst());

        assertThat(Expected.of(shown.content()).matches(printed))
                .as(page.where(shown) + ": ./rtm compare printed\n" + String.join("\n", printed))
                .isTrue();
    }

    /** The newest table with this head, if it was printed by the code as it is now; or else a new one. */
    private List<String> printed(String head) throws IOException, InterruptedException {
        var sources = newestSource();
        for (var table : tables()) {
            var lines = Files.readAllLines(table);
            if (lines.getFirst().equals(head)
                    && Files.getLastModifiedTime(table).compareTo(sources) > 0) {
                return lines;
            }
        }
        var compared = Shell.run("./rtm compare", Optional.empty(), home);
        assertThat(compared.exitStatus())
                .as(String.join("\n", compared.everything()))
                .isZero();
        return compared.output();
    }

    /** The newest first; their folders are called by their time. */
    private static List<Path> tables() throws IOException {
        var runs = Page.HOME.resolve("out/compare");
        if (!Files.isDirectory(runs)) {
            return List.of();
        }
        try (var folders = Files.list(runs)) {
            return folders.map(folder -> folder.resolve("comparison.txt"))
                    .filter(Files::exists)
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
    }

    /** As {@code rtm} decides whether it has to build. */
    private static FileTime newestSource() throws IOException {
        try (var files = Files.find(
                Page.HOME,
                Integer.MAX_VALUE,
                (file, what) -> what.isRegularFile()
                        && Page.HOME.relativize(file).toString().contains("src/main/"))) {
            return files.filter(Page::isOurs)
                    .map(ComparisonShownTest::modified)
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
        }
    }

    private static FileTime modified(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
