package rtmlab.bootstrap;

import com.github.benmanes.caffeine.cache.Caffeine;
import rtmlab.protocol.port.Clock;

/**
 * How a node's caches are made: they tell time by the node's clock, and do their housekeeping in the calls that are made of
 * them, so that no thread and no time but the node's own comes in.
 *
 * <p>What they may do by chance is left: at its bound, Caffeine now and then lets somebody in who is asked for less often
 * than whoever would have to go, against floods of chosen keys. Nothing that a client is told may depend on what is in a
 * cache, but for how old it is.
 */
final class Caches {

    private Caches() {}

    /** Unbounded: its user says by what it is bounded. */
    static Caffeine<Object, Object> with(Clock clock) {
        return Caffeine.newBuilder().executor(Runnable::run).ticker(() -> nanos(clock));
    }

    private static long nanos(Clock clock) {
        var now = clock.now();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }
}
