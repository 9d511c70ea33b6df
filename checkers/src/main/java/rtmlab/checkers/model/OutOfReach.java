package rtmlab.checkers.model;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import rtmlab.checkers.history.Operation;
import rtmlab.checkers.history.Operation.Outcome;

/**
 * When a register could not be reached, as far as one can tell: a read or a write, which cannot fail otherwise, failed,
 * and from the last answer before that until the next one after it nobody was answered.
 *
 * <p>It knows one register; of several, each has its own.
 */
public final class OutOfReach {
    private static final OutOfReach NEVER = new OutOfReach(new int[0], new int[0], null);

    // When each span began, which grows, and the latest end of all up to it.
    private final int[] begun;
    private final int[] ended;
    private final @Nullable Operation first;

    private OutOfReach(int[] begun, int[] ended, @Nullable Operation first) {
        this.begun = begun;
        this.ended = ended;
        this.first = first;
    }

    static OutOfReach never() {
        return NEVER;
    }

    static OutOfReach in(List<Operation> history) {
        var failed = history.stream()
                .filter(operation -> operation.outcome() == Outcome.FAILED)
                .filter(operation -> !operation.f().equals("cas"))
                .sorted(Comparator.comparingInt(Operation::invokedAt))
                .toList();
        if (failed.isEmpty()) {
            return NEVER;
        }
        var answers = history.stream()
                .filter(operation -> operation.outcome() == Outcome.OK)
                .mapToInt(Operation::answeredAt)
                .sorted()
                .toArray();
        int[] begun = new int[failed.size()];
        int[] ended = new int[failed.size()];
        int latest = -1;
        for (int i = 0; i < failed.size(); i++) {
            int next = firstFrom(answers, failed.get(i).answeredAt());
            latest = Math.max(latest, next == answers.length ? Operation.NEVER : answers[next]);
            int last = firstFrom(answers, failed.get(i).invokedAt()) - 1;
            begun[i] = last < 0 ? -1 : answers[last];
            ended[i] = latest;
        }
        return new OutOfReach(begun, ended, failed.getFirst());
    }

    /** Answers the index of the first place from this one on; nothing else happened at that of a failure. */
    private static int firstFrom(int[] places, int place) {
        int found = Arrays.binarySearch(places, place);
        return found >= 0 ? found : -found - 1;
    }

    /** Tells whether the register was out of reach at some time while this operation ran. */
    boolean explains(Operation operation) {
        int low = 0;
        int high = begun.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (begun[middle] < operation.answeredAt()) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low > 0 && ended[low - 1] > operation.invokedAt();
    }

    /** The first read or write that failed, or null if none did. */
    @Nullable
    Operation first() {
        return first;
    }
}
