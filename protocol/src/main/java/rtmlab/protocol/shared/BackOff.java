package rtmlab.protocol.shared;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait before the next try: twice as long each time, up to a limit, and never the same for everybody. */
public final class BackOff {

    private static final Duration FIRST = Duration.ofMillis(50);
    private static final Duration LONGEST = Duration.ofMillis(800);

    private final RandomGenerator random;
    private Duration next = FIRST;

    public BackOff(RandomGenerator random) {
        this.random = random;
    }

    /** The next pause, with jitter: between half of it and all of it, so that a crowd does not come back as one. */
    public Duration next() {
        var half = next.dividedBy(2).toMillis();
        var pause = Duration.ofMillis(half + random.nextLong(half + 1));
        var doubled = next.multipliedBy(2);
        next = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
        return pause;
    }
}
