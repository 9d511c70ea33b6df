package rtmlab.harness.simulated;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 * @param forgotten troubles that no message tells of: each by name, with a sentence that shows it
 * @param hasRecovered whether, after the faults had ended, everybody was served again within the bound
 * @param trace everything that happened; empty unless the run was recorded
 */
public record SimulatedOutcome(
        History history,
        Map<String, Verdict> verdicts,
        Map<String, String> forgotten,
        boolean hasRecovered,
        Report report,
        List<Happening> trace)
        implements Outcome {

    /** The name of the promise that the system answers again after the faults. */
    public static final String RECOVERY = "recovery";

    /** Where node code let an exception through that it should not have: no promise, but a defect. */
    public static final String DEFECT = "defect";

    /** The same, with one trouble more, where there is a sentence that shows it. */
    SimulatedOutcome with(String trouble, Optional<String> sentence) {
        var all = new LinkedHashMap<>(forgotten);
        sentence.ifPresent(words -> all.put(trouble, words));
        return new SimulatedOutcome(history, verdicts, all, hasRecovered, report, trace);
    }

    /** The same, with this promise broken, where there is a witness. */
    SimulatedOutcome breaking(String promise, Optional<String> witness) {
        var all = new LinkedHashMap<>(verdicts);
        witness.ifPresent(words -> all.put(promise, new Broken(words, List.of())));
        return new SimulatedOutcome(history, all, forgotten, hasRecovered, report, trace);
    }

    /** What was shown held against what was saved, and what was forgotten: each trouble by name, with a sentence. */
    public Map<String, String> troubles() {
        var all = new LinkedHashMap<>(Troubles.in(history));
        all.putAll(forgotten);
        return all;
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
                    ("the faults had ended, and still not everybody was served again: " + report.ending() + " "
                                    + report.diagnosis())
                            .strip());
        }
        if (!report.failures().isEmpty()) {
            broken.put(DEFECT, report.failures().getFirst().toString());
        }
        return broken;
    }
}
