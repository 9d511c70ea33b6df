package rtmlab.docs;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import rtmlab.harness.cli.StoryFile;
import rtmlab.harness.simulated.Telling;

/**
 * Some sentences of a story, as {@code ./rtm story} tells them: {@code FILE from "WORDS" to "WORDS"}, or {@code FILE marked}
 * for what goes wrong in it and what shows that a promise is broken.
 */
final class ToldStory {

    private static final Pattern FORM = Pattern.compile("(?<file>\\S+\\.story) (?:marked|(?<range>from .*))");

    private ToldStory() {}

    static List<String> lines(String words) {
        var form = FORM.matcher(words);
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "a story is told as FILE from \"WORDS\" to \"WORDS\", or as FILE marked, not " + words);
        }
        var file = StoryFile.read(Page.HOME.resolve(form.group("file")));
        var outcome = file.exploration().record(file.story().choices());
        var lines = new Telling(outcome, file.story().promise()).lines();
        @Nullable String range = form.group("range");
        if (range != null) {
            return Excerpt.cut(lines, range);
        }
        return lines.stream()
                .filter(line -> line.contains(" ms ▶ ") || line.contains(" ms ✗ "))
                .map(String::strip)
                .toList();
    }
}
