package rtmlab.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Code that a page shows is code that is there: below {@code <!-- excerpt: FILE from "WORDS" to "WORDS" -->} stand the
 * lines of the file from the first that holds the first words to the next that holds the second, without their common
 * indentation. {@code -Ddocs.update=true} puts the present ones in.
 */
class ExcerptsTest {

    private static final Pattern EXCERPT = Pattern.compile("(\\S+) from \"(.+?)\" to \"(.+?)\"");

    @Test
    void everyExcerptIsAsTheFileHasIt() throws IOException {
        var update = Boolean.getBoolean("docs.update");
        var stale = new ArrayList<String>();
        var excerpts = 0;
        for (var page : Page.all()) {
            var lines = new ArrayList<>(page.lines());
            // From the last to the first, so that the numbers of the others stay.
            for (var block : page.blocks().reversed()) {
                if (block.directive()
                        .filter(directive -> directive.kind().equals("excerpt"))
                        .isEmpty()) {
                    continue;
                }
                excerpts++;
                var now = excerpt(page, block);
                if (!now.equals(block.content())) {
                    stale.add(page.name() + ":" + block.line() + ": the file now has\n" + String.join("\n", now));
                    var old = lines.subList(
                            block.line(), block.line() + block.content().size());
                    old.clear();
                    lines.addAll(block.line(), now);
                }
            }
            if (update && !lines.equals(page.lines())) {
                Files.write(page.file(), lines);
            }
        }
        assertThat(excerpts).as("excerpts looked at").isPositive();
        if (!update) {
            assertThat(stale).isEmpty();
        }
    }

    private static List<String> excerpt(Page page, Page.Block block) throws IOException {
        var directive = EXCERPT.matcher(block.directive().orElseThrow().words());
        if (!directive.matches()) {
            throw new AssertionError(page.name() + ":" + block.line()
                    + ": an excerpt is <!-- excerpt: FILE from \"WORDS\" to \"WORDS\" -->");
        }
        var source = Files.readAllLines(Page.HOME.resolve(directive.group(1)));
        var from = next(source, 0, directive.group(2), page, block);
        var to = next(source, from, directive.group(3), page, block);
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

    private static int next(List<String> source, int from, String words, Page page, Page.Block block) {
        for (var at = from; at < source.size(); at++) {
            if (source.get(at).contains(words)) {
                return at;
            }
        }
        throw new AssertionError(page.name() + ":" + block.line() + ": the file has no line with \"" + words + "\"");
    }
}
