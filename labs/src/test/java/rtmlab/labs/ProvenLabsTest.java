package rtmlab.labs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import rtmlab.labs.jail.Jailer;
import rtmlab.labs.jail.Limits;

/** What every lab owes its students. */
class ProvenLabsTest {

    private static final Pattern POINTS = Pattern.compile("(?m)^\\| (\\d+) \\| ");
    private static final Pattern LINES = Pattern.compile("Our solution took (\\d+) lines");

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

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("labs")
    void theStarterCompilesGetsNothingAndIsToldWhy(Lab lab) throws IOException {
        var grade = Grading.grade(lab, Grading.folder(lab).starter(), jailer);

        assertThat(grade.unusable()).isNull();
        assertThat(grade.earned()).isZero();
        assertThat(grade.items())
                .allSatisfy(item ->
                        assertThat(item.result().words()).hasSizeGreaterThan(20).doesNotContain("rtmlab.", "\tat "));
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("labs")
    void theSolutionGetsAllPoints(Lab lab) throws IOException {
        var grade = Grading.grade(lab, Grading.folder(lab).solution(), jailer);

        assertThat(Grading.failed(grade)).isEmpty();
        assertThat(grade.earned()).isEqualTo(grade.possible()).isPositive();
    }

    @ParameterizedTest
    @MethodSource("labs")
    void thePointsAddUpToAHundred(Lab lab) {
        var parameters = Grading.sample(lab);
        var simulated =
                lab.tests(parameters).stream().mapToInt(GradedTest::points).sum();
        var real = lab.onRealServers(parameters).stream()
                .mapToInt(Lab.RealTest::points)
                .sum();

        assertThat(simulated + real).isEqualTo(100);
    }

    @ParameterizedTest
    @MethodSource("labs")
    void theReadmePromisesEachTestsPointsInItsOrder(Lab lab) throws IOException {
        var parameters = Grading.sample(lab);
        var points = Stream.concat(
                        lab.tests(parameters).stream().map(GradedTest::points),
                        lab.onRealServers(parameters).stream().map(Lab.RealTest::points))
                .toList();

        assertThat(POINTS.matcher(Grading.folder(lab).readme()).results().map(row -> Integer.valueOf(row.group(1))))
                .containsExactlyElementsOf(points);
    }

    /** Comments and empty lines do not count. */
    @ParameterizedTest
    @MethodSource("labs")
    void theReadmeHasHintsAndSaysHowLongTheSolutionIs(Lab lab) throws IOException {
        var folder = Grading.folder(lab);
        var lines = folder.solution().values().stream()
                .flatMap(String::lines)
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.matches("(//|/\\*|\\*).*"))
                .count();
        var told = LINES.matcher(folder.readme());

        assertThat(told.find()).isTrue();
        assertThat(Long.parseLong(told.group(1))).isEqualTo(lines);
        assertThat(folder.hints()).hasSizeGreaterThanOrEqualTo(3);
    }

    @ParameterizedTest
    @MethodSource("labs")
    void everyWrongSolutionHasItsExpectation(Lab lab) throws IOException {
        var expected = Expected.of(lab).stream().map(Expected::name).toList();

        assertThat(expected).hasSizeGreaterThanOrEqualTo(3);
        assertThat(Grading.folder(lab).wrong()).containsExactlyInAnyOrderElementsOf(expected);
    }
}
