package rtmlab.harness.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import rtmlab.checkers.promise.Promises;
import rtmlab.checkers.promise.Verdict;
import rtmlab.checkers.promise.Verdict.Broken;
import rtmlab.checkers.promise.Verdict.Kept;
import rtmlab.checkers.promise.Verdict.Undecided;
import rtmlab.protocol.variant.Architecture;

/** What many experiments together allow one to say: above all, when it is not green. */
class FindingTest {

    private static final Verdict KEPT = new Kept("1 acknowledged message");
    private static final Verdict BROKEN = new Broken("it is gone", List.of());
    private static final Verdict MISSED = new Undecided("none of the faults that were planned hit anything");

    @Test
    void keptInEveryExperimentThatCouldTellIsKept() {
        assertThat(finding("delivery", outcome(KEPT), outcome(KEPT)).verdict().word())
                .isEqualTo("kept");
    }

    @Test
    void brokenOnceIsBroken() {
        assertThat(finding("delivery", outcome(KEPT), outcome(BROKEN), outcome(KEPT))
                        .verdict()
                        .word())
                .isEqualTo("broken");
    }

    @Test
    void oneExperimentThatTestedNothingSpoilsTheGreen() {
        var finding = finding("delivery", outcome(KEPT), outcome(MISSED), outcome(KEPT));

        assertThat(finding.verdict().word()).isEqualTo("undecided");
        assertThat(finding.verdict().explanation()).contains("tested nothing", "hit anything");
        assertThat(finding.isAsExpected()).isFalse();
    }

    @Test
    void noExperimentIsUndecided() {
        assertThat(finding("delivery").verdict().word()).isEqualTo("undecided");
    }

    @Test
    void whatTheSimulatedWorldBreaksIsBroken() {
        var simulated = new Finding.Simulated("delivery", "it is gone", List.of("a crash"), Path.of("a.story"));
        var finding = Finding.of(updated(), "delivery", List.of(outcome(KEPT)), simulated);

        assertThat(finding.verdict().word()).isEqualTo("broken");
        assertThat(finding.world()).isEqualTo("simulated");
        assertThat(finding.isAsExpected()).isFalse();
    }

    private static Finding finding(String promise, Outcome... outcomes) {
        return Finding.of(updated(), promise, List.of(outcomes), null);
    }

    /** An experiment with the same verdict on every promise. */
    private static Outcome outcome(Verdict verdict) {
        var verdicts = new LinkedHashMap<String, Verdict>();
        Promises.all().forEach(promise -> verdicts.put(promise.name(), verdict));
        return new Outcome(Experiment.allFor(updated()).getFirst(), verdicts, Path.of("out"));
    }

    private static Architecture updated() {
        return ServiceLoader.load(Architecture.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(architecture -> architecture.name().equals("updated"))
                .findFirst()
                .orElseThrow();
    }
}
