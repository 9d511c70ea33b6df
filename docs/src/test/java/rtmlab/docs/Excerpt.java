package rtmlab.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Some lines of a file: {@code FILE from "WORDS" to "WORDS"} are those from the first that holds the first words to the
 * next that holds the second, without their common indentation.
 */
final class Excerpt {

    private static final Pattern FORM = Pattern.compile("(?<file>\\S+) (?<range>from .*)");

    private static final Pattern RANGE = Pattern.compile("from \"(?<from>.+?)\" to \"(?<to>.+?)\"");

    private Excerpt() {}

    static List<String> lines(String words) throws IOException {
        var form = FORM.matcher(words);
        if (!form.matches()) {
            throw new IllegalArgumentException("an excerpt is FILE from \"WORDS\" to \"WORDS\", not " + words);
        }
        return cut(Files.readAllLines(Page.HOME.resolve(form.group("file"))), form.group("range"));
    }

    /** The lines that {@code from "WORDS" to "WORDS"} means. */
    static List<String> cut(List<String> source, String range) {
        var form = RANGE.matcher(range);
        if (!form.matches()) {
            throw new IllegalArgumentException("lines are told by from \"WORDS\" to \"WORDS\", not by " + range);
        }
        var from = next(source, 0, form.group("from"));
        var to = next(source, from, form.group("to"));
        var excerpt = source.subList(from, to + 1);
        var indent = excerpt.stream()
                .filter(line -> !line.isBlank())
                .mapToInt(line -> line.length() - line.stripLeading().length())
                .min()
                .orElse(0);
        return excerpt.stream()
                .map(line -> line.isBlank() ? "" : line.substring(indent))
                .toList();
    }

    private static int next(List<String> source, int from, String words) {
        for (var at = from; at < source.size(); at++) {
            if (source.get(at).contains(words)) {
                return at;
            }
        }
        throw new IllegalArgumentException("no line has \"" + words + "\"");
    }
}
