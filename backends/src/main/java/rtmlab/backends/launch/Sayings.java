package rtmlab.backends.launch;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.function.Predicate;

/** What a child has said lately, for those who wait for a certain line. */
final class Sayings {

    private static final int REMEMBERED = 1_000;

    private final ArrayDeque<String> lines = new ArrayDeque<>();
    private long said;
    private boolean ended;

    synchronized void add(String line) {
        lines.addLast(line);
        said++;
        if (lines.size() > REMEMBERED) {
            lines.removeFirst();
        }
        notifyAll();
    }

    /** Nothing will be said any more. */
    synchronized void end() {
        ended = true;
        notifyAll();
    }

    synchronized boolean isEnded() {
        return ended;
    }

    /** How many lines there were so far. */
    synchronized long said() {
        return said;
    }

    /** The first such line among those after the first {@code from}; empty when the time is over or nothing more can come. */
    synchronized Optional<String> first(long from, Predicate<String> wanted, Duration atMost)
            throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        long next = from;
        while (true) {
            long oldest = said - lines.size();
            var found = lines.stream()
                    .skip(Math.max(0, next - oldest))
                    .filter(wanted)
                    .findFirst();
            if (found.isPresent() || ended) {
                return found;
            }
            next = said;
            long leftNanos = deadline - System.nanoTime();
            if (leftNanos <= 0) {
                return Optional.empty();
            }
            wait(leftNanos / 1_000_000, (int) (leftNanos % 1_000_000));
        }
    }
}
