package rtmlab.docs;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a page says that a command prints: {@code …} stands for anything in a line, and alone for any number of lines. */
record Expected(Pattern pattern) {

    private static final String ANYTHING = "…";

    static Expected of(List<String> lines) {
        return new Expected(
                Pattern.compile(lines.stream().map(Expected::pattern).collect(Collectors.joining())));
    }

    boolean matches(List<String> output) {
        return pattern.matcher(
                        output.stream().map(line -> line.stripTrailing() + "\n").collect(Collectors.joining()))
                .matches();
    }

    private static String pattern(String line) {
        if (line.strip().equals(ANYTHING)) {
            return "(?:.*\\n)*";
        }
        return Stream.of(line.stripTrailing().split(ANYTHING, -1))
                        .map(Pattern::quote)
                        .collect(Collectors.joining(".*"))
                + "\\n";
    }
}
