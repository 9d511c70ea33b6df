package rtmlab.harness.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rtmlab.checkers.promise.Verdict;
import rtmlab.harness.simulated.Exploration;
import rtmlab.harness.simulated.Exploration.Search;
import rtmlab.harness.simulated.Faults;
import rtmlab.harness.simulated.Workload;
import rtmlab.protocol.variant.Mechanisms;
import rtmlab.protocol.variant.Variants;
import rtmlab.simulator.choice.Choices;
import rtmlab.simulator.explore.Budget;
import rtmlab.simulator.explore.Explorer;
import rtmlab.simulator.explore.Findings;
import rtmlab.simulator.world.Mishap;
import rtmlab.simulator.world.Settings;

class BootTest {

    @ParameterizedTest
    @CsvSource({"1500, 7", "32000, 44"})
    void flannelsBootIsAsManyTimesSmallerAsSlacksWas(int users, double times) {
        assertThat(Payloads.of(new GeneratedTeam(users, 1)).ratio()).isGreaterThan(times);
    }

    @ParameterizedTest
    @ValueSource(strings = {"initial", "updated"})
    void aClientThatComesBackToFlannelCostsTheOriginLittle(String architecture) {
        var flannel = BootQueries.of(Variants.named(architecture + "+flannel").orElseThrow());
        var rtmStart =
                BootQueries.of(Variants.named(architecture + "+rtm-start").orElseThrow());
        var lazy = BootQueries.of(Variants.named(architecture + "+lazy").orElseThrow());

        assertThat(flannel.again()).isLessThan(rtmStart.again()).isLessThan(lazy.again());
        assertThat(rtmStart.again()).isEqualTo(rtmStart.first());
        assertThat(lazy.first()).isGreaterThan(2 * Payloads.FIRST_SCREEN_PROFILES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"updated+flannel", "updated+lazy", "updated+rtm-start", "initial+flannel"})
    void inACalmRunNoSeamShows(String name) {
        var seams = trial(name).run(Choices.calm());

        assertThat(seams.isJudged()).isTrue();
        assertThat(seams.verdict()).isInstanceOf(Verdict.Kept.class);
        assertThat(seams.broken()).isEmpty();
    }

    @Test
    void whateverHappensNoSeamShowsAtFlannel() {
        assertThat(sample("updated+flannel", 200).violations()).isEmpty();
    }

    /** The judge is no yes-man: where a retry is a second message, it shows at the seams. */
    @Test
    void theInitialArchitecturesRetriesAreSeenAtItsSeams() {
        assertThat(sample("initial+flannel", 100).violations()).containsKey("seam");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "initial+rtm-start",
                "initial+lazy",
                "initial+flannel",
                "updated+rtm-start",
                "updated+lazy",
                "updated+flannel"
            })
    void howeverSessionsStartNothingBreaksThatTheArchitectureDoesNotDocument(String name) {
        var architecture = Variants.named(name).orElseThrow();
        var exploration =
                new Exploration(architecture, Mechanisms.defaultsOf(architecture), new Workload(2, 1, 3), Faults.ALL);

        var findings = exploration.search(new Search.Sample(1, 100), Duration.ofHours(1), 2, _ -> {});

        assertThat(architecture.breaks()).containsAll(findings.violations().keySet());
        assertThat(findings.complete()).isTrue();
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(strings = {"updated+flannel", "updated+rtm-start", "updated+lazy"})
    void inThousandsOfRunsNoSeamShows(String name) {
        var findings = sample(name, 4_000);

        assertThat(findings.runs()).isGreaterThanOrEqualTo(4_000);
        assertThat(findings.violations()).isEmpty();
    }

    private static Findings<SeamTrial.Seams> sample(String name, long runs) {
        return new Explorer<>(trial(name), Budget.ofTime(Duration.ofHours(2)), 2, _ -> {}).sample(1, runs);
    }

    private static SeamTrial trial(String name) {
        return new SeamTrial(
                Variants.named(name).orElseThrow(),
                Settings.DEFAULT.withPartitions(1).withMishaps(Mishap.all()));
    }
}
