package rtmlab.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every command of every page does what the page says, run from top to bottom as a reader would, and leaves nothing.
 * {@code -Ddocs.page=docs/tour.md} runs those of one page.
 */
@Tag("docs")
class CommandsTest {

    /** One home for all: what one block of a page has put there, the next one finds. */
    @TempDir
    private static Path home;

    @TestFactory
    Stream<DynamicNode> everyCommandDoesWhatItsPageSays() {
        var one = System.getProperty("docs.page", "");
        var pages = Page.all().stream()
                .filter(page -> one.isEmpty() || page.name().equals(one))
                .toList();
        assertThat(pages).as("pages of the name " + one).isNotEmpty();
        return pages.stream()
                .flatMap(page -> Commands.of(page).steps().stream())
                .map(step -> DynamicTest.dynamicTest(step.name(), () -> run(step)));
    }

    private static void run(Commands.Step step) throws IOException, InterruptedException {
        var began = System.nanoTime();
        var shell = Shell.run(String.join("\n", step.commands()), step.until(), home);
        // In the build's log: what to make smaller when all of this takes too long.
        System.out.printf(
                "%5.1f s  %s%n", Duration.ofNanos(System.nanoTime() - began).toMillis() / 1_000.0, step.name());
        assertThat(shell.exitStatus())
                .as(step.name() + " printed\n" + String.join("\n", shell.everything()))
                .isIn(step.exitStatuses());
        if (!step.output().isEmpty()) {
            assertThat(Expected.of(step.output()).matches(shell.output()))
                    .as(step.name() + "\nThe page says\n" + String.join("\n", step.output()) + "\nbut it printed\n"
                            + String.join("\n", shell.output()))
                    .isTrue();
        }
    }
}
