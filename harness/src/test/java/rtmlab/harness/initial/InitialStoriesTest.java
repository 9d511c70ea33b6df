package rtmlab.harness.initial;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import rtmlab.harness.Commands;

/** Every problem of the initial architecture that the case names, as a story that still comes about. */
class InitialStoriesTest {

    private static final Path STORIES = Path.of("..", "docs", "stories", "initial");

    static Stream<Path> stories() throws IOException {
        try (var files = Files.list(STORIES)) {
            return files.filter(file -> file.toString().endsWith(".story")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("stories")
    void theStoryStillComesAbout(Path story) {
        var out = new StringWriter();

        var status = Commands.run(new PrintWriter(out, true), new PrintWriter(out, true), "replay", story.toString());

        assertThat(status).as(out.toString()).isZero();
        assertThat(out.toString()).contains("twice the same", ": broken").doesNotContain("no longer fits");
    }

    @Test
    void theWalkthroughTellsOfEachOfThem() throws IOException {
        var page = Files.readString(Path.of("..", "docs", "initial-architecture.md"));

        assertThat(stories().map(story -> story.getFileName().toString()))
                .hasSizeGreaterThan(10)
                .allSatisfy(name -> assertThat(page).contains(name));
    }
}
