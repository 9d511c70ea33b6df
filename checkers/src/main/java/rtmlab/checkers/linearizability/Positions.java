package rtmlab.checkers.linearizability;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import rtmlab.checkers.edn.Edn;
import rtmlab.checkers.edn.EdnWriter;
import rtmlab.checkers.history.Operation;
import rtmlab.checkers.history.Operation.Outcome;
import rtmlab.checkers.history.Words;

/**
 * The positions of a log: which append stands at each, if that is known, who said so, and between what it happened.
 *
 * <p>In arrays, not objects: a log may have millions.
 */
final class Positions {
    private static final int EARLIEST = -1;
    // Stands for all values but whole numbers, and for this number.
    private static final long NO_NUMBER = Long.MIN_VALUE;

    private @Nullable Appended[] appends = new Appended[16];
    // The operation that told of the append at a position.
    private @Nullable Operation[] tellers = new Operation[16];
    // The same as numbers, since most values are and most of what is told of a position repeats what is known.
    private long[] numbers = new long[16];
    // The bounds are those of the append itself until others are told.
    private int[] after = new int[16];
    private int[] before = new int[16];
    private @Nullable Operation[] afterBy = new Operation[16];
    private @Nullable Operation[] beforeBy = new Operation[16];
    private int known;

    Positions() {
        forget(0);
    }

    private void forget(int from) {
        Arrays.fill(numbers, from, numbers.length, NO_NUMBER);
        Arrays.fill(after, from, after.length, EARLIEST);
        Arrays.fill(before, from, before.length, Operation.NEVER);
    }

    /** Prepares for so many positions: they are made room for as they come, too, but take longer then. */
    void makeRoom(int positions) {
        // One more than there are: what comes behind them has bounds, too.
        if (positions + 1 > appends.length) {
            grow(positions + 1);
        }
    }

    private void grow(int length) {
        int old = appends.length;
        appends = Arrays.copyOf(appends, length);
        tellers = Arrays.copyOf(tellers, length);
        numbers = Arrays.copyOf(numbers, length);
        after = Arrays.copyOf(after, length);
        before = Arrays.copyOf(before, length);
        afterBy = Arrays.copyOf(afterBy, length);
        beforeBy = Arrays.copyOf(beforeBy, length);
        forget(old);
    }

    /** How many positions there are up to the last at which the append is known. */
    int known() {
        return known;
    }

    @Nullable
    Appended append(int position) {
        return position < known ? appends[position] : null;
    }

    @Nullable
    Operation teller(int position) {
        return tellers[position];
    }

    /** Tells, without looking far, whether the value at a position is known to be this number. */
    boolean isKnown(long number, int position) {
        return position < known && numbers[position] == number && number != NO_NUMBER;
    }

    /** Notes that this operation tells of the value at a position, which must contradict nothing. */
    void place(Edn value, int position, Operation teller, AppendOfValue appendOf) throws Contradiction {
        var standing = append(position);
        if (standing != null && standing.value.equals(value)) {
            return;
        }
        var append = appendOf.get(value);
        if (append == null
                || append.operation.outcome() == Outcome.FAILED
                || standing != null
                || append.position != Appended.NOWHERE) {
            throw impossible(value, position, teller, append, standing);
        }
        put(append, position, teller);
    }

    /** Notes where this append was told that it stands, which must contradict nothing. */
    void place(Appended append, int position) throws Contradiction {
        var standing = append(position);
        if (standing == append) {
            return;
        }
        if (standing != null || append.position != Appended.NOWHERE) {
            throw impossible(append.value, position, append.operation, append, standing);
        }
        put(append, position, append.operation);
    }

    private void put(Appended append, int position, Operation teller) {
        if (position + 1 >= appends.length) {
            makeRoom(Math.max(position + 1, appends.length * 2));
        }
        appends[position] = append;
        tellers[position] = teller;
        if (append.value instanceof Edn.Int(var number)) {
            numbers[position] = number;
        }
        after[position] = append.invokedAt;
        afterBy[position] = append.operation;
        before[position] = append.answeredAt;
        beforeBy[position] = append.operation;
        append.position = position;
        known = Math.max(known, position + 1);
    }

    private Contradiction impossible(
            Edn value, int position, Operation teller, @Nullable Appended append, @Nullable Appended standing) {
        var shows = teller.sentence() + " has " + Words.cut(EdnWriter.write(value)) + " at position " + position;
        if (append == null) {
            return new Contradiction(shows + ", which nobody appended", teller);
        }
        if (append.operation.outcome() == Outcome.FAILED) {
            return new Contradiction(
                    shows + ", but " + append.operation.sentence() + ": a failed append has no effect",
                    teller,
                    append.operation);
        }
        if (standing != null) {
            return new Contradiction(
                    shows + ", but " + told(position) + " has " + Words.cut(EdnWriter.write(standing.value)) + " there",
                    teller,
                    tellers[position]);
        }
        var other = tellers[append.position];
        return new Contradiction(
                shows + ", but " + (teller.equals(other) ? "also" : told(append.position) + " has it") + " at position "
                        + append.position,
                teller,
                other);
    }

    String told(int position) {
        var teller = tellers[position];
        return teller == null ? "another" : teller.sentence();
    }

    /** The append at this position happened after the operation was invoked. */
    void isAfter(int position, Operation operation) {
        if (operation.invokedAt() > after[position]) {
            after[position] = operation.invokedAt();
            afterBy[position] = operation;
        }
    }

    /** The append at this position happened before the operation was answered. */
    void isBefore(int position, Operation operation) {
        isBefore(position, operation.answeredAt(), operation);
    }

    void isBefore(int position, int answeredAt, Operation operation) {
        if (answeredAt < before[position]) {
            before[position] = answeredAt;
            beforeBy[position] = operation;
        }
    }

    int after(int position) {
        return after[position];
    }

    int before(int position) {
        return before[position];
    }

    /** Holds the latest beginning up to each position against its end, and leaves it there. */
    void keepTime() throws Contradiction {
        int latest = EARLIEST;
        int latestPosition = 0;
        for (int position = 0; position <= known; position++) {
            if (after[position] > latest) {
                latest = after[position];
                latestPosition = position;
            }
            if (latest >= before[position]) {
                throw tooLate(latestPosition, position);
            }
            after[position] = latest;
        }
    }

    private Contradiction tooLate(int latestPosition, int position) {
        var late = afterBy[latestPosition];
        var early = beforeBy[position];
        var append = append(position);
        var appended = append == null ? "what stands at position " + position : append.words();
        boolean acknowledged = append != null && append.operation.equals(early);
        var end = acknowledged
                ? appended + " was acknowledged " + Contradiction.answered(early)
                : Contradiction.reader(early) + ", which ended " + Contradiction.answered(early) + ", had " + appended
                        + " at position " + position;
        return new Contradiction(end + "; " + lateWords(late, latestPosition, position), early, late);
    }

    private String lateWords(@Nullable Operation late, int latestPosition, int position) {
        var append = append(latestPosition);
        if (append == null || !append.operation.equals(late)) {
            return Contradiction.reader(late) + " of " + Words.count(latestPosition, "value") + ", which began "
                    + Contradiction.invoked(late) + ", lacks it";
        }
        return latestPosition == position
                ? "it was invoked only " + Contradiction.invoked(late)
                : append.words() + ", which was invoked only " + Contradiction.invoked(late)
                        + ", stands before it at position " + latestPosition;
    }
}
