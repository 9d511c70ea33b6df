package rtmlab.docs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The rows of the first table below a heading, each a list of cells; without the table's head. */
final class Table {

    private Table() {}

    static List<List<String>> below(Page page, String heading) {
        var rows = new ArrayList<List<String>>();
        var lines = page.lines();
        var at = lines.indexOf(heading);
        if (at < 0) {
            throw new AssertionError(page.name() + " has no heading \"" + heading + "\"");
        }
        while (at < lines.size() && !lines.get(at).startsWith("|")) {
            at++;
        }
        // The head, and the line below it.
        for (at += 2; at < lines.size() && lines.get(at).startsWith("|"); at++) {
            var line = lines.get(at).strip();
            rows.add(Arrays.stream(line.substring(1, line.length() - 1).split("\\|", -1))
                    .map(String::strip)
                    .toList());
        }
        if (rows.isEmpty()) {
            throw new AssertionError(page.name() + " has no table below \"" + heading + "\"");
        }
        return rows;
    }

    /** A cell without its code quotes. */
    static String plain(String cell) {
        return cell.replace("`", "");
    }
}
