package rtmlab.labs.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import rtmlab.harness.page.RunPage;
import rtmlab.labs.grade.Grade;

/** Keeps the run that shows what is wrong, told and as a page; where nothing is wrong, no old one is left. */
final class StorySaver {

    static final String TOLD = "failing.txt";
    static final String PAGE = "failing.html";

    /** What {@code ./rtm replay} can run again; there is none where a student's own code ran. */
    static final String STORY = "failing.story";

    /** Where the run lies that shows what is wrong. */
    record Saved(String test, Path told, Path page) {}

    private StorySaver() {}

    /** Empty when there is no such run. */
    static Optional<Saved> save(Grade grade, Path folder) throws IOException {
        for (var file : List.of(TOLD, PAGE, STORY)) {
            Files.deleteIfExists(folder.resolve(file));
        }
        var failed = grade.firstStory();
        if (failed.isEmpty()) {
            return Optional.empty();
        }
        var test = failed.get();
        var result = test.result();
        var story = result.story();
        if (story == null) {
            return Optional.empty();
        }
        Files.createDirectories(folder);
        var told = folder.resolve(TOLD);
        Files.writeString(
                told,
                test.name() + "\n\n" + result.words() + "\n\n" + story.told().stripTrailing() + "\n");
        if (!story.file().isEmpty()) {
            Files.writeString(folder.resolve(STORY), story.file());
        }
        var page = folder.resolve(PAGE);
        Files.writeString(
                page,
                new RunPage(
                                "Lab %02d: %s".formatted(grade.lab(), test.name()),
                                result.words(),
                                List.of(),
                                story.told(),
                                story.scene(),
                                "./rtm lab check " + grade.lab(),
                                story.file().isEmpty() ? List.of(TOLD) : List.of(TOLD, STORY))
                        .html());
        return Optional.of(new Saved(test.name(), told, page));
    }
}
