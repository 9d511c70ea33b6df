package rtmlab.harness.updated;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import rtmlab.harness.experiment.Team;
import rtmlab.harness.simulated.Exploration;
import rtmlab.harness.simulated.Exploration.Search;
import rtmlab.harness.simulated.Faults;
import rtmlab.harness.simulated.Workload;
import rtmlab.protocol.Regions;
import rtmlab.protocol.variant.Architecture;
import rtmlab.protocol.variant.ForwardingArchitecture;
import rtmlab.protocol.variant.Mechanisms;
import rtmlab.protocol.variant.Variants;

/** Clients who are sent to the gateway of their region, while everything goes wrong. */
@Tag("slow")
class ClientsInTwoRegionsTest {

    private static final int RUNS = 1_000;

    @Test
    void allPromisesHoldAlsoForClientsOfAnotherRegion() {
        var architecture = new Spread(Variants.named("updated").orElseThrow());
        var exploration =
                new Exploration(architecture, Mechanisms.defaultsOf(architecture), Workload.small(), Faults.ALL, 2);

        var findings = exploration.search(new Search.Sample(7, RUNS), Duration.ofMinutes(5), 1, _ -> {});

        assertThat(findings.violations()).isEmpty();
        assertThat(findings.runs()).isGreaterThanOrEqualTo(RUNS);
    }

    private static final class Spread extends ForwardingArchitecture {
        Spread(Architecture next) {
            super(next);
        }

        @Override
        public Regions twoRegions() {
            return Team.spreadOver(super.twoRegions());
        }
    }
}
