package rtmlab.checkers.linearizability;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Watches the limits of one check. */
final class Deadline {
    private final Limits limits;
    private final long began = System.nanoTime();

    Deadline(Limits limits) {
        this.limits = limits;
    }

    /** Says why the search is to be given up, or null if it is not. */
    @Nullable
    String reached() {
        if (limits.cancelled().getAsBoolean()) {
            return "the search was cancelled";
        }
        if (Duration.ofNanos(System.nanoTime() - began).compareTo(limits.time()) >= 0) {
            return "the search took longer than " + limits.time().toMillis() + " ms";
        }
        return null;
    }
}
