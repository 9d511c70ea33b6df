package rtmlab.simulator.world;

import java.time.Duration;
import java.util.List;
import rtmlab.protocol.NodeName;
import rtmlab.simulator.choice.Choices;

/**
 * What became of a run, apart from what its harness saw.
 *
 * @param ending how its last phase ended
 * @param traceHash the same for the same choices, in every JVM
 * @param choices all of its chance
 * @param steps how many steps were taken, all phases together
 * @param mishaps how many of them met with something other than the usual
 * @param duration virtual time
 * @param failures exceptions that no node code should have let through: defects
 * @param diagnosis where the run did not end quietly, who was doing what; otherwise empty
 */
public record Report(
        Ending ending,
        long traceHash,
        Choices choices,
        int steps,
        int mishaps,
        Duration duration,
        List<Failure> failures,
        String diagnosis) {

    /** How a phase of a run can end. */
    public enum Ending {
        /** All scripts are done, and nothing is in flight. */
        QUIET,
        /** Nothing is in flight, and yet a script waits: it would wait for ever. */
        STUCK,
        /** So many steps were taken that the run is taken to go on for ever. */
        TOO_MANY_STEPS,
        /** So much virtual time has passed that the run is taken to go on for ever. */
        TOO_LONG
    }

    /** An exception that ended a task of a node, or a handler. */
    public record Failure(NodeName node, String task, Throwable thrown) {

        @Override
        public String toString() {
            return node + ": " + task + " threw " + thrown;
        }
    }

    public Report {
        failures = List.copyOf(failures);
    }

    /** The trace hash as it is written: sixteen hexadecimal digits. */
    public String traceHashText() {
        return "%016x".formatted(traceHash);
    }
}
