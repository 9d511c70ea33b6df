package rtmlab.labs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import rtmlab.labs.grade.Grade.Item;
import rtmlab.labs.grade.Grade.Outcome;
import rtmlab.labs.jail.Jailer;
import rtmlab.labs.jail.Limits;

/** Solutions that are wrong lose exactly the points that they should; right ones get the same grade, every time. */
class WrongSolutionsTest {

    /** Each grading runs everything twice. */
    private static final int GRADINGS = 25;

    static List<Arguments> wrong() throws IOException {
        var all = new ArrayList<Arguments>();
        for (var lab : Labs.all()) {
            for (var expected : Expected.of(lab)) {
                all.add(Arguments.of(lab, expected));
            }
        }
        return all;
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("wrong")
    void aWrongSolutionLosesExactlyWhatItShould(Lab lab, Expected expected) throws IOException {
        requireExactly(lab, expected);
    }

    static void requireExactly(Lab lab, Expected expected) throws IOException {
        var grade = Grading.grade(lab, Grading.folder(lab).wrong(expected.name()), jailer);

        assertThat(grade.unusable()).isNull();
        assertThat(Grading.failed(grade)).containsExactlyElementsOf(expected.failed());
        assertThat(grade.earned()).isEqualTo(expected.points());
    }

    @TempDir
    private static Path folder;

    /** Our own code, one after the other, in the same two processes. */
    private static Jailer jailer;

    @BeforeAll
    static void openTheJail() {
        jailer = Jailer.ofOurOwn(Limits.DEFAULT, folder);
    }

    @AfterAll
    static void closeTheJail() {
        jailer.close();
    }

    static List<Lab> labs() {
        return Labs.all();
    }

    @Tag("long")
    @ParameterizedTest
    @MethodSource("labs")
    void fiftyRepetitionsOfASolutionGiveFiftyEqualGrades(Lab lab) throws IOException {
        var grades = new HashSet<List<Item>>();
        var began = System.nanoTime();
        for (var count = 0; count < GRADINGS; count++) {
            grades.add(Grading.grade(lab, Grading.folder(lab).solution()).items());
        }
        var each = Duration.ofNanos((System.nanoTime() - began) / GRADINGS);

        assertThat(grades).as("different grades, to the letter of every story").hasSize(1);
        var grade = grades.iterator().next();
        assertThat(grade).allMatch(item -> item.outcome() != Outcome.FAILED);
        System.err.printf(
                "lab %d: %d runs of the solution, %d grade, %d of %d points; a grading takes %.1f s%n",
                lab.number(),
                2 * GRADINGS,
                grades.size(),
                grade.stream().mapToInt(Item::earned).sum(),
                grade.stream()
                        .filter(item -> item.outcome() != Outcome.NOT_RUN)
                        .mapToInt(Item::points)
                        .sum(),
                each.toMillis() / 1_000.0);
    }
}
