package rtmlab.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * What a page shows of the code, of a run or of a program's output is what is there now. A comment above a block says what it is
 * made of; {@code -Ddocs.update=true} puts the present lines in.
 */
class GeneratedTest {

    /** Makes what has to stand in a block. */
    @FunctionalInterface
    interface Generator {
        /**
         * Answers its lines.
         *
         * @param words what the comment says behind its kind
         * @throws IllegalArgumentException when they cannot be understood
         */
        List<String> lines(String words) throws IOException;
    }

    static final Map<String, Generator> GENERATORS = Map.of(
            "excerpt", Excerpt::lines,
            "prints", Example::lines,
            "sequence", SequenceDiagram::lines,
            "told", ToldStory::lines);

    @Test
    void everyGeneratedBlockIsAsItWouldBeNow() throws IOException {
        var update = Boolean.getBoolean("docs.update");
        var stale = new ArrayList<String>();
        var looked = new TreeMap<String, Integer>();
        for (var page : Page.all()) {
            var lines = new ArrayList<>(page.lines());
            // From the last to the first, so that the numbers of the others stay.
            for (var block : page.blocks().reversed()) {
                for (var directive : block.directives()) {
                    var generator = GENERATORS.get(directive.kind());
                    if (generator == null) {
                        continue;
                    }
                    looked.merge(directive.kind(), 1, Integer::sum);
                    var now = generate(generator, directive.words(), page, block);
                    if (!now.equals(block.content())) {
                        stale.add(page.where(block) + ": now this would stand here\n" + String.join("\n", now));
                        var old = lines.subList(
                                block.line(), block.line() + block.content().size());
                        old.clear();
                        lines.addAll(block.line(), now);
                    }
                }
            }
            if (update && !lines.equals(page.lines())) {
                Files.write(page.file(), lines);
            }
        }
        assertThat(looked.keySet()).as("kinds of blocks looked at").isEqualTo(GENERATORS.keySet());
        if (!update) {
            assertThat(stale).isEmpty();
        }
    }

    /** A comment of a kind that nobody knows would check nothing. */
    @Test
    void everyCommentAboveABlockIsOfAKnownKind() {
        var known = new ArrayList<>(HeldBlocks.CHECKED);
        known.addAll(List.of(Commands.KIND, HeldBlocks.ILLUSTRATION));
        for (var page : Page.all()) {
            for (var block : page.blocks()) {
                assertThat(block.directives())
                        .as(page.where(block))
                        .allSatisfy(directive -> assertThat(directive.kind()).isIn(known));
            }
        }
    }

    private static List<String> generate(Generator generator, String words, Page page, Page.Block block)
            throws IOException {
        try {
            return generator.lines(words);
        } catch (IllegalArgumentException e) {
            throw new AssertionError(page.where(block) + ": " + e.getMessage(), e);
        }
    }
}
