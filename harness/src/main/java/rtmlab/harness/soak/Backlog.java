package rtmlab.harness.soak;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;

/**
 * What has piled up while things were dead, and how long to wait for it: as long as it shrinks, however much it is.
 *
 * @param left how much of it there is now
 * @param patience how long it may stay as it is
 * @param waiting how to wait
 */
record Backlog(IntSupplier left, Duration patience, Waiting waiting) {

    /** Waits for something to come true, and tells whether it did within the limit. */
    @FunctionalInterface
    interface Waiting {
        boolean within(Duration limit, BooleanSupplier condition);
    }

    /** Returns when nothing is left, or when it has not shrunk for as long as patience lasts. */
    boolean isWorkedOff() {
        for (var now = left.getAsInt(); now > 0; now = left.getAsInt()) {
            var before = now;
            if (!waiting.within(patience, () -> left.getAsInt() < before)) {
                return false;
            }
        }
        return true;
    }
}
