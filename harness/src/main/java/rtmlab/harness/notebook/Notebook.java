package rtmlab.harness.notebook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A Jupyter notebook with its outputs, as far as one execution can be held against another. */
public final class Notebook {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String name;
    private final List<Cell> cells;

    private Notebook(String name, List<Cell> cells) {
        this.name = name;
        this.cells = cells;
    }

    /** Throws IOException when the file cannot be read or is no notebook. */
    public static Notebook read(Path file) throws IOException {
        var json = JSON.readTree(Files.readString(file)).path("cells");
        if (!json.isArray()) {
            throw new IOException(file + " is no notebook: it has no list of cells");
        }
        var cells = new ArrayList<Cell>();
        for (var cell : json) {
            cells.add(Cell.of(cells.size() + 1, cell));
        }
        return new Notebook(file.getFileName().toString(), List.copyOf(cells));
    }

    public String name() {
        return name;
    }

    public List<Cell> cells() {
        return cells;
    }

    private List<Cell> codeCells() {
        return cells.stream().filter(Cell::isCode).toList();
    }

    /**
     * In what another execution of this notebook differs, a sentence for each cell; empty when it claims the same.
     *
     * <p>A notebook that claims nothing at all differs from every other: its check would test nothing.
     */
    public List<String> differences(Notebook other) {
        var differences = new ArrayList<String>();
        other.cells.forEach(cell -> differences.addAll(cell.errors()));
        var mine = codeCells();
        var theirs = other.codeCells();
        if (mine.stream().allMatch(cell -> cell.printed().isBlank())) {
            differences.add("no cell prints anything, so nothing is checked: execute it and save its outputs");
        }
        if (mine.size() != theirs.size()) {
            differences.add("it has " + theirs.size() + " code cells instead of " + mine.size());
            return differences;
        }
        for (var i = 0; i < mine.size(); i++) {
            mine.get(i).addDifferences(theirs.get(i), differences);
        }
        return differences;
    }

    /**
     * A cell and what came of it.
     *
     * @param number counted from 1 over all cells
     * @param source Java, or Markdown
     * @param printed what it printed, without what it said on standard error
     * @param pictures what it displayed as HTML, such as the SVG of a chart
     * @param errors in words; empty when it ran to its end
     */
    public record Cell(
            int number, boolean isCode, String source, String printed, List<String> pictures, List<String> errors) {

        /** What begins a line whose numbers were measured: they differ from run to run, the words around them do not. */
        private static final String MEASURED = "measured: ";

        private static final Pattern NUMBER = Pattern.compile("[0-9][0-9.,]*");

        public Cell {
            pictures = List.copyOf(pictures);
            errors = List.copyOf(errors);
        }

        private static Cell of(int number, JsonNode cell) {
            var printed = new StringBuilder();
            var pictures = new ArrayList<String>();
            var errors = new ArrayList<String>();
            for (var output : cell.path("outputs")) {
                switch (output.path("output_type").asText()) {
                    case "stream" -> {
                        if (output.path("name").asText().equals("stdout")) {
                            printed.append(text(output.path("text")));
                        }
                    }
                    case "display_data", "execute_result" -> {
                        var html = text(output.path("data").path("text/html"));
                        if (!html.isEmpty()) {
                            pictures.add(html);
                        }
                    }
                    case "error" ->
                        errors.add(
                                "cell " + number + ": " + output.path("ename").asText() + ": "
                                        + output.path("evalue").asText());
                    default -> {
                        // Jupyter knows others; they claim nothing.
                    }
                }
            }
            return new Cell(
                    number,
                    cell.path("cell_type").asText().equals("code"),
                    text(cell.path("source")),
                    printed.toString(),
                    pictures,
                    errors);
        }

        /** A text, which the format also lets be a list of lines. */
        private static String text(JsonNode node) {
            var text = new StringBuilder(node.asText());
            node.forEach(line -> text.append(line.asText()));
            return text.toString();
        }

        private void addDifferences(Cell other, List<String> differences) {
            if (number != other.number) {
                differences.add("cell " + number + " has become cell " + other.number);
            }
            if (!withoutMeasurements(printed).equals(withoutMeasurements(other.printed))) {
                differences.add("cell " + number + " prints\n" + indented(other.printed)
                        + "\n  where the notebook says\n" + indented(printed));
            }
            if (!pictures.equals(other.pictures)) {
                differences.add("cell " + number + " draws something else than the notebook shows");
            }
        }

        private static List<String> withoutMeasurements(String text) {
            return text.lines()
                    .map(line ->
                            line.startsWith(MEASURED) ? NUMBER.matcher(line).replaceAll("#") : line)
                    .toList();
        }

        private static String indented(String text) {
            return text.isBlank() ? "    nothing" : text.strip().indent(4).stripTrailing();
        }
    }
}
