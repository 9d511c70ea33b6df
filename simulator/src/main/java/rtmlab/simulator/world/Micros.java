package rtmlab.simulator.world;

import java.time.Duration;

/** Durations as the virtual clock counts them. */
final class Micros {

    private Micros() {}

    /** Rounded up, so that nobody wakes before the time; the longest durations count as a century. */
    static long of(Duration duration) {
        if (duration.isNegative()) {
            return 0;
        }
        var century = Duration.ofDays(36_525);
        return duration.compareTo(century) > 0
                ? century.toSeconds() * 1_000_000
                : duration.getSeconds() * 1_000_000 + (duration.getNano() + 999) / 1_000;
    }
}
