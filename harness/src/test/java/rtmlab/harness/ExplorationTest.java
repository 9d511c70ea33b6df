package rtmlab.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.InputSource;
import rtmlab.harness.simulated.Exploration;
import rtmlab.harness.simulated.Exploration.Search;
import rtmlab.harness.simulated.Faults;
import rtmlab.harness.simulated.SimulatedOutcome;
import rtmlab.harness.simulated.SpaceTime;
import rtmlab.harness.simulated.Telling;
import rtmlab.harness.simulated.Workload;
import rtmlab.protocol.variant.Architecture;
import rtmlab.protocol.variant.Mechanism;
import rtmlab.protocol.variant.Mechanisms;
import rtmlab.simulator.explore.Findings;
import rtmlab.simulator.explore.Story;

/** Both architectures in the simulated world: what breaks, what does not, and what the smallest breach looks like. */
class ExplorationTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @Test
    void theSmallestLieIsOneMemberOneMessageAndOneCrashAfterTheAck() {
        var exploration = exploration("initial", List.of(), Faults.STEPS);

        var story = Objects.requireNonNull(
                exploration.stories(exhaust(exploration, 1)).get("no-lost-ack"));

        assertThat(story.departures()).hasToString("[crash after channel-server-1: socket send reply #1]");
        assertThat(story.workload()).containsEntry("members", "1").containsEntry("messages", "1");
        assertThat(story.crashPoints()).hasSize(1);
        assertThat(story.onlySimulated()).isEmpty();
    }

    @Test
    void theInitialArchitectureBreaksNothingThatItDoesNotDocument() {
        var exploration = exploration("initial", List.of(), Faults.ALL);

        var broken = exhaust(exploration, 1).violations().keySet();

        assertThat(exploration.architecture().breaks()).containsAll(broken);
        assertThat(broken).contains("no-lost-ack", "total-order", "integrity", "idempotent-retries");
    }

    @Test
    void theUpdatedArchitectureKeepsEveryPromiseThroughAnyOneFault() {
        var architecture = architecture("updated");
        var workload = Workload.small().withChanges();
        var exploration = new Exploration(architecture, Mechanisms.defaultsOf(architecture), workload, Faults.ALL);

        var findings = exhaust(exploration, 1);

        assertThat(findings.violations()).isEmpty();
        assertThat(findings.complete()).isTrue();
        assertThat(findings.runs()).isGreaterThan(300);
    }

    @Test
    @Tag("slow")
    void theUpdatedArchitectureKeepsEveryPromiseThroughAnyTwoFaultsAtItsSteps() {
        var findings = exhaust(exploration("updated", List.of(), Faults.STEPS), 2);

        assertThat(findings.violations()).isEmpty();
        assertThat(findings.complete()).isTrue();
        assertThat(findings.runs()).isGreaterThan(10_000);
    }

    @Test
    void theUpdatedArchitectureKeepsEveryPromiseThroughRandomMixesOfEverything() {
        theUpdatedArchitectureKeepsEveryPromiseInRandomMixes(1_000);
    }

    @Test
    @Tag("slow")
    void theUpdatedArchitectureKeepsEveryPromiseThroughManyRandomMixesOfEverything() {
        theUpdatedArchitectureKeepsEveryPromiseInRandomMixes(10_000);
    }

    private static void theUpdatedArchitectureKeepsEveryPromiseInRandomMixes(int runs) {
        var architecture = architecture("updated");
        var workload = new Workload(3, 2, 6).withChanges();
        var exploration = new Exploration(architecture, Mechanisms.defaultsOf(architecture), workload, Faults.ALL);

        var findings = exploration.search(new Search.Sample(1, runs), Duration.ofMinutes(5), 1, _ -> {});

        assertThat(findings.violations()).isEmpty();
        assertThat(findings.runs()).isGreaterThanOrEqualTo(runs);
    }

    static Stream<String> mechanismsOfTheUpdatedArchitecture() {
        return architecture("updated").mechanisms().stream()
                .filter(Mechanism::guardsPromise)
                .map(Mechanism::name);
    }

    @ParameterizedTest
    @MethodSource("mechanismsOfTheUpdatedArchitecture")
    void everyMechanismGuardsAPromise(String mechanism) {
        var findings = exhaust(exploration("updated", List.of(mechanism), Faults.ALL), 1);

        assertThat(findings.violations()).isNotEmpty();
        assertThat(findings.violations()).doesNotContainKey(SimulatedOutcome.DEFECT);
    }

    @ParameterizedTest
    @Tag("slow")
    @ValueSource(strings = {"initial", "updated"})
    void takingAMechanismAwayAlwaysBreaksSomethingMore(String architecture) {
        assertThat(run("mechanisms", architecture)).as(out.toString()).isZero();
        assertThat(out.toString()).contains("CLIENT_MESSAGE_ID", "runs  broken: ");
    }

    @Test
    void aStoryIsReplayedWithTheSameTraceAndTold() throws Exception {
        var exploration = exploration("initial", List.of(), Faults.STEPS);
        var found = Objects.requireNonNull(
                exploration.stories(exhaust(exploration, 1)).get("no-lost-ack"));
        var story = Story.parse(found.format());
        var smallest = new Exploration(
                exploration.architecture(),
                exploration.mechanisms(),
                new Workload(1, 1, 1).withoutReads(),
                Faults.STEPS);

        var outcome = smallest.record(story.choices());

        assertThat(outcome.report().traceHashText()).isEqualTo(story.traceHash());
        assertThat(outcome.broken()).containsEntry("no-lost-ack", story.witness());
        var told = String.join("\n", new Telling(outcome, "no-lost-ack").lines());
        assertThat(told)
                .contains("✗ here it happens to channel-server-1: crash after")
                .contains("▶ alice is told that m1 was sent");
        var svg = new SpaceTime(outcome, "no-lost-ack", story.witness()).svg();
        var drawing =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
        assertThat(drawing.getElementsByTagName("path").getLength())
                .as("the tip of arrows, and a cross")
                .isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gateway-forgets-whom-it-never-knew.story",
                "a-push-that-cannot-read-what-came-before.story",
                "a-new-owner-that-is-behind-its-gateways.story"
            })
    void whatWasMendedStaysMended(String name) throws IOException {
        var story = Story.parse(resource(name));
        var exploration = exploration("updated", List.of(), Faults.STEPS);
        var choices = story.choices();

        var outcome = exploration.run(choices);

        assertThat(story.neverCame(choices))
                .as("steps that the code no longer takes")
                .isEmpty();
        assertThat(outcome.broken()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"initial", "updated"})
    void theSameSeedsGiveTheSameTracesInTwoFreshJvms(String architecture) {
        assertThat(run("explore", architecture, "--prove", "--runs", "50", "--faults", "all"))
                .as(out + "\n" + err)
                .isZero();
        assertThat(out.toString()).contains("50 seeds").contains("the same traces");
    }

    @Test
    void exploringFromTheCommandLineSavesStoriesThatCanBeToldAndReplayed() throws IOException {
        assertThat(run("explore", "initial", "--exhaust", "1", "--json", "--out", folder.toString()))
                .isZero();
        assertThat(out.toString()).contains("\"runsPerSecond\"", "\"no-lost-ack\"");
        Path story;
        try (var files = Files.walk(folder)) {
            story = files.filter(file -> file.endsWith("initial-no-lost-ack.story"))
                    .findFirst()
                    .orElseThrow();
        }

        var told = folder.resolve("told");
        assertThat(run("story", story.toString(), "--out", told.toString())).isZero();
        assertThat(out.toString()).contains("no-lost-ack is broken");
        try (var drawings = Files.walk(told)) {
            assertThat(drawings.map(Path::getFileName).map(String::valueOf))
                    .contains("initial-no-lost-ack.svg", "initial-no-lost-ack.history.jsonl");
        }
        assertThat(story.resolveSibling("initial-no-lost-ack.svg"))
                .as("nothing beside the story")
                .doesNotExist();
        assertThat(run("replay", story.toString())).isZero();
        assertThat(out.toString()).contains("twice the same");
        assertThat(run("replay", story.toString(), "--json")).isZero();
        assertThat(out.toString())
                .contains("\"promise\":\"no-lost-ack\",\"world\":\"simulated\",\"verdict\":\"broken\"")
                .contains("\"deterministic\":true");
    }

    @Test
    void aStoryThatNoLongerFitsSaysWhichStepNeverCame() throws IOException {
        var story = Files.writeString(
                folder.resolve("old.story"),
                resource("a-push-that-cannot-read-what-came-before.story").replace("log append #1", "log append #99"));

        assertThat(run("replay", story.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("no longer fits", "log append #99");
        assertThat(run("replay", story.toString(), "--json")).isEqualTo(1);
        assertThat(out.toString()).contains("\"verdict\":\"undecided\"", "\"neverCame\":[");
    }

    @Test
    void aFileThatIsNoStoryIsBadInputAndTheLineIsNamed() throws IOException {
        var story = Files.writeString(folder.resolve("bad.story"), "once upon a time\n");

        assertThat(run("story", story.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("line 1");
        assertThat(run("replay", folder.resolve("none.story").toString())).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "explore updated --without GRAVITY",
                "explore updated --members 0",
                "explore updated --runs 0",
                "explore updated --exhaust 1 --runs 5",
                "explore updated --threads 0",
                "mechanisms monolith"
            })
    void whatMakesNoSenseIsBadUsage(String command) {
        assertThat(run(command.split(" ", -1))).isEqualTo(2);
        assertThat(err.toString()).startsWith("rtm: ").doesNotContain("\tat ");
    }

    private static Findings<SimulatedOutcome> exhaust(Exploration exploration, int departures) {
        return exploration.search(new Search.Exhaust(departures), Duration.ofMinutes(5), 1, _ -> {});
    }

    private static Exploration exploration(String name, List<String> without, Faults faults) {
        var architecture = architecture(name);
        var mechanisms = Mechanisms.defaultsOf(architecture).without(architecture, without);
        return new Exploration(architecture, mechanisms, Workload.small(), faults, 1);
    }

    private static Architecture architecture(String name) {
        return ServiceLoader.load(Architecture.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String resource(String name) throws IOException {
        try (var story = Objects.requireNonNull(ExplorationTest.class.getResourceAsStream("stories/" + name))) {
            return new String(story.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        }
    }

    private int run(String... args) {
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }
}
