package rtmlab.labs.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import rtmlab.labs.grade.Grade;

/** Keeps the run that shows what is wrong, for {@code ./rtm lab story}; where nothing is wrong, no old one is left. */
final class StorySaver {

    static final String STORY = "failing.story";
    static final String TOLD = "failing.txt";
    static final String DRAWN = "failing.svg";

    private StorySaver() {}

    static void save(Grade grade, Path folder) throws IOException {
        Files.deleteIfExists(folder.resolve(STORY));
        Files.deleteIfExists(folder.resolve(TOLD));
        Files.deleteIfExists(folder.resolve(DRAWN));
        var failed = grade.firstStory();
        if (failed.isEmpty()) {
            return;
        }
        var story = failed.get().result().story();
        if (story != null) {
            Files.createDirectories(folder);
            if (!story.file().isEmpty()) {
                Files.writeString(folder.resolve(STORY), story.file());
            }
            if (!story.drawn().isEmpty()) {
                Files.writeString(folder.resolve(DRAWN), story.drawn());
            }
            Files.writeString(
                    folder.resolve(TOLD),
                    failed.get().name() + "\n\n" + story.told() + "\n\n"
                            + failed.get().result().words() + "\n");
        }
    }
}
