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

    /** What begins a line whose numbers were measured: they differ from run to run, the words around them do not. */
    private static final String MEASURED = "measured: ";

    private static final Pattern NUMBER = Pattern.compile("[0-9][0-9.,]*");

    private final String name;
    private final JsonNode cells;

    private Notebook(String name, JsonNode cells) {
        this.name = name;
        this.cells = cells;
    }

    /** Throws IOException when the file cannot be read or is no notebook. */
    public static Notebook read(Path file) throws IOException {
        var cells = JSON.readTree(Files.readString(file)).path("cells");
        if (!cells.isArray()) {
            throw new IOException(file + " is no notebook: it has no list of cells");
        }
        return new Notebook(file.getFileName().toString(), cells);
    }

    public String name() {
        return name;
    }

    /** The text that its code cells print, cell by cell: what the notebook claims. Charts are not compared. */
    List<Claim> claims() {
        var claims = new ArrayList<Claim>();
        var number = 0;
        for (var cell : cells) {
            number++;
            if (cell.path("cell_type").asText().equals("code")) {
                claims.add(new Claim(number, printedBy(cell)));
            }
        }
        return claims;
    }

    /** What the cell with this number, counted from 1 over all cells, printed. */
    record Claim(int cell, String text) {
        boolean agreesWith(Claim other) {
            return cell == other.cell && withoutMeasurements(text).equals(withoutMeasurements(other.text));
        }

        private static List<String> withoutMeasurements(String text) {
            return text.lines()
                    .map(line ->
                            line.startsWith(MEASURED) ? NUMBER.matcher(line).replaceAll("#") : line)
                    .toList();
        }
    }

    /** The first errors of its cells, in words; empty when every cell ran to its end. */
    List<String> errors() {
        var errors = new ArrayList<String>();
        var number = 0;
        for (var cell : cells) {
            number++;
            for (var output : cell.path("outputs")) {
                if (output.path("output_type").asText().equals("error")) {
                    errors.add("cell " + number + ": " + output.path("ename").asText() + ": "
                            + output.path("evalue").asText());
                }
            }
        }
        return errors;
    }

    /**
     * In what another execution of this notebook differs, a sentence for each cell; empty when it claims the same.
     *
     * <p>A notebook that claims nothing at all differs from every other: its check would test nothing.
     */
    public List<String> differences(Notebook other) {
        var differences = new ArrayList<String>(other.errors());
        var mine = claims();
        var theirs = other.claims();
        if (mine.stream().allMatch(claim -> claim.text().isBlank())) {
            differences.add("no cell prints anything, so nothing is checked: execute it and save its outputs");
        }
        if (mine.size() != theirs.size()) {
            differences.add("it has " + theirs.size() + " code cells instead of " + mine.size());
            return differences;
        }
        for (var i = 0; i < mine.size(); i++) {
            if (!mine.get(i).agreesWith(theirs.get(i))) {
                differences.add("cell " + mine.get(i).cell() + " prints\n"
                        + indented(theirs.get(i).text()) + "\n  where the notebook says\n"
                        + indented(mine.get(i).text()));
            }
        }
        return differences;
    }

    private static String indented(String text) {
        return text.isBlank() ? "    nothing" : text.strip().indent(4).stripTrailing();
    }

    private static String printedBy(JsonNode cell) {
        var text = new StringBuilder();
        for (var output : cell.path("outputs")) {
            if (output.path("output_type").asText().equals("stream")
                    && output.path("name").asText().equals("stdout")) {
                output.path("text").forEach(line -> text.append(line.asText()));
                if (output.path("text").isTextual()) {
                    text.append(output.path("text").asText());
                }
            }
        }
        return text.toString();
    }
}
