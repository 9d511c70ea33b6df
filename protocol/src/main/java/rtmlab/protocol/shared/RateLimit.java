package rtmlab.protocol.shared;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A bucket of tokens: so many at once, and so many a second after that. */
public final class RateLimit {

    private final double perSecond;
    private final double burst;
    private double tokens;
    private @Nullable Instant latest;

    /**
     * A full bucket.
     *
     * @param perSecond how many are allowed a second, for ever
     * @param burst how many are allowed at once after a silence
     */
    public RateLimit(double perSecond, int burst) {
        if (!(perSecond > 0) || burst < 1) {
            throw new IllegalArgumentException(
                    "a rate limit lets something through, not " + perSecond + " a second in bursts of " + burst);
        }
        this.perSecond = perSecond;
        this.burst = burst;
        this.tokens = burst;
    }

    /** Whether one more is allowed now; if so, it counts. */
    public boolean allows(Instant now) {
        if (latest != null) {
            var elapsed = Duration.between(latest, now).toNanos() / 1e9;
            tokens = Math.min(burst, tokens + elapsed * perSecond);
        }
        latest = now;
        if (tokens < 1) {
            return false;
        }
        tokens--;
        return true;
    }
}
