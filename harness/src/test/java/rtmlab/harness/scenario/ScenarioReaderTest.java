package rtmlab.harness.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import rtmlab.harness.scenario.PlannedFault.Kill;
import rtmlab.harness.scenario.PlannedFault.Span;
import rtmlab.harness.scenario.PlannedFault.When;
import rtmlab.harness.scenario.Scenario.World;

/** What a scenario may say, and what its author is told about a mistake. */
class ScenarioReaderTest {

    record Mistake(String told, String yaml) {
        @Override
        public String toString() {
            return told;
        }
    }

    static List<Mistake> mistakes() throws IOException {
        try (var in = ScenarioReaderTest.class.getResourceAsStream("malformed.txt")) {
            var text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return Arrays.stream(text.split("(?m)^=== ", -1))
                    .skip(1)
                    .map(block -> {
                        var end = block.indexOf('\n');
                        return new Mistake(block.substring(0, end), block.substring(end + 1));
                    })
                    .toList();
        }
    }

    @Test
    void thereAreManyWaysToBeWrong() throws IOException {
        assertThat(mistakes()).hasSizeGreaterThan(40).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void everyMistakeIsToldWithItsLineAndWhatToDo(Mistake mistake) {
        assertThatThrownBy(() -> ScenarioReader.read("bad.yaml", mistake.yaml()))
                .isInstanceOf(MalformedScenario.class)
                .hasMessage(mistake.told());
    }

    @Test
    void whatIsLeftOutIsTheSmallestThatMakesSense() {
        var scenario = ScenarioReader.read("small.yaml", """
                scenario: 1
                name: small
                about: as little as there can be
                workload: {messages: 2}
                expect: {initial: {}}
                """);

        assertThat(scenario.users()).containsExactly("alice", "bob");
        assertThat(scenario.channels()).containsExactly("general");
        assertThat(scenario.talk().speakers()).containsExactly("alice", "bob");
        assertThat(scenario.faults()).isEmpty();
        assertThat(scenario.expectations().values())
                .singleElement()
                .matches(
                        expectation -> expectation.of("no-lost-ack", World.REAL).equals("kept"));
    }

    @Test
    void aFaultIsReadWithItsMomentItsLengthAndWhereItHappens() {
        var scenario = ScenarioReader.read("kill.yaml", """
                scenario: 1
                name: kill
                about: a Redis that forgets, some time
                workload: {messages: 2}
                faults:
                  - kill: redis
                    at: 10 ms to 1.5 s
                    for: 2 s
                    memory: lost
                    in: [updated]
                expect: {updated: {broken: [no-lost-ack]}}
                """);

        assertThat(scenario.faults())
                .containsExactly(new Kill(
                        new Span(
                                new Place("kill.yaml", 6),
                                List.of("updated"),
                                new When(Duration.ofMillis(10), Duration.ofMillis(1_500)),
                                Duration.ofSeconds(2)),
                        "redis",
                        true));
    }

    @Test
    void aNetworkIsCutBetweenAllWhoStandInTwoRegions() {
        var scenario = ScenarioReader.read("far.yaml", """
                scenario: 1
                name: far
                about: bob and a gateway are far away
                workload: {messages: 2}
                regions: [gateway-server-2 in frankfurt, bob in frankfurt, home to frankfurt 40 ms]
                faults:
                  - {partition: [home, frankfurt], at: 1 ms}
                expect: {updated: {}}
                """);

        var plan = Plan.of(scenario, variant("updated"), 1);

        assertThat(plan.nodes("frankfurt")).map(Object::toString).containsExactly("gateway-server-2", "bob");
        assertThat(plan.nodes("home"))
                .map(Object::toString)
                .contains("gateway-server-1", "web-app-1", "alice")
                .doesNotContain("gateway-server-2", "bob");
    }

    @Test
    void aFaultThatAVariantCannotHaveIsRefusedWithItsLine() {
        var scenario = ScenarioReader.read("gateway.yaml", """
                scenario: 1
                name: gateway
                about: the initial architecture has no such process
                workload: {messages: 2}
                faults:
                  - {kill: gateway-server, at: 1 ms}
                expect: {initial: {}}
                """);

        assertThatThrownBy(() -> SimulatedScenario.run(scenario, variant("initial"), 1))
                .isInstanceOf(MalformedScenario.class)
                .hasMessageStartingWith("gateway.yaml:6: initial has no gateway-server; it has channel-server-1");
    }

    @Test
    void aVariantIsAnArchitectureWithItsSwitches() {
        assertThat(variant("updated  without HOLD_BACK, FENCING").text())
                .isEqualTo("updated without HOLD_BACK,FENCING");
        assertThat(variant("updated without HOLD_BACK").mechanisms().names()).doesNotContain("HOLD_BACK");
        assertThat(variant("initial with RETRY_LOOP").mechanisms().names()).containsExactly("RETRY_LOOP");
        assertThat(variant("initial+flannel").architecture().name()).isEqualTo("initial+flannel");
    }

    @Test
    void theNearestWordIsMeant() {
        assertThat(Stream.of("kafak", "postgre", "xyz").map(word -> Spelling.hint(word, List.of("kafka", "postgres"))))
                .containsExactly(
                        ": did you mean \"kafka\"?", ": did you mean \"postgres\"?", "; there are kafka, postgres");
    }

    private static Variant variant(String text) {
        return Variant.parse(text, IllegalArgumentException::new);
    }
}
