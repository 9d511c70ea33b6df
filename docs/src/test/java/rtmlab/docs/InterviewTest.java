package rtmlab.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Every trap of the interview has a story that demonstrates it. */
class InterviewTest {

    private static final Page PAGE = Page.read(Page.HOME.resolve("docs/interview.md"));

    @Test
    void everyTrapHasAStoryThatDemonstratesIt() {
        var traps = new TreeMap<Integer, String>();
        for (var at = 0; at < PAGE.lines().size(); at++) {
            if (PAGE.lines().get(at).matches("### [0-9]+\\. .*")) {
                traps.put(at + 1, PAGE.lines().get(at));
            }
        }
        assertThat(traps).hasSizeGreaterThan(10);
        var without = new ArrayList<>(traps.values());
        for (var block : PAGE.blocks()) {
            if (block.content().stream().anyMatch(line -> line.startsWith("./rtm story docs/stories/"))) {
                Map.Entry<Integer, String> trap = traps.floorEntry(block.line());
                without.remove(trap == null ? "" : trap.getValue());
            }
        }
        assertThat(without).as("traps without a story").isEmpty();
    }
}
