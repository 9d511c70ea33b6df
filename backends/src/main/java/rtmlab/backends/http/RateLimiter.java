package rtmlab.backends.http;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Counts calls against limits: a bucket for each caller and method that fills up again in the course of a minute. */
final class RateLimiter {

    /** So many callers are remembered at most; whose bucket is full again need not be. */
    private static final int MAX_BUCKETS = 10_000;

    private static final double NANOS_PER_MINUTE = 60e9;
    private static final String API = "/api/";

    private final RateLimits limits;
    private final LongSupplier nanoTime;
    private final Map<Key, Bucket> buckets = new LinkedHashMap<>();

    private record Key(String method, String caller) {}

    RateLimiter(RateLimits limits, LongSupplier nanoTime) {
        this.limits = limits;
        this.nanoTime = nanoTime;
    }

    /** Whether any call of this path is counted. */
    boolean counts(String path) {
        return path.startsWith(API) && limits.callsPerMinute().containsKey(path.substring(API.length()));
    }

    /** Counts a call; answers how long the caller has to wait where it is one too many, which then does not count. */
    synchronized Optional<Duration> count(String path, String caller) {
        var method = path.substring(API.length());
        var limit = limits.callsPerMinute().getOrDefault(method, Integer.MAX_VALUE);
        var now = nanoTime.getAsLong();
        if (buckets.size() >= MAX_BUCKETS) {
            buckets.values().removeIf(bucket -> bucket.callsLeft(now) >= bucket.limit);
        }
        return buckets.computeIfAbsent(new Key(method, caller), _ -> new Bucket(limit, now))
                .take(now);
    }

    private static final class Bucket {
        final int limit;
        private double left;
        private long since;

        Bucket(int limit, long now) {
            this.limit = limit;
            this.left = limit;
            this.since = now;
        }

        double callsLeft(long now) {
            return Math.min(limit, left + (now - since) / NANOS_PER_MINUTE * limit);
        }

        Optional<Duration> take(long now) {
            left = callsLeft(now);
            since = now;
            if (left >= 1) {
                left -= 1;
                return Optional.empty();
            }
            return Optional.of(Duration.ofNanos((long) Math.ceil((1 - left) / limit * NANOS_PER_MINUTE)));
        }
    }
}
