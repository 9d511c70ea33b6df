package rtmlab.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** No sample of code or of output on any page can rot without a test that fails. */
class HeldBlocksTest {

    @Test
    void everyBlockOfEveryPageIsHeldToTheCodeOrSaysWhyNot() {
        var problems = new ArrayList<String>();
        var looked = 0;
        for (var page : Page.all()) {
            if (page.file().equals(ReferenceTest.REFERENCE)) {
                continue; // Made from the code as a whole.
            }
            var blocks = page.blocks();
            for (var at = 0; at < blocks.size(); at++) {
                looked++;
                HeldBlocks.problem(page, blocks, at).ifPresent(problems::add);
            }
        }
        assertThat(looked).as("blocks looked at").isGreaterThan(50);
        assertThat(problems).isEmpty();
    }

    /** Nobody would look at one. */
    @Test
    void noFenceIsIndented() {
        for (var page : Page.all()) {
            for (var number = 1; number <= page.lines().size(); number++) {
                assertThat(page.lines().get(number - 1))
                        .as(page.name() + ":" + number + ": begin this fence at the line's beginning")
                        .doesNotMatch("[ \\t>]+```.*");
            }
        }
    }

    @Test
    void aBlockWithoutALanguageIsRefusedWithItsPageAndLine() {
        assertThat(problems("# Page", "", "```", "kept", "```"))
                .singleElement()
                .asString()
                .startsWith("page.md:3: this block does not say what it is");
    }

    @Test
    void outputBelongsToTheCommandRightAboveIt() {
        var command = List.of("```sh", "./rtm doctor", "```", "");
        var output = List.of("```text", "ok", "```");
        assertThat(problems(command, output)).isEmpty();
        assertThat(problems(command, List.of("## Another subject", ""), output))
                .singleElement()
                .asString()
                .startsWith("page.md:7: nothing holds this block to the code");
        assertThat(problems(output)).hasSize(1);
    }

    @Test
    void whatNothingChecksSaysWhy() {
        var drawing = List.of("```text", "messages ─┐", "```");
        assertThat(problems(List.of("<!-- illustration: a drawing of the servers -->"), drawing))
                .isEmpty();
        assertThat(problems(List.of("<!-- illustration: because -->"), drawing))
                .singleElement()
                .asString()
                .contains("\"because\" is no reason");
    }

    @SafeVarargs
    private static List<String> problems(List<String>... parts) {
        var lines = new ArrayList<String>();
        for (var part : parts) {
            lines.addAll(part);
        }
        return problems(lines.toArray(String[]::new));
    }

    private static List<String> problems(String... lines) {
        var page = new Page(Page.HOME.resolve(Path.of("page.md")), List.of(lines));
        var blocks = page.blocks();
        return IntStream.range(0, blocks.size())
                .mapToObj(at -> HeldBlocks.problem(page, blocks, at))
                .flatMap(Optional::stream)
                .toList();
    }
}
