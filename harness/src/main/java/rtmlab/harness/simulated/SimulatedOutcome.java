package rtmlab.harness.simulated;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import rtmlab.checkers.history.Event;
import rtmlab.checkers.history.History;
import rtmlab.checkers.promise.Verdict;
import rtmlab.checkers.promise.Verdict.Broken;
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

    /** How a message came to stand in the store twice, if one did: one of the ways to break idempotent retries. */
    public Optional<String> storedTwice() {
        var seen = new HashSet<String>();
        for (var event : history.events()) {
            if (event instanceof Event.Stored row && !seen.add(row.channel() + " " + row.id())) {
                return Optional.of("\"" + row.text() + "\" (" + row.id() + ") from " + row.sender()
                        + " is stored twice in #" + row.channel());
            }
        }
        return Optional.empty();
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
