package rtmlab.checkers.linearizability;

import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import rtmlab.checkers.history.Operation;
import rtmlab.checkers.linearizability.Supply.OfValue;

/** One way in which a log can have grown by some moment of a history: how long it is, and which appends it holds. */
final class Way {
    /** No such position. */
    static final int NONE = -1;

    private final Supply supply;
    private final BitSet held;
    private final int[] inHoles;
    private int length;
    private @Nullable Grown grown;

    private record Grown(
            int from, Operation cause, @Nullable Grown before) {}

    /**
     * What can fill a hole.
     *
     * @param append the one that is due first, or null for one that is never answered
     */
    record Filler(OfValue same, @Nullable Appended append) {
        int due() {
            return append == null ? Operation.NEVER : append.answeredAt;
        }
    }

    private Way(Supply supply, BitSet held, int[] inHoles, int length, @Nullable Grown grown) {
        this.supply = supply;
        this.held = held;
        this.inHoles = inHoles;
        this.length = length;
        this.grown = grown;
    }

    static Way start(Supply supply) {
        return new Way(supply, new BitSet(), new int[supply.fillers().size()], 0, null);
    }

    Way copy() {
        return new Way(supply, (BitSet) held.clone(), inHoles.clone(), length, grown);
    }

    int length() {
        return length;
    }

    /** Whether the log has become longer than anybody has seen it, where there is room for all. */
    private boolean isBeyond() {
        return length > supply.known();
    }

    boolean holds(Appended append) {
        return isBeyond() || held.get(append.seat);
    }

    /** The append is answered: nothing need be known of it from now on. */
    void forget(Appended append) {
        held.clear(append.seat);
    }

    int nextHole() {
        return supply.nextHole(length);
    }

    /** The next place for the append, or NONE if there is none or the log cannot be as long by its answer. */
    int nextPlace(Appended append) {
        var same = supply.of(append);
        return !canSpare(same) || supply.reachesPlace(same, length, append.answeredAt) ? same.nextPlace(length) : NONE;
    }

    /** Whether there are more appends of its value, now or later, than are needed for places. */
    boolean canSpare(Appended append) {
        return canSpare(supply.of(append));
    }

    private boolean canSpare(OfValue same) {
        return same.number != NONE && same.spare > inHoles[same.number];
    }

    boolean fillPinned(Appended pinned, Operation cause) {
        if (pinned.invokedAt > cause.answeredAt()) {
            return false;
        }
        grow(cause);
        return true;
    }

    /** Gives the next place to the append of its value that is due first; answers false if there is none. */
    boolean fillPlace(Operation cause) {
        var same = supply.at(length);
        var append = first(same);
        if (append == null && neverAnswered(same) <= 0) {
            return false;
        }
        if (append != null) {
            held.set(append.seat);
        }
        grow(cause);
        return true;
    }

    void fillHole(Appended append, Operation cause) {
        fillHole(new Filler(supply.of(append), append), cause);
    }

    void fillHole(Filler filler, Operation cause) {
        if (filler.append != null) {
            held.set(filler.append.seat);
        }
        inHoles[filler.same.number]++;
        grow(cause);
    }

    void growBeyond(Operation cause) {
        grow(cause);
    }

    private void grow(Operation cause) {
        if (grown == null || grown.cause.invokedAt() != cause.invokedAt()) {
            grown = new Grown(length, cause, grown);
        }
        length++;
    }

    /** The operation because of which the log became longer than this. */
    @Nullable
    Operation grownBeyond(int length) {
        var last = grown;
        while (last != null && last.from > length) {
            last = last.before;
        }
        return last == null ? null : last.cause;
    }

    /**
     * What can fill the next hole: one of each value, unless another is as good in the hole and no worse in what is left.
     *
     * <p>Appends of a value that is at no place to come can only fill holes or stand behind all that is known. Of these the
     * one that is due first is better than any that is due later. Where only appends that are never answered are left, one
     * of a value of which there are more than places to come is as good as any.
     *
     * @param kept of this value none, or null
     */
    List<Filler> fillers(@Nullable Appended kept) {
        var fillers = new ArrayList<Filler>();
        Filler free = null;
        Filler plenty = null;
        for (var same : supply.fillers()) {
            if (!canSpare(same) || (kept != null && supply.of(kept) == same)) {
                continue;
            }
            var append = first(same);
            int neverAnswered = append == null ? neverAnswered(same) : 0;
            if (append == null && neverAnswered == 0) {
                continue;
            }
            var filler = new Filler(same, append);
            if (supply.reachesPlace(same, length, filler.due())) {
                fillers.add(filler);
                plenty = neverAnswered > same.placesFrom(length) ? filler : plenty;
            } else if (free == null || filler.due() < free.due()) {
                free = filler;
            }
        }
        if (free != null) {
            int due = free.due();
            fillers.removeIf(filler -> filler.due() >= due);
            fillers.add(free);
        } else if (plenty != null) {
            fillers.removeIf(filler -> filler.append == null);
            fillers.add(plenty);
        }
        fillers.sort(Comparator.comparingInt((Filler filler) -> -toSpare(filler.same))
                .thenComparingInt(Filler::due));
        return fillers;
    }

    /** How many appends have begun that are more than the places which the log can soon grow to. */
    private int toSpare(OfValue same) {
        int waiting = same.begun - same.placesBefore(length) - inHoles[same.number];
        int reach = supply.begun() - length;
        return Math.min(0, waiting - 1 - (same.placesBefore(length + reach) - same.placesBefore(length)));
    }

    private @Nullable Appended first(OfValue same) {
        for (var append : same.open) {
            if (!held.get(append.seat)) {
                return append;
            }
        }
        return null;
    }

    /** How many have begun that will never be answered, and that the log does not hold. */
    private int neverAnswered(OfValue same) {
        int left = same.begun - same.placesBefore(length) - (same.number == NONE ? 0 : inHoles[same.number]);
        for (var append : same.open) {
            left -= held.get(append.seat) ? 0 : 1;
        }
        return left;
    }

    /**
     * Two ways for which this is equal can go on in the same ways. Of appends that are never answered, those that are more
     * than the places to come are only good for holes, whatever their value.
     */
    Object whatMatters() {
        if (isBeyond()) {
            return length;
        }
        var under = held.toLongArray();
        var matters = Arrays.copyOf(under, under.length + inHoles.length + 1);
        matters[under.length] = length;
        for (var same : supply.fillers()) {
            matters[under.length + 1 + same.number] = Math.min(neverAnswered(same), same.placesFrom(length));
        }
        return LongBuffer.wrap(matters);
    }
}
