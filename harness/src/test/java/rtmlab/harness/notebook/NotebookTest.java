package rtmlab.harness.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotebookTest {

    private static final String MARKDOWN = """
            {"cell_type": "markdown", "source": ["# A notebook\\n", "with two lines"]}""";

    @TempDir
    private Path folder;

    @Test
    void whatPrintsAndDrawsTheSameDoesNotDiffer() throws IOException {
        var notebook = notebook(MARKDOWN, code(printed("kept\\n"), picture("<svg/>")));

        assertThat(notebook.differences(notebook(MARKDOWN, code(printed("kept\\n"), picture("<svg/>")))))
                .isEmpty();
    }

    @Test
    void aCellThatPrintsSomethingElseIsNamedWithBoth() throws IOException {
        var notebook = notebook(MARKDOWN, code(printed("kept\\n")));

        assertThat(notebook.differences(notebook(MARKDOWN, code(printed("broken\\n")))))
                .containsExactly("cell 2 prints\n    broken\n  where the notebook says\n    kept");
        assertThat(notebook.differences(notebook(MARKDOWN, code())))
                .containsExactly("cell 2 prints\n    nothing\n  where the notebook says\n    kept");
    }

    @Test
    void aPictureOfOtherDataIsADifference() throws IOException {
        var notebook = notebook(code(printed("kept\\n"), picture("<svg>1</svg>")));

        assertThat(notebook.differences(notebook(code(printed("kept\\n"), picture("<svg>2</svg>")))))
                .containsExactly("cell 1 draws something else than the notebook shows");
        assertThat(notebook.differences(notebook(code(printed("kept\\n"))))).hasSize(1);
    }

    @Test
    void measuredNumbersMayDifferAndTheWordsAroundThemMayNot() throws IOException {
        var notebook = notebook(code(printed("measured: 1,200 runs in 0.3 s\\n")));

        assertThat(notebook.differences(notebook(code(printed("measured: 900 runs in 12.5 s\\n")))))
                .isEmpty();
        assertThat(notebook.differences(notebook(code(printed("measured: 900 crashes in 12.5 s\\n")))))
                .hasSize(1);
        assertThat(notebook(code(printed("1,200 runs\\n"))).differences(notebook(code(printed("900 runs\\n")))))
                .hasSize(1);
    }

    @Test
    void aCellThatThrowsIsADifferenceEvenWhereItWasSavedSo() throws IOException {
        var broken = notebook(code(printed("kept\\n"), """
                {"output_type": "error", "ename": "NoSuchElementException", "evalue": "No value present"}"""));

        assertThat(broken.differences(broken)).containsExactly("cell 1: NoSuchElementException: No value present");
    }

    @Test
    void aNotebookThatClaimsNothingIsNeverTheSame() throws IOException {
        var silent = notebook(MARKDOWN, code(), code("""
                {"output_type": "stream", "name": "stderr", "text": "a warning"}"""));

        assertThat(silent.differences(silent))
                .containsExactly("no cell prints anything, so nothing is checked: execute it and save its outputs");
    }

    @Test
    void anotherNumberOfCellsIsADifference() throws IOException {
        var two = notebook(code(printed("a\\n")), code(printed("b\\n")));

        assertThat(two.differences(notebook(code(printed("a\\n")))))
                .containsExactly("it has 1 code cells instead of 2");
    }

    @Test
    void linesInAListAreOneText() throws IOException {
        var cells = notebook(MARKDOWN, code(printed("a\\n"))).cells();

        assertThat(cells.getFirst().source()).isEqualTo("# A notebook\nwith two lines");
        assertThat(cells.getFirst().isCode()).isFalse();
        assertThat(cells.getLast().printed()).isEqualTo("a\n");
    }

    @Test
    void whatIsNoNotebookIsRefusedByName() throws IOException {
        var file = Files.writeString(folder.resolve("list.ipynb"), "{\"pages\": []}");

        assertThatThrownBy(() -> Notebook.read(file)).hasMessage(file + " is no notebook: it has no list of cells");
    }

    private Notebook notebook(String... cells) throws IOException {
        var file = Files.createTempFile(folder, "notebook", ".ipynb");
        return Notebook.read(Files.writeString(file, "{\"cells\": [" + String.join(",", cells) + "]}"));
    }

    private static String code(String... outputs) {
        return "{\"cell_type\": \"code\", \"source\": \"x\", \"outputs\": [" + String.join(",", outputs) + "]}";
    }

    private static String printed(String text) {
        return "{\"output_type\": \"stream\", \"name\": \"stdout\", \"text\": [\"" + text + "\"]}";
    }

    private static String picture(String html) {
        return "{\"output_type\": \"display_data\", \"data\": {\"text/html\": \"" + html + "\"}}";
    }
}
