package rtmlab.harness.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Help.Ansi;
import rtmlab.checkers.promise.Verdict.Broken;
import rtmlab.checkers.promise.Verdict.Kept;
import rtmlab.harness.report.ComparisonFiles;
import rtmlab.harness.scenario.Scenario.World;

/** Every scenario that comes along, in the simulated world, comes to what it expects; and what tested nothing is undecided. */
class BuiltinScenariosTest {

    static Stream<Scenario> scenarios() {
        return Builtins.all().stream();
    }

    @Test
    void thereIsOneForEverythingThatTheDocsTell() {
        assertThat(Builtins.names())
                .hasSizeGreaterThan(25)
                .contains(
                        "crash-after-the-ack",
                        "web-app-down-and-still-yes",
                        "retries-after-lost-replies",
                        "ring-fail-over",
                        "a-redis-that-forgets",
                        "full-redis",
                        "kafka-restart",
                        "partition-between-nodes",
                        "slow-reader",
                        "clock-skew",
                        "reconnect-storm");
        assertThat(scenarios().map(Scenario::name)).isEqualTo(Builtins.names());
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void comesToWhatItExpects(Scenario scenario) {
        var runs = runs(scenario, 1);

        assertThat(runs)
                .as(new ScenarioTable(runs, Ansi.OFF).text())
                .isNotEmpty()
                .allMatch(ScenarioRun::isAsExpected);
        // A red cell has a witness, and every fault has met something.
        for (var run : runs) {
            assertThat(run.strikes()).allMatch(Strike::hit);
            assertThat(run.verdicts().values().stream().filter(Broken.class::isInstance))
                    .allMatch(verdict -> !((Broken) verdict).witness().isBlank());
        }
    }

    @Test
    void theSameSeedGivesTheSameRunAndAnotherOneDoesNot() {
        var scenario = Builtins.named("ring-fail-over").orElseThrow();

        var once = runs(scenario, 7);
        var twice = runs(scenario, 7);
        var other = runs(scenario, 8);

        assertThat(once.getFirst().history()).isEqualTo(twice.getFirst().history());
        assertThat(once.getFirst().history()).isNotEqualTo(other.getFirst().history());
    }

    @Test
    void theUpdatedArchitectureKeepsItsPromisesUnderTenSeeds() {
        for (var scenario : Builtins.all()) {
            for (var seed = 2L; seed <= 11; seed++) {
                if (scenario.expectations().containsKey("updated")) {
                    var run = SimulatedScenario.run(scenario, variant("updated"), seed);
                    assertThat(run.verdicts())
                            .as(scenario.name() + ", seed " + seed)
                            .allSatisfy((promise, verdict) ->
                                    assertThat(verdict).as(promise).isNotInstanceOf(Broken.class));
                }
            }
        }
    }

    @Test
    void aScenarioWhoseFaultsHitNothingIsUndecided() {
        var scenario = ScenarioReader.read("late.yaml", """
                scenario: 1
                name: late
                about: the fault comes when all is over, and the step never does
                workload: {messages: 2}
                faults:
                  - {kill: web-app-1, at: 60 s}
                  - crash-before: "web-app-1: store insert #99"
                expect: {updated: {}}
                """);

        var run = SimulatedScenario.run(scenario, variant("updated"), 1);

        assertThat(run.strikes()).hasSize(2).noneMatch(Strike::hit);
        assertThat(run.verdicts().values()).noneMatch(Kept.class::isInstance);
        assertThat(run.isAsExpected()).isFalse();
    }

    @Test
    void aServerThatNobodyAsksHasNotBeenMetByItsDeath() {
        var scenario = ScenarioReader.read("no-kafka.yaml", """
                scenario: 1
                name: no-kafka
                about: the log dies and stands still, and the initial architecture has none
                workload: {messages: 40, every: 20 ms}
                faults:
                  - {kill: kafka, at: 30 ms, for: 100 ms}
                  - {pause: kafka, at: 200 ms, for: 100 ms}
                expect: {initial: {}, updated: {may-break: [idempotent-retries]}}
                """);

        var runs = runs(scenario, 1);

        assertThat(runs.getFirst().strikes()).noneMatch(Strike::hit);
        assertThat(runs.getFirst().verdicts().values()).noneMatch(Kept.class::isInstance);
        assertThat(runs.getLast().strikes()).allMatch(Strike::hit);
        assertThat(runs.getLast().isAsExpected()).isTrue();
    }

    @Test
    void oneFaultOfSeveralThatHitNothingIsEnoughToBeUndecided() {
        var scenario = ScenarioReader.read("half.yaml", """
                scenario: 1
                name: half
                about: one fault strikes, the other never does
                workload: {messages: 2}
                faults:
                  - crash-after: "web-app: log append #1"
                  - crash-after: "web-app: log append #99"
                expect: {updated: {}}
                """);

        var run = SimulatedScenario.run(scenario, variant("updated"), 1);

        assertThat(run.strikes()).extracting(Strike::hit).containsExactly(true, false);
        assertThat(run.verdict("no-lost-ack").explanation()).contains("log append #99", "never struck");
        assertThat(run.verdicts().values()).noneMatch(Kept.class::isInstance);
    }

    @Test
    void anExpectationThatIsNotMetIsSaid() {
        var scenario = ScenarioReader.read("wrong.yaml", """
                scenario: 1
                name: wrong
                about: expects what does not come about
                workload: {messages: 2}
                untested: [idempotent-retries]
                expect: {updated: {broken: [no-lost-ack]}}
                """);

        var runs = runs(scenario, 1);

        assertThat(runs).noneMatch(ScenarioRun::isAsExpected);
        assertThat(new ScenarioTable(runs, Ansi.OFF).text())
                .contains("kept !", "no-lost-ack is kept, and broken was expected");
        assertThat(ComparisonFiles.junitXml(runs.getFirst().rows()))
                .contains("testsuite name=\"wrong, updated\"", "failures=\"1\"", "no-lost-ack is broken");
    }

    @Test
    void onRealProcessesOnlyWhatIsDocumentedToBreakMayBreakUnasked() {
        var calm = Builtins.named("calm").orElseThrow();

        assertThat(withBroken("total-order", calm, "initial", World.REAL).isAsExpected())
                .isTrue();
        assertThat(withBroken("total-order", calm, "initial", World.SIMULATED).isAsExpected())
                .isFalse();
        assertThat(withBroken("sender-order", calm, "initial", World.REAL).isAsExpected())
                .isFalse();
        assertThat(withBroken("total-order", calm, "updated", World.REAL).isAsExpected())
                .isFalse();
        assertThat(withBroken("idempotent-retries", calm, "updated", World.REAL).isAsExpected())
                .isFalse();
    }

    private static ScenarioRun withBroken(String promise, Scenario scenario, String variant, World world) {
        var run = SimulatedScenario.run(scenario, variant(variant), 1);
        var verdicts = new LinkedHashMap<>(run.verdicts());
        verdicts.put(promise, new Broken("planted", List.of()));
        return new ScenarioRun(
                scenario,
                run.variant(),
                world,
                verdicts,
                run.history(),
                run.beganMicros(),
                run.strikes(),
                Optional.empty());
    }

    @Test
    void moreProcessesOfARoleCanBeAskedFor() {
        var scenario = ScenarioReader.read("three.yaml", """
                scenario: 1
                name: three
                about: the third of three channel servers dies
                users: 3
                channels: 6
                topology: {channel-server: 3}
                workload: {messages: 18, every: 10 ms}
                faults:
                  - {kill: channel-server-3, at: 30 ms, for: 2 s}
                untested: [idempotent-retries]
                expect: {updated: {}}
                """);

        assertThat(runs(scenario, 1)).allMatch(ScenarioRun::isAsExpected);
    }

    private static List<ScenarioRun> runs(Scenario scenario, long seed) {
        return scenario.expectations().keySet().stream()
                .map(text -> SimulatedScenario.run(scenario, variant(text), seed))
                .toList();
    }

    private static Variant variant(String text) {
        return Variant.parse(text, IllegalArgumentException::new);
    }
}
