package rtmlab.updated;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import rtmlab.protocol.Job;
import rtmlab.protocol.port.Clock;

/** How many jobs of each kind may go on now: the limit per second, and never more than one second's worth at once. */
final class RateLimits {

    private final Clock clock;
    private final Map<Job.Kind, Integer> perSecond;

    /** When the budget of a kind would have been full. */
    private final Map<Job.Kind, Instant> spentUntil = new TreeMap<>();

    RateLimits(Clock clock, Map<Job.Kind, Integer> perSecond) {
        this.clock = clock;
        this.perSecond = perSecond;
    }

    /** Whether one more of this kind may go on now; counts it if so. Does not wait. */
    boolean allow(Job.Kind kind) {
        var limit = perSecond.get(kind);
        if (limit == null) {
            return true;
        }
        var now = clock.now();
        var spent = spentUntil.getOrDefault(kind, now);
        var after =
                (spent.isBefore(now) ? now : spent).plus(Duration.ofSeconds(1).dividedBy(limit));
        if (after.isAfter(now.plusSeconds(1))) {
            return false;
        }
        spentUntil.put(kind, after);
        return true;
    }
}
