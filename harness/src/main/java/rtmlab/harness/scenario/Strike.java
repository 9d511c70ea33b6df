package rtmlab.harness.scenario;

import java.util.Locale;

/**
 * What became of a planned fault.
 *
 * @param atMicros when it struck, since the beginning of the workload; negative when it never did
 * @param underWay how many messages were under way at that moment
 * @param touched how many calls, frames and connections it delayed, refused or lost, where that is counted
 * @param hit whether it met anything that was in flight
 */
public record Strike(PlannedFault fault, long atMicros, int underWay, long touched, boolean hit) {

    static Strike never(PlannedFault fault) {
        return new Strike(fault, -1, 0, 0, false);
    }

    /** In a line: when, and what it met. */
    public String sentence() {
        if (atMicros < 0) {
            return fault.label() + ": never struck";
        }
        var when = String.format(Locale.ROOT, "%.1f ms", atMicros / 1_000.0);
        var met = underWay + (underWay == 1 ? " message" : " messages") + " under way"
                + (touched > 0 ? ", " + touched + (touched == 1 ? " call" : " calls") + " touched" : "");
        return fault.label() + ": at " + when + ", " + met + (hit ? "" : "; it hit nothing");
    }
}
