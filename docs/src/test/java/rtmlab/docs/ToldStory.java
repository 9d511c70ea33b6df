package rtmlab.docs;

import java.util.List;
import java.util.regex.Pattern;
import rtmlab.harness.cli.StoryFile;
import rtmlab.harness.simulated.Telling;

/** Some sentences of a story, as {@code ./rtm story} tells them: {@code FILE from "WORDS" to "WORDS"}. */
final class ToldStory {

    private static final Pattern FORM = Pattern.compile("(?<file>\\S+\\.story) (?<range>from .*)");

    private ToldStory() {}

    static List<String> lines(String words) {
        var form = FORM.matcher(words);
        if (!form.matches()) {
            throw new IllegalArgumentException("a story is told as FILE from \"WORDS\" to \"WORDS\", not " + words);
        }
        var file = StoryFile.read(Page.HOME.resolve(form.group("file")));
        var outcome = file.exploration().record(file.story().choices());
        return Excerpt.cut(new Telling(outcome, file.story().promise()).lines(), form.group("range"));
    }
}
