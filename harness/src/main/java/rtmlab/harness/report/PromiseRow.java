package rtmlab.harness.report;

import java.util.List;
import java.util.Map;
import rtmlab.checkers.promise.Verdict;
import rtmlab.checkers.promise.Verdict.Broken;
import rtmlab.harness.experiment.Finding;
import rtmlab.protocol.variant.Architecture;

/**
 * A promise, what became of it, and what is documented of it.
 *
 * @param world simulated or real
 */
public record PromiseRow(
        String architecture,
        String promise,
        String verdict,
        String expected,
        boolean isAsExpected,
        String world,
        String explanation) {

    static List<PromiseRow> of(Comparison comparison) {
        return comparison.findings().entrySet().stream()
                .flatMap(entry -> entry.getValue().stream().map(finding -> of(entry.getKey(), finding)))
                .toList();
    }

    private static PromiseRow of(String architecture, Finding finding) {
        return new PromiseRow(
                architecture,
                finding.promise(),
                finding.verdict().word(),
                finding.expected(),
                finding.isAsExpected(),
                finding.world(),
                finding.verdict().explanation());
    }

    /** Chance decides what a soak meets: what is documented as broken may come out kept, or undecided. */
    public static List<PromiseRow> ofSoak(Architecture architecture, Map<String, Verdict> verdicts) {
        return verdicts.entrySet().stream()
                .map(entry -> {
                    var isDocumented = architecture.breaks().contains(entry.getKey());
                    var verdict = entry.getValue();
                    return new PromiseRow(
                            architecture.name(),
                            entry.getKey(),
                            verdict.word(),
                            isDocumented ? "broken" : "kept",
                            isDocumented || !(verdict instanceof Broken),
                            "real",
                            verdict.explanation());
                })
                .toList();
    }
}
