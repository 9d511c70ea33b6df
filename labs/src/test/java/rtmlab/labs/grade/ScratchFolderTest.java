package rtmlab.labs.grade;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchFolderTest {

    @TempDir
    private Path parent;

    @Test
    void nothingIsLeftOfIt() throws IOException {
        try (var scratch = ScratchFolder.createIn(parent)) {
            Files.writeString(
                    Files.createDirectories(scratch.path().resolve("a/b")).resolve("c"), "c");
        }

        assertThat(parent).isEmptyDirectory();
    }

    /** As where its process was killed: the lock went with it, the files stayed. */
    @Test
    void whatNobodyOwnsIsDeletedByTheNext() throws IOException {
        Files.createFile(parent.resolve(ScratchFolder.PREFIX + "1.lock"));
        var abandoned = Files.createDirectory(parent.resolve(ScratchFolder.PREFIX + "1"));
        Files.writeString(abandoned.resolve("file"), "");
        var stranger = Files.createDirectory(parent.resolve("stranger"));

        try (var mine = ScratchFolder.createIn(parent);
                var another = ScratchFolder.createIn(parent)) {
            assertThat(abandoned).doesNotExist();
            assertThat(stranger).exists();
            assertThat(mine.path()).isEmptyDirectory();
            assertThat(another.path()).isEmptyDirectory();
        }

        assertThat(parent).isDirectoryContaining(stranger::equals);
    }
}
