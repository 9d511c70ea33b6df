package rtmlab.labs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
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
                .contains("ada,ada,0,0,100,", "bob,bob,0,0,100,", "empty,,,0,,,\"there is no lab.properties: hand in");
    }

    /** What cannot be graded costs nobody else anything, and is not passed over in silence. */
    @Test
    @DisabledOnOs(OS.WINDOWS) // Such names and links are none there.
    void whateverElseLiesAmongSubmissionsGetsARowThatSaysWhatToDo() throws IOException {
        var all = Files.createDirectories(folder.resolve("all"));
        start(all.resolve("lab one"), 1);
        start(all.resolve("two/a"), 2);
        start(all.resolve("two/b"), 2);
        Files.createDirectories(all.resolve("an \"empty\", one\nof ünicode"));
        Files.createDirectories(all.resolve(".git"));
        Files.createDirectories(all.resolve("__MACOSX"));
        Files.writeString(all.resolve("ada.zip"), "PK");
        Files.writeString(all.resolve("=cmd.txt"), "");
        Files.createSymbolicLink(all.resolve("link"), all.resolve("lab one"));
        var table = all.resolve("grades.csv");

        var said = rtm("grade", all.toString(), "--out", table.toString(), "--lab", "2", "--simulated-only");

        assertThat(said.status()).isEqualTo(ExitStatus.NOT_AS_DOCUMENTED);
        assertThat(Files.readString(table)).isEqualTo("""
                submission,student,lab,points,maxPoints,failed,problem
                '=cmd.txt,,,0,,,"it is a file, and no folder"
                ada.zip,,,0,,,it is an archive: unpack it into a folder
                "an ""empty"", one
                of ünicode",,,0,,,"there is no lab.properties: hand in the whole project, as ./rtm lab start made it"
                lab one,,,0,,,"it is lab 1, not lab 2"
                link,,,0,,,"it is a link, and no folder"
                two,,,0,,,there are 2 projects in it: hand in one
                """);
        assertThat(said.err()).contains("an \"empty\", one?of ünicode: there is no lab.properties");

        assertThat(new ObjectMapper()
                        .readTree(rtm("grade", all.toString(), "--json", "--lab", "2")
                                .out())
                        .get("submissions"))
                .hasSize(7);
    }

    @Tag("slow")
    @Test
    void oneThatDoesNotCompileIsGradedAmongThoseThatDo() throws IOException {
        var secret = Files.writeString(folder.resolve("secret"), "a course's secret");
        for (var student : new String[] {"ada", "bob", "carol"}) {
            var project = folder.resolve("all").resolve(student);
            rtm("lab", "start", "3", project.toString(), "--student", student, "--secret-file", secret.toString());
            write(project, LabFolder.of(Labs.numbered(3), LabFolder.kit()).solution());
        }
        var sources = folder.resolve("all/bob/src/main/java/lab");
        Files.writeString(sources.resolve("not a class%41 (copy).java"), "package lab; class Heart {");
        Files.writeString(folder.resolve("all/carol/Notes.java"), "no Java at all");
        Files.writeString(
                sources.resolve("../../../../../carol/src/main/java/lab/Help Größe.java"),
                "package lab; class Help {}");
        Files.writeString(
                folder.resolve("all/carol/lab.properties"), Files.readString(folder.resolve("all/ada/lab.properties")));

        var said =
                rtm("grade", folder.resolve("all").toString(), "--simulated-only", "--secret-file", secret.toString());

        assertThat(said.status()).isEqualTo(ExitStatus.AS_DOCUMENTED);
        assertThat(said.out())
                .contains("\nada,ada,3,90,90,,\n", "\nbob,bob,3,0,90,", "not a class%41 (copy).java:1: ")
                .contains("\ncarol,carol,3,90,90,,lab.properties has another student's id: ada\n");
    }

    /** So that nobody has it told after hours of grading. */
    @Test
    void aTableThatCannotBeWrittenIsToldBeforeAnythingIsGraded() throws IOException {
        start(folder.resolve("all/ada"), 1);

        var said = rtm("grade", folder.resolve("all").toString(), "--out", folder.toString());

        assertOneSentence(said, "the table cannot be written to");
    }

    @Tag("slow")
    @Test
    void theTimesAreATableForAPage() {
        var said = rtm("lab", "times", "0", "--simulated-only");

        assertThat(said.out().lines().limit(2))
                .containsExactly(
                        "| lab | points | simulated (limit 10 s) | in full (limit 60 s) |", "|---|---:|---:|---:|");
        assertThat(said.out()).containsPattern("\\| 00 find the lie \\| 100 of 100 \\| [0-9.,]+ s");
    }

    private static void start(Path project, int lab) {
        assertThat(rtm("lab", "start", Integer.toString(lab), project.toString())
                        .status())
                .isZero();
    }

    @Test
    void whatIsAnsweredIsAnsweredToProgramsAsWell() throws IOException {
        var project = folder.resolve("mine");

        var started = json("lab", "start", "1", project.toString(), "--student", "ada", "--json");
        assertThat(started.get("folder").asText()).isEqualTo(project.toString());
        assertThat(started.get("student").asText()).isEqualTo("ada");
        assertThat(Files.readString(project.resolve("lab.properties")))
                .contains(started.get("seed").asText());

        var hint = json("lab", "hint", "1", "2", "--json");
        assertThat(rtm("lab", "hint", "1", "2").out())
                .startsWith(hint.get("hint").asText());
        assertThat(hint.get("tiers").asInt()).isGreaterThanOrEqualTo(3);

        Files.writeString(Files.createDirectories(project.resolve("out")).resolve("failing.txt"), "a story\n");
        assertThat(json("lab", "story", project.toString(), "--json")
                        .get("told")
                        .asText())
                .isEqualTo("a story\n");
    }

    private static JsonNode json(String... args) throws IOException {
        return new ObjectMapper().readTree(rtm(args).out());
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
        assertOneSentence(rtm("grade", folder.toString(), "--lab", "77"), "there is no lab 77");
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
