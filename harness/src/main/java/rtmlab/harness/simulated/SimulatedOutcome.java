package rtmlab.harness.simulated;

import java.util.List;
import java.util.Map;
import rtmlab.checkers.history.History;
import rtmlab.checkers.promise.Verdict;
import rtmlab.checkers.promise.Verdict.Broken;
import rtmlab.simulator.world.Happening;
import rtmlab.simulator.world.Report;

/**
 * What came of one run in the simulated world.
 *
 * @param verdicts by promise
 * @param trace everything that happened; empty unless the run was recorded
 */
public record SimulatedOutcome(History history, Map<String, Verdict> verdicts, Report report, List<Happening> trace) {

    /** The promises that it broke. */
    public List<String> broken() {
        return verdicts.entrySet().stream()
                .filter(entry -> entry.getValue() instanceof Broken)
                .map(Map.Entry::getKey)
                .toList();
    }
}
