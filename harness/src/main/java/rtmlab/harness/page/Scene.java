package rtmlab.harness.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One run, ready to be drawn: lanes from top to bottom, columns from left to right in the order of what happened, and
 * what every member and the store had at each of them.
 *
 * @param steps how many columns there are
 * @param neverCame faults that were asked for and whose step never came
 * @param elapsedMs how long the run took to be simulated and judged
 */
record Scene(
        String architecture,
        List<Lane> lanes,
        int steps,
        int recoveryColumn,
        List<Mark> marks,
        List<Arrow> arrows,
        List<Screen> screens,
        List<Kept> log,
        List<Kept> store,
        List<Judged> verdicts,
        List<String> neverCame,
        String traceHash,
        double elapsedMs) {

    /** Who has a line of its own: a {@code member}'s client, a {@code node} or a {@code server}. */
    record Lane(String name, String sort) {}

    /**
     * Something on a lane.
     *
     * @param kind in lower case, as {@code Happening.Kind} has it
     * @param step the address by which a fault can be put here; only a step before the recovery has one
     * @param micros of virtual time since the workload began
     */
    record Mark(
            int lane,
            int column,
            String kind,
            String label,
            String sentence,
            @Nullable String step,
            long micros) {}

    /**
     * A message between two lanes.
     *
     * @param toColumn absent when it never arrived
     * @param step the address of the step that sent it, if one did
     */
    record Arrow(
            int fromLane,
            int fromColumn,
            int toLane,
            @Nullable Integer toColumn,
            String label,
            boolean reply,
            @Nullable String step) {}

    /** What a member did and was shown, in order. */
    record Screen(String member, List<Line> lines) {}

    /**
     * One line of it.
     *
     * @param kind submitted, acknowledged, refused, unknown, saw, connected or disconnected
     * @param witness whether it is part of what shows that a promise was broken
     */
    record Line(
            int column,
            String kind,
            String id,
            String channel,
            String text,
            String sender,
            boolean catchUp,
            String sentence,
            boolean witness) {}

    /** A row that came to stand in the log or the store; {@code goneColumn} when it was taken out again. */
    record Kept(
            int column,
            @Nullable Integer goneColumn,
            String channel,
            String id,
            String ts,
            String text,
            String sender) {}

    /** A promise and what became of it. */
    record Judged(String promise, String verdict, String explanation) {}

    /** The same of every run that is the same, however long it took. */
    Scene timeless() {
        return new Scene(
                architecture,
                lanes,
                steps,
                recoveryColumn,
                marks,
                arrows,
                screens,
                log,
                store,
                verdicts,
                neverCame,
                traceHash,
                0);
    }

    static double msSince(long beganNanos) {
        return (System.nanoTime() - beganNanos) / 1_000_000.0;
    }
}
