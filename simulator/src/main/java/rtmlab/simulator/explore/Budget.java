package rtmlab.simulator.explore;

import java.time.Duration;

/**
 * How long to go on.
 *
 * @param maxRuns after so many runs it is enough
 * @param maxTime after so much time, too
 * @param stopsAtFirst whether one broken promise is enough
 */
public record Budget(long maxRuns, Duration maxTime, boolean stopsAtFirst) {

    public Budget {
        if (maxRuns < 1) {
            throw new IllegalArgumentException("a budget allows at least one run, not " + maxRuns);
        }
    }

    /** Everything there is to explore, however long it takes. */
    public static Budget unlimited() {
        return new Budget(Long.MAX_VALUE, Duration.ofDays(365), false);
    }

    public static Budget ofRuns(long runs) {
        return new Budget(runs, Duration.ofDays(365), false);
    }

    public static Budget ofTime(Duration time) {
        return new Budget(Long.MAX_VALUE, time, false);
    }

    public Budget stoppingAtFirst() {
        return new Budget(maxRuns, maxTime, true);
    }
}
