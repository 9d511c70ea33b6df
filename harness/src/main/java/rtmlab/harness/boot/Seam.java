package rtmlab.harness.boot;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;
import rtmlab.checkers.promise.Verdict;
import rtmlab.protocol.variant.Architecture;
import rtmlab.simulator.choice.Choices;
import rtmlab.simulator.explore.Budget;
import rtmlab.simulator.explore.Explorer;
import rtmlab.simulator.world.Mishap;
import rtmlab.simulator.world.Settings;

/**
 * What came of looking for a seam in many simulated runs in which anything may go wrong.
 *
 * @param verdict as on the command line; undecided when not one run could be judged
 * @param runs how many were made
 * @param judged how many of them came to rest with something to be judged, and broke nothing
 * @param explanation how it broke, or why it is undecided; empty where it was kept
 */
public record Seam(String verdict, long runs, long judged, String explanation, Duration elapsed) {

    private static final String PROMISE = "seam";
    private static final Duration AT_MOST = Duration.ofHours(2);

    public double runsPerSecond() {
        return elapsed.isZero() ? 0 : runs * 1e9 / elapsed.toNanos();
    }

    /**
     * Makes so many runs; which ones does not depend on the threads.
     *
     * @param progress told about twice a second how many there have been
     */
    public static Seam of(Architecture architecture, long runs, int threads, LongConsumer progress) {
        var trial =
                new SeamTrial(architecture, Settings.DEFAULT.withPartitions(1).withMishaps(Mishap.all()));
        var judged = new LongAdder();
        var findings = new Explorer<>(
                        (Choices choices) -> {
                            var seams = trial.run(choices);
                            if (seams.isJudged() && seams.verdict() instanceof Verdict.Kept) {
                                judged.increment();
                            }
                            return seams;
                        },
                        Budget.ofTime(AT_MOST),
                        threads,
                        so -> progress.accept(so.runs()))
                .sample(1, runs);
        var violation = findings.violation(PROMISE);
        if (violation.isPresent()) {
            var found = violation.get();
            return new Seam("broken", findings.runs(), judged.sum(), found.witness(), findings.elapsed());
        }
        var defect = findings.violations().values().stream().findFirst();
        if (defect.isPresent() || judged.sum() == 0) {
            var why = defect.map(found -> "a node failed: " + found.witness()).orElse("no run could be judged");
            return new Seam("undecided", findings.runs(), judged.sum(), why, findings.elapsed());
        }
        return new Seam("kept", findings.runs(), judged.sum(), "", findings.elapsed());
    }
}
