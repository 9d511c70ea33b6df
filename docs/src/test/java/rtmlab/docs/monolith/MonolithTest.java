package rtmlab.docs.monolith;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rtmlab.backends.deploy.WithClasses;
import rtmlab.backends.launch.EmbeddedServers;
import rtmlab.backends.launch.ServerOptions;
import rtmlab.checkers.promise.Promises;
import rtmlab.harness.experiment.Experiment;
import rtmlab.harness.experiment.Finding;
import rtmlab.harness.real.RealWorld;
import rtmlab.harness.report.Comparison;
import rtmlab.harness.report.ComparisonTable;
import rtmlab.harness.simulated.Exploration;
import rtmlab.harness.simulated.Faults;
import rtmlab.harness.simulated.Workload;
import rtmlab.protocol.variant.Architecture;
import rtmlab.protocol.variant.ForwardingArchitecture;
import rtmlab.protocol.variant.Mechanisms;
import rtmlab.simulator.explore.Budget;
import rtmlab.simulator.explore.Explorer;
import rtmlab.simulator.explore.Findings;

/** The tutorial's architecture does what the tutorial says, in both worlds. */
class MonolithTest {

    @TempDir
    private Path folder;

    private static Findings<?> everyFaultAtEveryStep(Mechanisms on) {
        var exploration = new Exploration(new Monolith(), on, Workload.small(), Faults.STEPS);
        return new Explorer<>(exploration::run, Budget.unlimited()).exhaust(1);
    }

    @Test
    void everyPromiseIsKeptWhateverGoesWrongOnce() {
        var findings = everyFaultAtEveryStep(Mechanisms.defaultsOf(new Monolith()));

        assertThat(findings.runs()).isGreaterThan(50);
        assertThat(findings.violations()).isEmpty();
    }

    /** What the tutorial's first attempt gets wrong. */
    @Test
    void withoutTurnsAStoreThatFailsOnceChangesTheOrder() {
        var findings = everyFaultAtEveryStep(new Mechanisms(List.of()));

        assertThat(findings.violations()).containsKey("total-order");
    }

    @Tag("slow")
    @Test
    void theComparisonFindsOnRealProcessesWhatIsDocumented() throws IOException {
        var architecture = new OnItsOwnClassPath(new Monolith(), folder.resolve("monolith.jar"));
        var on = Mechanisms.defaultsOf(architecture);
        try (var servers = EmbeddedServers.start(folder.resolve("servers"), ServerOptions.small(folder));
                var world = new RealWorld(architecture, on, servers.addresses(), folder, folder, Map.of())) {
            var outcomes =
                    Experiment.allFor(architecture).stream().map(world::run).toList();

            var findings = Promises.all().stream()
                    .map(promise -> Finding.of(architecture, promise.name(), outcomes, null))
                    .toList();
            var comparison = new Comparison(new LinkedHashMap<>(Map.of("monolith", findings)));
            System.out.println(new ComparisonTable(comparison, false).text());
            assertThat(outcomes).hasSize(7);
            assertThat(findings)
                    .allSatisfy(finding -> assertThat(finding.verdict().word())
                            .as(finding.promise() + ": " + finding.verdict().explanation())
                            .isEqualTo("kept"));
        }
    }

    /** A node's process finds an architecture by its name, with {@code META-INF/services}. */
    private static final class OnItsOwnClassPath extends ForwardingArchitecture implements WithClasses {

        private final Path jar;

        OnItsOwnClassPath(Architecture architecture, Path jar) throws IOException {
            super(architecture);
            this.jar = jar;
            try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
                out.putNextEntry(new JarEntry("META-INF/services/" + Architecture.class.getName()));
                out.write(architecture.getClass().getName().getBytes(StandardCharsets.UTF_8));
            }
        }

        @Override
        public List<Path> classes() {
            return List.of(jar);
        }
    }
}
