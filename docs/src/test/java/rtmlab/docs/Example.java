package rtmlab.docs;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What a program on a page prints when it is given a file: {@code NAME FILE}. The page has the program as an excerpt. */
final class Example {

    private static final Pattern FORM = Pattern.compile("(?<name>\\S+) (?<file>\\S+)");

    /** A program whose lines a page shows. */
    @FunctionalInterface
    private interface Program {
        void run(Path file, PrintStream out) throws IOException;
    }

    private static final Map<String, Program> PROGRAMS = Map.of(
            "judge", CheckersExamples::judge,
            "linearizability", CheckersExamples::linearizability,
            "stream", CheckersExamples::stream);

    private Example() {}

    static List<String> lines(String words) throws IOException {
        var form = FORM.matcher(words);
        if (!form.matches() || !PROGRAMS.containsKey(form.group("name"))) {
            throw new IllegalArgumentException("a program's output is told by NAME FILE, where NAME is one of "
                    + PROGRAMS.keySet() + ", not by " + words);
        }
        var printed = new ByteArrayOutputStream();
        try (var out = new PrintStream(printed, false, StandardCharsets.UTF_8)) {
            PROGRAMS.get(form.group("name")).run(Page.HOME.resolve(form.group("file")), out);
        }
        return printed.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
