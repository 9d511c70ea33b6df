package rtmlab.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every command of a page that is to be typed as it stands does what the page says.
 *
 * <p>Such a page says so: {@code <!-- docs: every command is run -->} is its first line. A block of {@code sh} is run by a shell in the project's folder, page by page from top to bottom. Where a block of
 * {@code text} follows it, the output must be that, with {@code …} standing for anything, within a line or for any
 * number of lines. Above a block may stand:
 *
 * <ul>
 *   <li>{@code <!-- docs: exits 1 -->}: the exit status, where it is not 0;
 *   <li>{@code <!-- docs: until "WORDS" -->}: a command that goes on until it is told to stop: it is told so
 *       once it has said these words;
 *   <li>{@code <!-- docs: not run: WHY -->}.
 * </ul>
 */
@Tag("docs")
class CommandsTest {

    @TestFactory
    Stream<DynamicNode> everyCommandDoesWhatItsPageSays() {
        var tests = new ArrayList<DynamicNode>();
        for (var page : Page.all()) {
            for (var step : steps(page)) {
                tests.add(DynamicTest.dynamicTest(
                        page.name() + ":" + step.line() + " " + step.commands().getFirst(), () -> run(page, step)));
            }
        }
        return tests.stream();
    }

    @Test
    void thereAreCommandsToRun() {
        assertThat(Page.all().stream().flatMap(page -> steps(page).stream())).hasSizeGreaterThan(5);
    }

    @Test
    void whateverIsNotRunSaysWhy() {
        for (var page : Page.all()) {
            for (var block : page.blocks()) {
                notRun(block).ifPresent(why -> {
                    System.out.println("not run: " + page.name() + ":" + block.line() + ": " + why);
                    assertThat(why).as(page.name() + ":" + block.line()).isNotBlank();
                });
            }
        }
    }

    /** Commands that are run together, and what they print. */
    private record Step(int line, List<String> commands, int exitStatus, Optional<String> until, List<String> output) {}

    private static List<Step> steps(Page page) {
        var steps = new ArrayList<Step>();
        if (!page.lines().getFirst().equals("<!-- docs: every command is run -->")) {
            return steps;
        }
        var blocks = page.blocks();
        for (var at = 0; at < blocks.size(); at++) {
            var block = blocks.get(at);
            if (!block.language().equals("sh") || notRun(block).isPresent()) {
                continue;
            }
            var next = at + 1 < blocks.size() ? blocks.get(at + 1) : null;
            var output = next != null && next.language().equals("text") ? next.content() : List.<String>of();
            steps.add(new Step(block.line(), block.content(), exitStatus(block), until(block), output));
        }
        return steps;
    }

    private static Optional<String> directive(Page.Block block, String kind) {
        return block.directive()
                .filter(directive ->
                        directive.kind().equals("docs") && directive.words().startsWith(kind))
                .map(directive -> directive.words().substring(kind.length()).strip());
    }

    private static Optional<String> notRun(Page.Block block) {
        return block.language().equals("sh") ? directive(block, "not run:") : Optional.empty();
    }

    private static int exitStatus(Page.Block block) {
        return directive(block, "exits").map(Integer::parseInt).orElse(0);
    }

    private static Optional<String> until(Page.Block block) {
        return directive(block, "until").map(words -> words.replace("\"", ""));
    }

    private static void run(Page page, Step step) throws IOException, InterruptedException {
        var shell = Shell.run(String.join("\n", step.commands()), step.until());
        var where = page.name() + ":" + step.line();
        if (step.until().isEmpty()) {
            assertThat(shell.exitStatus())
                    .as(where + " printed\n" + shell.everything())
                    .isEqualTo(step.exitStatus());
        }
        if (!step.output().isEmpty()) {
            assertThat(Expected.of(step.output()).matches(shell.output()))
                    .as(where + " says\n" + String.join("\n", step.output()) + "\nbut it printed\n"
                            + String.join("\n", shell.output()))
                    .isTrue();
        }
    }
}
