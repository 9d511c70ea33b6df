package rtmlab.simulator.world;

import org.jspecify.annotations.Nullable;

/**
 * One line of a run's trace.
 *
 * @param number counted from 1
 * @param micros virtual time since the beginning of the run
 * @param where the node, or the server: {@code kafka}, {@code redis}, {@code postgres}
 * @param what the call, or what else it is about
 * @param occurrence of a step, the how-manieth such call of the node since the workload began; 0 before and elsewhere
 * @param message the same for what is sent and its arrival; 0 for what is no message
 * @param detail the request, frame, record or answer, if any
 */
public record Happening(
        int number,
        long micros,
        Kind kind,
        String where,
        String what,
        int occurrence,
        int message,
        @Nullable Object detail) {

    /** What sort of thing happened. */
    public enum Kind {
        /** The run entered its next phase. */
        PHASE,
        STARTED,
        /** A node took a step. */
        STEP,
        /** Something other than the usual happened at the step just taken. */
        MISHAP,
        SENT,
        ARRIVED,
        /** A call came back to its caller, with a result or a failure. */
        RETURNED,
        CRASHED,
        PAUSED,
        RESUMED,
        /** The network was cut, from here to there. */
        CUT,
        HEALED,
        SERVER_DOWN,
        SERVER_UP,
        /** A task ended with an exception. */
        FAILED,
        /** A record came to stand in the log, for good. */
        LOGGED,
        /** A row came to stand in the store. */
        STORED,
        /** A row was taken out of the store. */
        REMOVED
    }

    @Override
    public String toString() {
        return "%4d %10.3f ms  %-18s %s %s%s%s%s"
                .formatted(
                        number,
                        micros / 1_000.0,
                        where,
                        kind.name().toLowerCase(java.util.Locale.ROOT),
                        what,
                        occurrence == 0 ? "" : " #" + occurrence,
                        message == 0 ? "" : " (" + message + ")",
                        detail == null ? "" : " " + detail);
    }
}
