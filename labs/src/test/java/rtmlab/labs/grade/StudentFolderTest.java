package rtmlab.labs.grade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rtmlab.labs.Submission.Unusable;

/** Of what a student hands in, that is read which is the student's own, and no more. */
class StudentFolderTest {

    @TempDir
    private Path folder;

    @Test
    void theProjectMayBeOneFolderBelow() throws IOException {
        var project = project(folder.resolve("ada/lab01"));
        Files.createDirectories(folder.resolve("ada/notes"));

        assertThat(StudentFolder.in(folder.resolve("ada")).folder()).isEqualTo(project);
        assertThat(StudentFolder.in(project).folder()).isEqualTo(project);

        project(folder.resolve("ada/lab01-again"));
        assertThatThrownBy(() -> StudentFolder.in(folder.resolve("ada")))
                .isInstanceOf(Unusable.class)
                .hasMessage("there are 2 projects in it: hand in one");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "student=ada\\nseed=0123456789abcdef            | it has no \"lab\"",
                "lab=1\\nseed=0123456789abcdef                  | it has no \"student\"",
                "lab=one\\nstudent=ada\\nseed=0123456789abcdef  | a lab is a number, not \"one\"",
                "lab=1\\nstudent=a b\\nseed=0123456789abcdef    | a student's id is 1 to 64 letters",
                "lab=1\\nstudent=ada\\nseed=7                   | a seed is sixteen hexadecimal digits, not \"7\"",
                "lab=1\\nstudent=\\u12                          | is not as ./rtm lab start wrote it",
            })
    void propertiesThatSaySomethingElseAreRefusedInASentence(String text, String words) throws IOException {
        Files.writeString(folder.resolve("lab.properties"), text.replace("\\n", "\n"));

        assertThatThrownBy(() -> new StudentFolder(folder).assignment())
                .isInstanceOf(Unusable.class)
                .hasMessageContaining(words);
    }

    @Test
    void propertiesAsLargeAsAnArchiveAreNotRead() throws IOException {
        Files.writeString(folder.resolve("lab.properties"), "#".repeat(10_001));

        assertThatThrownBy(() -> new StudentFolder(folder).assignment())
                .isInstanceOf(Unusable.class)
                .hasMessageContaining("it has more than 10 kB");
    }

    @Test
    void propertiesThatAreNoTextAreRefused() throws IOException {
        Files.write(folder.resolve("lab.properties"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});

        assertThatThrownBy(() -> new StudentFolder(folder).assignment())
                .isInstanceOf(Unusable.class)
                .hasMessageContaining("it has to be UTF-8");
    }

    @Test
    void sourcesAsLargeAsAnArchiveAreNotRead() throws IOException {
        var project = project(folder.resolve("ada"));
        Files.writeString(project.resolve("src/main/java/lab/Large.java"), "/".repeat(500_001));

        assertThatThrownBy(() -> new StudentFolder(project).sources())
                .isInstanceOf(Unusable.class)
                .hasMessageContaining("500 kB");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS) // Where links take a privilege.
    void noLinkLeadsToAnothersWork() throws IOException {
        var ada = project(folder.resolve("ada"));
        var bob = Files.createDirectories(folder.resolve("bob"));
        Files.copy(ada.resolve("lab.properties"), bob.resolve("lab.properties"));

        Files.createSymbolicLink(bob.resolve("src"), ada.resolve("src"));
        assertThatThrownBy(() -> new StudentFolder(bob).sources())
                .isInstanceOf(Unusable.class)
                .hasMessage("src/main/java/lab leads elsewhere by a link");

        Files.delete(bob.resolve("src"));
        Files.createDirectories(bob.resolve("src/main/java/lab"));
        Files.createSymbolicLink(
                bob.resolve("src/main/java/lab/Schedule.java"), ada.resolve("src/main/java/lab/Schedule.java"));
        assertThatThrownBy(() -> new StudentFolder(bob).sources())
                .isInstanceOf(Unusable.class)
                .hasMessage("Schedule.java is no file, but a link or a folder");

        Files.delete(bob.resolve("lab.properties"));
        Files.createSymbolicLink(bob.resolve("lab.properties"), ada.resolve("lab.properties"));
        assertThat(new StudentFolder(bob).assignment()).isEmpty();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void whoeverKeepsTheirProjectsBehindALinkIsReadAllTheSame() throws IOException {
        project(folder.resolve("disk/ada"));
        Files.createSymbolicLink(folder.resolve("home"), folder.resolve("disk"));

        assertThat(new StudentFolder(folder.resolve("home/ada")).sources()).containsKey("Schedule.java");
    }

    private static Path project(Path project) throws IOException {
        Files.createDirectories(project.resolve("src/main/java/lab"));
        Files.writeString(project.resolve("src/main/java/lab/Schedule.java"), "package lab;");
        Files.writeString(project.resolve("lab.properties"), "lab=1\nstudent=ada\nseed=0123456789abcdef\n");
        return project;
    }
}
