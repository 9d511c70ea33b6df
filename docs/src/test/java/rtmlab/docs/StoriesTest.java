package rtmlab.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import rtmlab.harness.cli.StoryFile;
import rtmlab.simulator.choice.Choices;

/** The stories that pages tell come about as they say, need all that goes wrong in them, and are told of. */
class StoriesTest {

    private static final Path STORIES = Page.HOME.resolve("docs/stories");

    static Stream<Path> stories() {
        try (var files = Files.walk(STORIES)) {
            return files.filter(file -> file.toString().endsWith(".story")).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("stories")
    void theStoryComesAboutAsItSays(Path file) {
        var read = StoryFile.read(file);
        var choices = read.story().choices();

        var outcome = read.exploration().run(choices);

        assertThat(read.story().neverCame(choices)).isEmpty();
        assertThat(outcome.brokenAndTroubles())
                .containsEntry(read.story().promise(), read.story().witness());
    }

    @ParameterizedTest
    @MethodSource("stories")
    void withoutWhatGoesWrongInItNothingBreaks(Path file) {
        var read = StoryFile.read(file);

        var outcome = read.exploration().run(Choices.calm());

        assertThat(outcome.brokenAndTroubles()).doesNotContainKey(read.story().promise());
    }

    @Test
    void everyStoryIsToldOfOnAPage() {
        var pages =
                Page.all().stream().map(page -> String.join("\n", page.lines())).toList();

        assertThat(stories().map(story -> Page.HOME.relativize(story).toString()))
                .hasSizeGreaterThan(20)
                .allSatisfy(story -> assertThat(pages).as(story).anyMatch(page -> page.contains(story)));
    }

    /** What a page calls by name is there. */
    @Test
    void everyStoryOfAPageIsThere() {
        var missing = new ArrayList<String>();
        for (var page : Page.all()) {
            for (var line : page.lines()) {
                List.of(line.split("[^A-Za-z0-9_./-]+", -1)).stream()
                        .filter(word -> word.startsWith("docs/stories/") && word.endsWith(".story"))
                        .filter(word -> !Files.exists(Page.HOME.resolve(word)))
                        .forEach(word -> missing.add(page.name() + ": " + word));
            }
        }
        assertThat(missing).isEmpty();
    }
}
