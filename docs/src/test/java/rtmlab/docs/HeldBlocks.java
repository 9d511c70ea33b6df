package rtmlab.docs;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether something holds a block of a page to the code: it is made from it, is run, is what a run prints, or is read by
 * what reads such things. What nothing can hold has {@code <!-- illustration: WHY -->} above it.
 */
final class HeldBlocks {

    /** The kinds of directives that have a test of their own. */
    static final Set<String> CHECKED = Stream.of(
                    GeneratedTest.GENERATORS.keySet(),
                    ReadBlocksTest.READERS.keySet(),
                    Set.of(HistoriesTest.KIND, MapTest.KIND, ComparisonShownTest.KIND))
            .flatMap(Set::stream)
            .collect(Collectors.toUnmodifiableSet());

    /** Stands above a block that nothing checks, with the reason. */
    static final String ILLUSTRATION = "illustration";

    /** Anything shorter is no reason. */
    private static final int SHORTEST_REASON = 15;

    private HeldBlocks() {}

    /** What is wrong with a page's block, in one sentence that names the line; empty when something holds it. */
    static Optional<String> problem(Page page, List<Page.Block> blocks, int at) {
        var block = blocks.get(at);
        if (block.language().isEmpty()) {
            return said(
                    page,
                    block,
                    "this block does not say what it is: sh for commands, text for what they print, or else");
        }
        var illustration = block.directive(ILLUSTRATION).map(Page.Directive::words);
        if (illustration.isPresent()) {
            return illustration.get().length() < SHORTEST_REASON
                    ? said(page, block, "\"" + illustration.get() + "\" is no reason why nothing checks this block")
                    : Optional.empty();
        }
        return isHeld(page, blocks, at)
                ? Optional.empty()
                : said(
                        page,
                        block,
                        "nothing holds this block to the code: put it right below the command that prints it, or put a"
                                + " comment above it, of which CONTRIBUTING.md lists the kinds");
    }

    private static boolean isHeld(Page page, List<Page.Block> blocks, int at) {
        return blocks.get(at).language().equals("sh")
                || Commands.tellsOutput(page, blocks, at)
                || HistoriesTest.tellsVerdicts(page, blocks, at)
                || blocks.get(at).directives().stream().anyMatch(directive -> CHECKED.contains(directive.kind()));
    }

    private static Optional<String> said(Page page, Page.Block block, String what) {
        return Optional.of(page.where(block) + ": " + what);
    }
}
