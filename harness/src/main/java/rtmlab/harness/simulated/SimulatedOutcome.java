package rtmlab.harness.simulated;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import rtmlab.checkers.history.History;
import rtmlab.checkers.promise.Verdict;
import rtmlab.checkers.promise.Verdict.Broken;
import rtmlab.harness.experiment.Troubles;
import rtmlab.simulator.explore.Outcome;
import rtmlab.simulator.world.Happening;
import rtmlab.simulator.world.Report;

/**
 * What came of one run in the simulated world.
 *
 * @param verdicts by promise
 * @param hasRecovered whether, after the faults had ended, everybody was served again within the bound
 * @param trace everything that happened; empty unless the run was recorded
 */
public record SimulatedOutcome(
        History history, Map<String, Verdict> verdicts, boolean hasRecovered, Report report, List<Happening> trace)
        implements Outcome {

    /** The name of the promise that the system answers again after the faults. */
    public static final String RECOVERY = "recovery";

    /** Where node code let an exception through that it should not have: no promise, but a defect. */
    public static final String DEFECT = "defect";

    /** What was shown held against what was saved: each trouble by name, with a sentence that shows it. */
    public Map<String, String> troubles() {
        return Troubles.in(history);
    }

    /** The promises whose breach is documented for whoever has this trouble; empty for what is no trouble's name. */
    public static List<String> promisesBehind(String trouble) {
        return Troubles.PROMISES.getOrDefault(trouble, List.of());
    }

    /** The broken promises, and the troubles behind them, with their witnesses. */
    public Map<String, String> brokenAndTroubles() {
        var all = new LinkedHashMap<>(broken());
        all.putAll(troubles());
        return all;
    }

    @Override
    public Map<String, String> broken() {
        var broken = new LinkedHashMap<String, String>();
        verdicts.forEach((promise, verdict) -> {
            if (verdict instanceof Broken witness) {
                broken.put(promise, witness.witness());
            }
        });
        if (!hasRecovered) {
            broken.putIfAbsent(
                    RECOVERY,
                    "the faults had ended, and still not everybody was served again: " + report.ending() + " "
                            + report.diagnosis());
        }
        if (!report.failures().isEmpty()) {
            broken.put(DEFECT, report.failures().getFirst().toString());
        }
        return broken;
    }
}
