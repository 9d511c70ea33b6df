package rtmlab.labs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rtmlab.harness.Main;
import rtmlab.harness.cli.ExitStatus;
import rtmlab.labs.Labs;
import rtmlab.labs.project.LabFolder;

/** The commands as they are given: from an empty folder to points. */
class LabCommandTest {

    @TempDir
    private Path folder;

    private record Said(int status, String out, String err) {}

    private static Said rtm(String... args) {
        var out = new StringWriter();
        var err = new StringWriter();
        return new Said(Main.run(new PrintWriter(out), new PrintWriter(err), args), out.toString(), err.toString());
    }

    @Test
    void theListIsThere() throws IOException {
        var said = rtm("lab", "list", "--json");

        assertThat(said.status()).isEqualTo(ExitStatus.AS_DOCUMENTED);
        assertThat(new ObjectMapper().readTree(said.out()).get("labs"))
                .hasSize(Labs.all().size());
    }

    @Test
    void fromStartToStoryAndBackToAllPoints() throws IOException {
        var project = folder.resolve("mine");
        assertThat(rtm("lab", "start", "1", project.toString(), "--student", "sample")
                        .status())
                .isZero();

        var empty = rtm("lab", "check", "1", project.toString(), "--simulated-only");
        assertThat(empty.status()).isEqualTo(ExitStatus.NOT_AS_DOCUMENTED);
        assertThat(empty.out()).contains("0 of 90 points");
        assertThat(rtm("lab", "story", project.toString()).status()).isEqualTo(ExitStatus.USAGE);

        var lab = LabFolder.of(Labs.numbered(1), LabFolder.kit());
        write(project, lab.wrong("takes-others-along"));
        assertThat(rtm("lab", "check", "1", project.toString(), "--simulated-only")
                        .out())
                .contains("80 of 90 points", "mine/out/failing.html");
        assertThat(rtm("lab", "story", project.toString()).out())
                .contains("here it happens to channel-server-1", "failing.html");
        assertThat(project.resolve("out/failing.story")).exists();

        write(project, lab.solution());
        var report = folder.resolve("reports/results.json");
        var all = rtm(
                "lab",
                "check",
                "1",
                project.toString(),
                "--simulated-only",
                "--json",
                "--gradescope",
                report.toString());
        assertThat(all.status()).isEqualTo(ExitStatus.AS_DOCUMENTED);
        assertThat(new ObjectMapper().readTree(all.out()).get("points").asInt()).isEqualTo(90);
        assertThat(new ObjectMapper().readTree(report.toFile()).get("score").asInt())
                .isEqualTo(90);
    }

    /** What ran was the student's own code: no story file could name it, and the page shows it all the same. */
    @Tag("slow")
    @Test
    void aRunOfAStudentsOwnPieceIsToldAndDrawn() throws IOException {
        var project = folder.resolve("three");
        rtm("lab", "start", "3", project.toString());
        write(project, LabFolder.of(Labs.numbered(3), LabFolder.kit()).wrong("yes-before-the-log"));

        var said = rtm("lab", "check", "3", project.toString(), "--simulated-only", "--json");

        var story = new ObjectMapper().readTree(said.out()).get("story");
        assertThat(story.get("test").asText()).isEqualTo("no crash loses an acknowledged message");
        assertThat(Path.of(story.get("told").asText()))
                .content()
                .contains(" is broken: ", "here it happens to web-app-1");
        assertThat(Path.of(story.get("page").asText()))
                .content()
                .contains("no crash loses an acknowledged message", "\"kind\":\"crashed\"");
        assertThat(project.resolve("out/failing.story")).doesNotExist();
    }

    @Test
    void aFolderOfSubmissionsIsGradedWhateverIsInIt() throws IOException {
        var secret = Files.writeString(folder.resolve("secret"), "a course's secret");
        for (var student : new String[] {"ada", "bob"}) {
            rtm(
                    "lab",
                    "start",
                    "0",
                    folder.resolve("all").resolve(student).toString(),
                    "--student",
                    student,
                    "--secret-file",
                    secret.toString());
        }
        Files.createDirectories(folder.resolve("all/empty"));
        var table = folder.resolve("grades.csv");

        var said = rtm(
                "grade",
                folder.resolve("all").toString(),
                "--out",
                table.toString(),
                "--secret-file",
                secret.toString());

        assertThat(said.status()).isEqualTo(ExitStatus.NOT_AS_DOCUMENTED);
        assertThat(Files.readAllLines(table)).hasSize(4);
        assertThat(Files.readString(table))
                .contains("ada,ada,0,0,100,", "bob,bob,0,0,100,", "empty,,,0,,,there is no lab.properties");
    }

    @Test
    void badInputGetsOneSentence() throws IOException {
        assertOneSentence(rtm("lab", "start", "77"), "there is no lab 77");
        assertOneSentence(rtm("lab", "check", "1", folder.toString()), "no lab.properties");
        assertOneSentence(rtm("lab", "hint", "1", "99"), "has hints 1 to ");
        assertOneSentence(rtm("lab", "start", "1", folder.resolve("x").toString(), "--student", "../x"), "../x");
        assertOneSentence(rtm("lab", "start", "1", LabFolder.kit().resolve("x").toString()), "inside the kit");
        Files.writeString(folder.resolve("file"), "");
        assertOneSentence(rtm("lab", "start", "1", folder.toString()), "is not empty");
        assertOneSentence(rtm("grade", folder.resolve("none").toString()), "there is no folder");
    }

    private static void assertOneSentence(Said said, String words) {
        assertThat(said.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(said.err().lines()).hasSize(1);
        assertThat(said.err()).startsWith("rtm: ").contains(words);
    }

    private static void write(Path project, Map<String, String> sources) throws IOException {
        for (var source : sources.entrySet()) {
            Files.writeString(project.resolve("src/main/java/lab").resolve(source.getKey()), source.getValue());
        }
    }
}
