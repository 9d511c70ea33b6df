package rtmlab.checkers.linearizability;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import rtmlab.checkers.history.Operation;

/**
 * Whether there is room in a log for the appends of which nobody knows where they stand.
 *
 * <p>Such an append either stands behind everything known, or fills a hole below a known offset. Which holes one can fill
 * is a range of positions, so filling each hole with the append whose range ends first finds places for all if there are
 * any. If all holes can be filled and every append that must have a place finds one, both can be had at once (Mendelsohn
 * and Dulmage), and whoever is in the wrong order then may change places.
 */
final class Room {
    private final Positions positions;
    private final int end;
    private final List<Filler> rest = new ArrayList<>();

    /** An append that may stand at any hole from first to last. */
    private record Filler(Appended append, int first, int last) {}

    /** @param positions with bounds of which keepTime has made sure */
    Room(Positions positions, List<Appended> appends) {
        this.positions = positions;
        this.end = positions.known();
        var starts = latestStarts();
        for (var append : appends) {
            if (append.position == Appended.NOWHERE) {
                rest.add(filler(append, starts));
            }
        }
        rest.sort(Comparator.comparingInt(Filler::first));
    }

    /** By when the append at each position must have happened because of those behind it. */
    private int[] latestStarts() {
        var latest = new int[end + 1];
        int before = Operation.NEVER;
        for (int position = end; position >= 0; position--) {
            before = Math.min(before, positions.before(position));
            latest[position] = before;
        }
        return latest;
    }

    private Filler filler(Appended append, int[] latestStarts) {
        int first = firstWhere(end + 1, position -> latestStarts[position] > append.invokedAt);
        int beyond = firstWhere(end + 1, position -> positions.after(position) >= append.answeredAt);
        return new Filler(append, first, beyond - 1);
    }

    // The condition holds from some position on.
    private static int firstWhere(int size, IntPredicate condition) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (condition.test(middle)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** Finds an append for every hole below a known position. */
    void fillHoles() throws Contradiction {
        var waiting = new PriorityQueue<Filler>(Comparator.comparingInt(Filler::last));
        int next = 0;
        for (int position = 0; position < end; position++) {
            if (positions.append(position) != null) {
                continue;
            }
            for (; next < rest.size() && rest.get(next).first() <= position; next++) {
                waiting.add(rest.get(next));
            }
            while (!waiting.isEmpty() && waiting.element().last() < position) {
                waiting.remove();
            }
            if (waiting.poll() == null) {
                throw new Contradiction(
                        positions.told(end - 1) + " tells of offset " + (end - 1)
                                + ", but no append can stand at position " + position,
                        positions.teller(end - 1));
            }
        }
    }

    /** Finds a hole for every append that cannot stand behind everything known; answers one that finds none, or null. */
    @Nullable
    Appended withoutPlace() {
        var waiting = new PriorityQueue<Filler>(Comparator.comparingInt(Filler::last));
        int next = 0;
        for (int position = 0; position <= end; position++) {
            for (; next < rest.size() && rest.get(next).first() <= position; next++) {
                if (rest.get(next).last() < end) {
                    waiting.add(rest.get(next));
                }
            }
            if (!waiting.isEmpty() && waiting.element().last() < position) {
                return waiting.element().append();
            }
            if (position < end && positions.append(position) == null) {
                waiting.poll();
            }
        }
        for (; next < rest.size(); next++) {
            if (rest.get(next).last() < end) {
                return rest.get(next).append();
            }
        }
        return waiting.isEmpty() ? null : waiting.element().append();
    }
}
