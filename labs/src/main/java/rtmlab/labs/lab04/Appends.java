package rtmlab.labs.lab04;

import java.util.HashSet;
import java.util.stream.Stream;
import rtmlab.harness.simulated.SimulatedOutcome;
import rtmlab.harness.simulated.SimulatedTrial;
import rtmlab.protocol.LogRecord;
import rtmlab.protocol.port.EventLog;

/** How often posts came to stand in the log. */
final class Appends {

    private Appends() {}

    /** How many records have this id, in a run that was recorded. */
    static long of(SimulatedOutcome outcome, String id) {
        return records(outcome)
                .filter(record -> record.post().clientMessageId().value().equals(id))
                .count();
    }

    /** How many records there are of all that the workload says, in a run that was recorded. */
    static long of(SimulatedOutcome outcome) {
        return records(outcome)
                .filter(record -> !SimulatedTrial.isClosing(
                        record.post().clientMessageId().value()))
                .count();
    }

    private static Stream<LogRecord> records(SimulatedOutcome outcome) {
        return outcome.trace().stream()
                .map(happening -> happening.detail())
                .filter(LogRecord.class::isInstance)
                .map(LogRecord.class::cast)
                .distinct();
    }

    /** Whether a real log holds two records that say the same. Waits. */
    static boolean anyRepeatIn(EventLog log) {
        var seen = new HashSet<Object>();
        for (var partition = 0; partition < log.partitions(); partition++) {
            for (var record : log.read(partition, 0, Math.toIntExact(log.end(partition)))) {
                if (!seen.add(record.post())) {
                    return true;
                }
            }
        }
        return false;
    }
}
