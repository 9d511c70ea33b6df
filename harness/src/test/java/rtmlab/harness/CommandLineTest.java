package rtmlab.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the user is told, in one sentence, and the exit status that goes with it. */
class CommandLineTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"compare", "up", "check", "run", "scenarios", "doctor"})
    void everyCommandExplainsItself(String command) {
        assertThat(run(command, "--help")).isZero();
        assertThat(out.toString()).contains("Usage: rtm " + command).contains("Exit status:");
    }

    @Test
    void withoutACommandTheCommandsAreListed() {
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString()).contains("compare", "up", "check");
    }

    @Test
    void anUnknownCommandIsBadUsage() {
        assertThat(run("comprae")).isEqualTo(2);
        assertThat(err.toString()).contains("comprae").contains("--help").doesNotContain("\tat ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"compare", "up"})
    void anUnknownArchitectureIsNamedBesideThoseThereAre(String command) {
        assertThat(run(command, "monolith")).isEqualTo(2);
        assertSentence(
                "there is no architecture \"monolith\": choose one of initial, updated, alone or with a bootstrap");
    }

    @Test
    void aPortThatIsNoPortIsBadUsage() {
        assertThat(run("up", "initial", "--port", "70000")).isEqualTo(2);
        assertSentence("70000");
    }

    @Test
    void aTakenPortIsTheEnvironmentsFault() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var port = Integer.toString(taken.getLocalPort());

            assertThat(run("up", "initial", "--port", port, "--out", folder.toString()))
                    .isEqualTo(3);
            assertSentence("port " + port + " is taken");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"compare", "up initial"})
    void anOutFolderThatCannotBeWrittenIsTheEnvironmentsFault(String command) throws IOException {
        var file = Files.writeString(folder.resolve("file"), "not a folder");
        var args = (command + " --out " + file).split(" ", -1);

        assertThat(run(args)).isEqualTo(3);
        assertSentence(file.toString());
    }

    @Test
    void aHistoryThatIsNotThereIsBadInput() {
        assertThat(run("check", "nowhere.jsonl")).isEqualTo(2);
        assertSentence("there is no file nowhere.jsonl");
    }

    @Test
    void aHistoryThatCannotBeReadIsBadInputAndTheLineIsNamed() throws IOException {
        var file = Files.writeString(
                folder.resolve("bad.jsonl"),
                "{\"format\":\"rtmlab-history\",\"version\":1}\n{\"type\":\"nonsense\"}\n");

        assertThat(run("check", file.toString())).isEqualTo(2);
        assertSentence("line 2");
    }

    @Test
    void aHistoryInWhichNothingHappenedIsUndecided() throws IOException {
        var file = Files.writeString(folder.resolve("empty.jsonl"), "{\"format\":\"rtmlab-history\",\"version\":1}\n");

        assertThat(run("check", file.toString(), "--json")).isEqualTo(1);
        assertThat(out.toString()).startsWith("{\"verdict\":\"undecided\"");
    }

    @Test
    void theVerdictIsDrawnOnAPage() throws IOException {
        var file = Files.writeString(folder.resolve("stale.edn"), """
                {:process 0 :type :invoke :f :write :value 1}
                {:process 0 :type :ok :f :write :value 1}
                {:process 1 :type :invoke :f :read :value nil}
                {:process 1 :type :ok :f :read :value 2}
                """);
        var page = folder.resolve("stale.html");

        assertThat(run("check", file.toString(), "--model", "register", "--page", page.toString()))
                .isEqualTo(1);
        assertThat(page).content().contains("linearizable broken", "read → 2", "<svg");
        var nowhere = folder.resolve("none").resolve("stale.html").toString();
        assertThat(run("check", file.toString(), "--model", "register", "--page", nowhere))
                .isEqualTo(2);
        assertSentence("cannot be written");
    }

    @Test
    void anUnknownModelIsBadUsage() throws IOException {
        var file = Files.writeString(folder.resolve("empty.jsonl"), "{\"format\":\"rtmlab-history\",\"version\":1}\n");

        assertThat(run("check", file.toString(), "--model", "heap")).isEqualTo(2);
        assertSentence("heap");
    }

    @ParameterizedTest
    @ValueSource(strings = {"story", "replay"})
    void aStoryIsAnsweredInOneJsonObject(String command) {
        var story = "../docs/stories/initial/crash-after-the-ack.story";

        assertThat(run(command, story, "--json", "--out", folder.toString())).isZero();
        assertThat(out.toString().lines())
                .singleElement()
                .asString()
                .startsWith("{\"architecture\":\"initial\"")
                .contains("\"promise\":\"no-lost-ack\"", "\"fits\":true,\"broken\":true");
    }

    @Test
    void scenariosAreListedAndShown() {
        assertThat(run("scenarios", "--json")).isZero();
        assertThat(out.toString()).startsWith("{\"scenarios\":[{\"name\":\"calm\"");

        assertThat(run("scenarios", "show", "ring-fail-over")).isZero();
        assertThat(out.toString()).contains("name: ring-fail-over", "kill: channel-server-1");

        assertThat(run("scenarios", "show", "ring-fail-ovr")).isEqualTo(2);
        assertSentence("there is no scenario \"ring-fail-ovr\": did you mean \"ring-fail-over\"?");
    }

    @Test
    void aScenarioThatComesToWhatItExpectsIsASuccess() {
        assertThat(run("run", "a-lie-without-a-crash", "--json", "--out", folder.toString()))
                .isZero();
        assertThat(out.toString())
                .startsWith("{\"asExpected\":true")
                .contains("\"divergences\":[{\"one\":\"initial\",\"other\":\"updated\",\"diverges\":true");
    }

    @Test
    void aScenarioThatExpectsSomethingElseIsAFailure() throws IOException {
        var file = Files.writeString(folder.resolve("wrong.yaml"), """
                scenario: 1
                name: wrong
                about: expects the wrong thing
                workload: {messages: 2}
                expect: {updated: {broken: [no-lost-ack]}}
                """);

        assertThat(run("run", file.toString(), "--out", folder.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("no-lost-ack is kept, and broken was expected");
    }

    @Test
    void aMistakeInAScenarioIsBadInputAndTheLineIsNamed() throws IOException {
        var file = Files.writeString(folder.resolve("bad.yaml"), "scenario: 1\nnaem: x\n");

        assertThat(run("run", file.toString())).isEqualTo(2);
        assertSentence(file + ":2: a scenario has no \"naem\": did you mean \"name\"?");
    }

    @Test
    void aVariantThatThereIsNotIsBadUsage() {
        assertThat(run("run", "calm", "--variant", "updated without HOLDBACK")).isEqualTo(2);
        assertSentence("updated has no mechanism \"HOLDBACK\": did you mean \"HOLD_BACK\"?");
    }

    @Test
    void whatHappensInTheSimulatedWorldAloneIsNotTriedOnRealProcesses() {
        assertThat(run("run", "unclean-election", "--real")).isEqualTo(2);
        assertSentence("happens in the simulated world alone");
    }

    private int run(String... args) {
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }

    /** One sentence, with these words in it, and no stack trace. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "--servers external|--servers external needs --addresses FILE",
                "--addresses lab|--addresses FILE goes with --servers external",
                "--servers external --addresses lab --brokers 3|an external Kafka has the brokers that it has: leave --brokers"
                        + " away",
                "--brokers 2|--brokers is 1 or 3, not 2",
                "--replicas 3|--replicas 3 needs as many brokers: --brokers 3 brings three",
                "--partitions 0|--partitions is 1 to 1000, not 0",
                "--retention-hours 0|--retention-hours is 1 or more, not 0",
                "--redis-image redis:8|images are for --servers docker",
                "--servers external --addresses no/such/file|there is no file no/such/file"
            })
    void serversThatMakeNoSenseAreRefusedBeforeAnythingIsStarted(String optionsAndSentence) {
        var parts = optionsAndSentence.split("\\|", -1);
        var line = Stream.concat(Stream.of("up", "updated"), Stream.of(parts[0].split(" ", -1)));

        assertThat(run(line.toArray(String[]::new))).isEqualTo(2);
        assertSentence(parts[1]);
        assertThat(err.toString()).doesNotContain("Starting", "Connecting");
    }

    @Test
    void theLineOfAnAddressFileThatIsWrongIsNamed() throws IOException {
        var file = Files.writeString(folder.resolve("lab"), "kafka = here:9092\nredis = there\n");

        assertThat(run("up", "updated", "--servers", "external", "--addresses", file.toString()))
                .isEqualTo(2);
        assertSentence(file + " has no line \"postgres = HOST:PORT/DATABASE\"");
    }

    private void assertSentence(String words) {
        var sentences =
                err.toString().lines().filter(line -> line.startsWith("rtm: ")).toList();
        assertThat(sentences).as(err.toString()).hasSize(1);
        assertThat(sentences.getFirst()).contains(words);
        assertThat(err.toString()).doesNotContain("\tat ").doesNotContain("this should not have happened");
    }
}
