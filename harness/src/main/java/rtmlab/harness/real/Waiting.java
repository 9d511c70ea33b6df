package rtmlab.harness.real;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what real processes come to, of which nobody tells us. */
public final class Waiting {

    private static final Duration GLANCE = Duration.ofMillis(20);

    private Waiting() {}

    /** Whether it came true within the limit. */
    public static boolean within(Duration limit, BooleanSupplier condition) {
        var end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            LockSupport.parkNanos(GLANCE.toNanos());
        }
        return true;
    }
}
