package rtmlab.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rtmlab.checkers.history.JsonLines;
import rtmlab.checkers.history.MalformedHistory;
import rtmlab.checkers.promise.Promise;
import rtmlab.checkers.promise.Promises;
import rtmlab.checkers.promise.Verdict.Broken;

/**
 * A history on a page, below {@code <!-- history: breaks NAME, NAME -->}, breaks just these promises, and not a line of it
 * can be left out. The block below it says how; {@code -Ddocs.update=true} has it say what the checkers say now.
 */
class HistoriesTest {

    static final String KIND = "history";

    @TempDir
    private Path folder;

    @Test
    void everyHistoryBreaksWhatItsPageSaysAndIsAsShortAsItGets() throws IOException {
        var looked = 0;
        for (var page : Page.all()) {
            for (var block : page.blocks()) {
                for (var directive : block.directives()) {
                    if (!directive.kind().equals(KIND)) {
                        continue;
                    }
                    looked++;
                    var where = page.where(block);
                    var named = named(where, directive.words());
                    assertThat(brokenBy(block.content()).keySet()).as(where).isEqualTo(named);
                    assertThatEveryLineIsNeeded(where, block.content(), named);
                }
            }
        }
        assertThat(looked).as("histories looked at").isPositive();
    }

    @Test
    void whatIsSaidOfAHistoryIsWhatTheCheckersSay() throws IOException {
        var update = Boolean.getBoolean("docs.update");
        for (var page : Page.all()) {
            var lines = new ArrayList<>(page.lines());
            var blocks = page.blocks();
            // From the last to the first, so that the numbers of the others stay.
            for (var at = blocks.size() - 1; at >= 0; at--) {
                if (blocks.get(at).directive(KIND).isEmpty()) {
                    continue;
                }
                assertThat(at + 1 < blocks.size() && tellsVerdicts(page, blocks, at + 1))
                        .as(page.where(blocks.get(at)) + ": a block of text right below says what the checkers say")
                        .isTrue();
                var said = blocks.get(at + 1);
                var now = brokenBy(blocks.get(at).content()).entrySet().stream()
                        .map(broken -> broken.getKey() + " broken: " + broken.getValue())
                        .toList();
                if (update) {
                    var old = lines.subList(
                            said.line(), said.line() + said.content().size());
                    old.clear();
                    lines.addAll(said.line(), now);
                } else {
                    assertThat(said.content()).as(page.where(said)).isEqualTo(now);
                }
            }
            if (!lines.equals(page.lines())) {
                Files.write(page.file(), lines);
            }
        }
    }

    /** Whether a block is the one that says what the checkers say of the history above it. */
    static boolean tellsVerdicts(Page page, List<Page.Block> blocks, int at) {
        return at > 0
                && blocks.get(at).language().equals("text")
                && blocks.get(at).directives().isEmpty()
                && blocks.get(at - 1).directive(KIND).isPresent()
                && page.areNeighbours(blocks.get(at - 1), blocks.get(at));
    }

    @Test
    void everyPromiseHasAHistoryThatBreaksIt() {
        var broken = new TreeSet<String>();
        for (var page : Page.all()) {
            for (var block : page.blocks()) {
                block.directive(KIND).ifPresent(directive -> broken.addAll(named(page.name(), directive.words())));
            }
        }
        assertThat(broken)
                .containsAll(Promises.all().stream().map(Promise::name).toList());
    }

    private static Set<String> named(String where, String words) {
        assertThat(words).as(where).startsWith("breaks ");
        return new TreeSet<>(Arrays.asList(words.substring("breaks ".length()).split(", ", -1)));
    }

    private void assertThatEveryLineIsNeeded(String where, List<String> lines, Set<String> named) throws IOException {
        for (var at = 0; at < lines.size(); at++) {
            var shorter = new ArrayList<>(lines);
            shorter.remove(at);
            assertThat(isReadAndBreaks(shorter, named))
                    .as(where + ": all the same without its line " + (at + 1))
                    .isFalse();
        }
    }

    private boolean isReadAndBreaks(List<String> lines, Set<String> named) throws IOException {
        try {
            return brokenBy(lines).keySet().equals(named);
        } catch (MalformedHistory e) {
            return false;
        }
    }

    /** The broken promises, each with its witness. */
    private Map<String, String> brokenBy(List<String> lines) throws IOException {
        var history = JsonLines.read(Files.write(folder.resolve("history.jsonl"), lines));
        var broken = new TreeMap<String, String>();
        Promises.check(history).forEach((promise, verdict) -> {
            if (verdict instanceof Broken found) {
                broken.put(promise, found.witness());
            }
        });
        return broken;
    }
}
