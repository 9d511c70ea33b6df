package rtmlab.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import rtmlab.harness.notebook.Notebook;

/** The notebooks as a reader meets them: short cells, outputs that are there, a picture in each. */
class NotebookPagesTest {

    /** More is not read, but scrolled over: it belongs into the project's API, or into two cells. */
    private static final int LONGEST_CELL = 15;

    @Test
    void everyCellIsShortEnoughToBeRead() throws IOException {
        for (var file : files()) {
            for (var cell : Notebook.read(file).cells()) {
                if (cell.isCode()) {
                    assertThat(cell.source().lines().count())
                            .as(file.getFileName() + ", lines of cell " + cell.number())
                            .isLessThanOrEqualTo(LONGEST_CELL);
                }
            }
        }
    }

    @Test
    void everyNotebookIsKeptWithItsOutputsAndHasAPicture() throws IOException {
        for (var file : files()) {
            var notebook = Notebook.read(file);
            assertThat(notebook.differences(notebook)).as(notebook.name()).isEmpty();
            assertThat(notebook.cells())
                    .as("pictures of " + notebook.name())
                    .anySatisfy(cell -> assertThat(cell.pictures()).isNotEmpty());
        }
    }

    private static List<Path> files() throws IOException {
        try (var files = Files.list(Page.HOME.resolve("notebooks"))) {
            var notebooks = files.filter(file -> file.toString().endsWith(".ipynb"))
                    .sorted()
                    .toList();
            assertThat(notebooks).hasSizeGreaterThan(6);
            return notebooks;
        }
    }
}
