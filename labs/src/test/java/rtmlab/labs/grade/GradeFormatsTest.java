package rtmlab.labs.grade;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import rtmlab.labs.Result;
import rtmlab.labs.grade.Grade.Item;
import rtmlab.labs.grade.Grade.Outcome;
import rtmlab.labs.grade.Grade.World;

class GradeFormatsTest {

    private static final Grade GRADE = new Grade(
            1,
            "ada",
            null,
            List.of(
                    new Item("first", 60, World.SIMULATED, Outcome.PASSED, Result.passed("it \"holds\"")),
                    new Item(
                            "second",
                            30,
                            World.SIMULATED,
                            Outcome.FAILED,
                            Result.failed("<lost> & \u0000gone\nby this")),
                    new Item("third", 10, World.REAL, Outcome.NOT_RUN, Result.failed("not run"))),
            "");

    @Test
    void gradescopeReadsScoresAndWords() throws Exception {
        var results = new ObjectMapper().readTree(GradeFormats.gradescope(GRADE));

        assertThat(results.get("score").asInt()).isEqualTo(60);
        assertThat(results.get("tests")).hasSize(2);
        assertThat(results.get("tests").get(1).get("max_score").asInt()).isEqualTo(30);
        assertThat(results.get("tests").get(1).get("status").asText()).isEqualTo("failed");
    }

    @Test
    void junitIsXmlWhateverAStudentsCodeSays() throws Exception {
        var document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(GradeFormats.junit(GRADE).getBytes(StandardCharsets.UTF_8)));

        assertThat(document.getElementsByTagName("testcase").getLength()).isEqualTo(3);
        assertThat(document.getElementsByTagName("failure").item(0).getTextContent())
                .isEqualTo("<lost> & gone\nby this");
        assertThat(document.getElementsByTagName("skipped").getLength()).isEqualTo(1);
    }

    @Test
    void theTableHasARowForEverySubmissionAlsoForThoseThatCouldNotBeGraded() {
        var table = GradeFormats.csv(List.of(
                new Graded("ada", GRADE, ""), new Graded("=cmd()", null, "there is no lab.properties, \"or so\"")));

        assertThat(table.lines())
                .containsExactly(
                        "submission,student,lab,points,maxPoints,failed,problem",
                        "ada,ada,1,60,90,second,",
                        "'=cmd(),,,0,,,\"there is no lab.properties, \"\"or so\"\"\"");
    }

    @Test
    void whatWasNotRunIsNeitherEarnedNorLost() {
        assertThat(GRADE.earned()).isEqualTo(60);
        assertThat(GRADE.possible()).isEqualTo(90);
        assertThat(GRADE.isFull()).isFalse();
    }
}
