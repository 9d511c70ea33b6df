package rtmlab.harness.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.Help.Ansi;
import rtmlab.checkers.promise.Verdict.Broken;
import rtmlab.checkers.promise.Verdict.Kept;

/** Scenarios on real processes: each kind of fault strikes something, and the verdicts are those of the simulated world. */
@Tag("long")
class RealScenariosTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "crash-after-the-ack, initial",
        "crash-after-the-ack, updated",
        "partition-between-nodes, initial",
        "partition-between-nodes, updated",
        "full-disk, 'initial with PERSISTENT_BUFFER,RETRY_LOOP'",
        "slow-kafka, updated",
        "paused-kafka, updated",
        "slow-reader, updated",
        "a-region-cut-off, updated",
        "the-near-gateway-dies, updated"
    })
    void everyFaultMeetsSomethingAndTheVerdictsAreAsExpected(String name, String variant) throws IOException {
        var run = perform(Builtins.named(name).orElseThrow(), variant);

        var table = new ScenarioTable(List.of(run), Ansi.OFF).text();
        assertThat(run.strikes()).as(table).isNotEmpty().allMatch(Strike::hit);
        assertThat(run.isAsExpected()).as(table).isTrue();
        assertThat(run.verdicts().values().stream().filter(Broken.class::isInstance))
                .allMatch(verdict -> !((Broken) verdict).witness().isBlank());
    }

    @Test
    void aFaultThatComesWhenAllIsSaidHasTestedNothing() throws IOException {
        var scenario = ScenarioReader.read("late.yaml", """
                scenario: 1
                name: late
                about: the fault comes when all is over
                workload: {messages: 2}
                faults:
                  - {kill: web-app-1, at: 20 s}
                expect: {updated: {}}
                """);

        var run = perform(scenario, "updated");

        assertThat(run.strikes()).hasSize(1).noneMatch(Strike::hit);
        assertThat(run.verdicts().values()).noneMatch(Kept.class::isInstance);
        assertThat(run.isAsExpected()).isFalse();
    }

    private ScenarioRun perform(Scenario scenario, String variant) throws IOException {
        var cache = Path.of("..", "out", ".servers").toAbsolutePath();
        try (var real =
                RealScenario.start(scenario, Variant.parse(variant, IllegalArgumentException::new), 1, folder, cache)) {
            return real.perform(_ -> {});
        }
    }
}
