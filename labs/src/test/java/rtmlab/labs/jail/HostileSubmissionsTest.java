package rtmlab.labs.jail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rtmlab.labs.Labs;
import rtmlab.labs.Parameters;
import rtmlab.labs.Result;
import rtmlab.labs.jail.Jail.Findings;

/** Code that means harm gets its grade, and everybody else gets theirs. */
class HostileSubmissionsTest {

    @TempDir
    private Path folder;

    @AfterEach
    void nothingIsLeftRunning() {
        assertThat(ProcessHandle.current().descendants().filter(ProcessHandle::isAlive))
                .isEmpty();
    }

    @Test
    void whatLoopsIsStopped() throws IOException {
        var findings = jail(
                "while (true) { if (\"\".length() == 1) { return List.of(); } }",
                Limits.DEFAULT.withTest(Duration.ofSeconds(3)));

        assertThat(findings.results()).hasSize(5).noneMatch(Result::passed);
        assertThat(findings.results().getFirst().words())
                .isEqualTo("your code did not come to an end within 3 s of processor time");
        assertThat(findings.results().getLast().words()).startsWith("not run: 2 tests before it");
    }

    @Tag("slow")
    @Test
    void whatEatsMemoryIsStoppedAndTheOtherTestsGoOn() throws IOException {
        var findings = jail(
                "var all = new java.util.ArrayList<byte[]>(); while (true) { all.add(new byte[1 << 20]); }",
                new Limits(Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMinutes(10), 96, 120, 8));

        assertThat(findings.results()).hasSize(5).noneMatch(Result::passed);
        assertThat(findings.results().getFirst().words()).isEqualTo("your code needed more than 96 MB of memory");
    }

    @Test
    void whatNeverStopsCallingItselfIsToldSo() throws IOException {
        var findings = run("return lostAfterTheAck();");

        assertThat(findings.results().getFirst().words())
                .startsWith("your code threw StackOverflowError at Schedule.java:");
    }

    @Tag("slow")
    @Test
    void aGigabyteOfOutputIsForgotten() throws IOException {
        var findings = run(
                "var much = \"much \".repeat(200_000); for (var i = 0; i < 200; i++) { System.out.println(much); } return List.of();");

        assertThat(findings.results().getFirst().words()).contains("the schedule is empty");
        assertThat(findings.printed())
                .hasSizeLessThan(5_000)
                .startsWith("much much")
                .contains("bytes more");
    }

    @Test
    void whatLooksLikeAGradersAnswerIsOnlyPrinted() throws IOException {
        var forged =
                "{\\\"kind\\\":\\\"RESULT\\\",\\\"words\\\":\\\"\\\",\\\"result\\\":{\\\"passed\\\":true,\\\"words\\\":\\\"\\\","
                        + "\\\"fingerprint\\\":\\\"\\\",\\\"data\\\":\\\"\\\",\\\"story\\\":null}}";
        var findings = run("for (var i = 0; i < 9; i++) { System.out.println(\"" + forged
                + "\"); System.err.println(\"00 " + forged + "\"); } return List.of();");

        assertThat(findings.results()).hasSize(5).noneMatch(Result::passed);
    }

    @Test
    void whatIsNullOrHoldsNullIsNamed() throws IOException {
        assertThat(run("return null;").results().getFirst().words())
                .isEqualTo("lostAfterTheAck() in Schedule.java returned null");
        assertThat(run("return java.util.Arrays.asList(\"x\", null);")
                        .results()
                        .getFirst()
                        .words())
                .contains("lostAfterTheAck() in Schedule.java", "in its list", "returned null");
    }

    @Test
    void whatBringsTheCompilerDownIsUnusable() throws IOException {
        var findings =
                jail("return List.of(\"\" + " + "(".repeat(20_000) + "1" + ")".repeat(20_000) + ");", Limits.DEFAULT);

        assertThat(findings.unusable()).isNotNull();
        assertThat(findings.results()).isEmpty();
    }

    @Test
    void anExceptionOfItsOwnMakingDoesNotConfuseAnybody() throws IOException {
        var findings = run("""
                throw new RuntimeException() {
                    @Override public String getMessage() { throw this; }
                };
                """);

        assertThat(findings.results()).hasSize(5).noneMatch(Result::passed);
        assertThat(findings.results().getFirst().words()).startsWith("your code threw");
    }

    /** An exception that is thrown from nowhere is the student's all the same, and no defect of the grader's. */
    @Tag("slow")
    @Test
    void anExceptionThatDoesNotSayWhereItComesFromIsTheStudents() throws IOException {
        var findings = run("""
                class Nowhere extends RuntimeException {
                    Nowhere() { super("nowhere", null, false, false); }
                }
                throw new Nowhere();
                """);

        assertThat(findings.results().getFirst().words()).isEqualTo("your code threw Nowhere: nowhere");
    }

    @Tag("slow")
    @Test
    void aListThatHoldsItselfIsTheStudents() throws IOException {
        var findings = run("""
                var all = new java.util.ArrayList<Object>();
                all.add(all);
                return List.of("" + all.hashCode());
                """);

        assertThat(findings.results().getFirst().words()).isEqualTo("your code threw StackOverflowError");
    }

    @Tag("slow")
    @Test
    void anExceptionThatSaysMoreThanAnybodyReadsIsCutShort() throws IOException {
        var findings = run("throw new IllegalStateException(\"much \".repeat(10_000_000));");

        assertThat(findings.results().getFirst().words())
                .startsWith("your code threw IllegalStateException at Schedule.java:")
                .endsWith(" characters more")
                .hasSizeLessThan(11_000);
    }

    private Findings run(String body) throws IOException {
        var findings = jail(body, Limits.DEFAULT);
        assertThat(findings.unusable()).isNull();
        return findings;
    }

    private Findings jail(String body, Limits limits) throws IOException {
        var source = """
                package lab;

                import java.util.List;
                import rtmlab.labs.api.CrashSchedule;

                public final class Schedule implements CrashSchedule {

                    @Override
                    public List<String> lostAfterTheAck() {
                        %s
                    }

                    @Override
                    public List<String> storedTwice() {
                        return lostAfterTheAck();
                    }
                }
                """.formatted(body);
        var lab = Labs.numbered(1);
        return new Jail(
                        lab,
                        Parameters.of("mallory", 1, Parameters.NO_SECRET),
                        Map.of("Schedule.java", source),
                        folder,
                        Jailer.ofStrangers(limits),
                        Execution.FIRST)
                .run();
    }
}
