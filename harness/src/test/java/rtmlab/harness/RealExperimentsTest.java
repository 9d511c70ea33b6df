package rtmlab.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rtmlab.backends.launch.EmbeddedServers;
import rtmlab.backends.launch.ServerOptions;
import rtmlab.checkers.promise.Verdict.Broken;
import rtmlab.harness.experiment.Experiment;
import rtmlab.harness.experiment.Outcome;
import rtmlab.harness.real.RealWorld;
import rtmlab.protocol.variant.Architecture;
import rtmlab.protocol.variant.Mechanisms;

/** The lie, and its absence, on real processes with real Kafka, Redis and PostgreSQL; {@code ./rtm compare} runs all. */
@Tag("slow")
class RealExperimentsTest {

    @TempDir
    private static Path folder;

    private static EmbeddedServers servers;

    @BeforeAll
    static void startServers() {
        servers = EmbeddedServers.start(
                folder.resolve("servers"),
                ServerOptions.small(Path.of("..", "out", ".servers").toAbsolutePath()));
    }

    @AfterAll
    static void stopServers() {
        servers.close();
    }

    @Test
    void theInitialArchitectureLosesAnAcknowledgedMessageAndTheWitnessNamesTheCrash() {
        try (var world = world("initial")) {
            var lost = world.run(experiment(world, "crash after ack"));
            assertThat(lost.broken()).contains("no-lost-ack");
            assertThat(((Broken) lost.verdict("no-lost-ack")).witness())
                    .contains("alice", "lunch at noon?", "crashed after: socket send reply #1");

            var retried = world.run(experiment(world, "failure of ack"));
            assertThat(retried.broken()).contains("idempotent-retries").doesNotContain("no-lost-ack");

            var calm = world.run(experiment(world, "crash after stored answer"));
            // History is read from the store here, and on a busy machine the store runs far behind.
            assertThat(calm.broken()).isSubsetOf("linearizable-log", "read-your-writes", "monotonic-reads");
        }
    }

    @Test
    void theUpdatedArchitectureKeepsEveryPromiseThroughCrashesLostAnswersAndKills() {
        try (var world = world("updated")) {
            for (var label : List.of(
                    "crash after log append",
                    "crash before store insert",
                    "lost reply of HTTP answer",
                    "kill -9 of a worker with work in its hands")) {
                var outcome = world.run(experiment(world, label));
                assertThat(outcome.broken()).as(label).isEmpty();
                for (var promise : List.of(
                        "no-lost-ack", "linearizable-log", "read-your-writes", "monotonic-reads", "seam", "recovery")) {
                    assertThat(outcome.verdict(promise).word())
                            .as(promise + " in " + describe(outcome))
                            .isEqualTo("kept");
                }
            }
        }
    }

    private RealWorld world(String name) {
        Architecture architecture = ServiceLoader.load(Architecture.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow();
        return new RealWorld(
                architecture,
                Mechanisms.defaultsOf(architecture),
                servers.addresses(),
                folder.resolve(name),
                folder.resolve("cache"),
                Map.of());
    }

    private static Experiment experiment(RealWorld world, String label) {
        return Experiment.allFor(world.architecture()).stream()
                .filter(experiment -> experiment.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no experiment is called " + label));
    }

    private static String describe(Outcome outcome) {
        return outcome.experiment().label() + ": " + outcome.verdicts();
    }
}
