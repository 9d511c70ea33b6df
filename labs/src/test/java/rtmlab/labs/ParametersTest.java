package rtmlab.labs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import rtmlab.harness.simulated.Faults;
import rtmlab.initial.InitialArchitecture;
import rtmlab.labs.grade.Grader;
import rtmlab.labs.jail.Limits;
import rtmlab.labs.lab00.LiedHistory;
import rtmlab.labs.lab01.Task;
import rtmlab.protocol.variant.Mechanisms;
import rtmlab.simulator.choice.Departure;

/** Every student has a task of its own, and every task can be solved. */
class ParametersTest {

    private static final List<String> STUDENTS =
            IntStream.range(0, 30).mapToObj(number -> "student-" + number).toList();

    @Test
    void whoDoesNotKnowTheSecretCannotComputeTheSeed() {
        var ada = Parameters.of("ada", 0, "the course's secret");

        assertThat(ada).isEqualTo(Parameters.of("ada", 0, "the course's secret"));
        assertThat(ada.seed())
                .isNotEqualTo(Parameters.of("ada", 0, "another secret").seed());
        assertThat(ada.seed())
                .isNotEqualTo(Parameters.of("ada", 1, "the course's secret").seed());
        assertThat(Parameters.parseSeed(ada.seedText())).isEqualTo(ada.seed());
    }

    @Test
    void anIdThatCouldBeAPathIsNone() {
        assertThatThrownBy(() -> Parameters.of("../ada", 0, "secret"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"../ada\"");
    }

    @Test
    void theLiesDifferFromStudentToStudent() {
        var answers = new HashSet<String>();
        for (var student : STUDENTS) {
            var lie = LiedHistory.of(Parameters.of(student, 0, Parameters.NO_SECRET));
            assertThat(lie.promises()).isNotEmpty();
            assertThat(lie.lines())
                    .isNotEmpty()
                    .allMatch(
                            line -> line >= 1 && line <= lie.history().events().size());
            answers.add(lie.message() + lie.promises() + lie.lines());
        }

        assertThat(answers).hasSizeGreaterThan(STUDENTS.size() * 3 / 4);
    }

    /** What a student would answer who reads the same history with our checkers' eyes gets all points. */
    @Test
    void theRightAnswerOfAnyStudentGetsAllPoints() throws IOException {
        var lab = Labs.numbered(0);
        for (var student : STUDENTS.subList(0, 1)) {
            var parameters = Parameters.of(student, 0, Parameters.NO_SECRET);
            var own = OwnAnswers.of(lab, parameters, Grading.folder(lab).solution());

            var grade = new Grader(Limits.DEFAULT, Optional.empty()).grade(lab, parameters, own);

            assertThat(grade.earned()).isEqualTo(100);
        }
    }

    @Test
    void forEveryStudentOneCrashLosesTheMessageAndNoOther() {
        for (var student : STUDENTS.subList(0, 10)) {
            var task = Task.of(Parameters.of(student, 1, Parameters.NO_SECRET));
            var runs = new Runs(new InitialArchitecture(), new Mechanisms(List.of()), task.workload(), Faults.CRASHES);
            var steps = runs.calm().trace().stream()
                    .filter(happening -> happening.kind().name().equals("STEP") && happening.occurrence() > 0)
                    .toList();

            assertThat(steps)
                    .as(student)
                    .anySatisfy(step -> assertThat(task.complaintAboutLoss(List.of(
                                    new Departure("crash before", step.where() + ": " + step.what(), step.occurrence())
                                            .toString())))
                            .isEmpty());
        }
    }

    @Test
    void forEveryStudentSomeCrashPutsTheMessageIntoTheLogTwice() {
        for (var student : STUDENTS.subList(0, 10)) {
            assertThat(OwnAnswers.crashThatDoubles(Parameters.of(student, 4, Parameters.NO_SECRET)))
                    .as(student)
                    .isPresent();
        }
    }

    @Test
    void theLastLabsTaskHasTheStepAtWhichAMessageIsLost() {
        var task = Labs.numbered(9)
                .handOut(Parameters.of("ada", 9, Parameters.NO_SECRET))
                .get("task.txt");

        assertThat(task).contains("worker-1: redis finish #1").doesNotContain("web-app");
    }
}
