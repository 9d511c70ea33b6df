package rtmlab.labs.grade;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
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

    /** What one process has locked it must not unlock by looking: another one would delete it while it is in use. */
    @Tag("slow")
    @Test
    void noOtherProcessTakesOneOfSeveralForAbandoned() throws Exception {
        try (var first = ScratchFolder.createIn(parent);
                var second = ScratchFolder.createIn(parent)) {
            var other = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Neighbour.class.getName(),
                            parent.toString())
                    .inheritIO()
                    .start();

            assertThat(other.waitFor()).isZero();
            assertThat(first.path()).isEmptyDirectory();
            assertThat(second.path()).isEmptyDirectory();
        }

        assertThat(parent).isEmptyDirectory();
    }

    /** Another grader, which makes a folder for itself. */
    static final class Neighbour {

        private Neighbour() {}

        public static void main(String[] args) throws IOException {
            ScratchFolder.createIn(Path.of(args[0])).close();
        }
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
