package rtmlab.checkers.linearizability;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import rtmlab.checkers.edn.Edn;
import rtmlab.checkers.history.Operation.Outcome;

/**
 * The appends that have begun by some moment of the history, of those of which nobody knows the place: what every
 * {@link Way} can choose from.
 *
 * <p>One that will be answered has a seat while it is under way, by which a way knows whether it holds it. Those that never
 * are answered need not be told apart.
 */
final class Supply {
    private static final Comparator<Appended> SOONEST = Comparator.comparingInt(append -> append.answeredAt);

    private final RepeatedValues log;
    private final int[] nextHole;
    private final int[] earliest;
    private final Map<Edn, OfValue> ofValues = new HashMap<>();
    private final OfValue placeless = new OfValue();
    private final List<OfValue> fillers = new ArrayList<>();
    private final BitSet taken = new BitSet();
    private int begun;

    /** The appends of one value; of all values that stand at no known place together, since those are alike. */
    static final class OfValue {
        private int[] places = new int[4];
        private int countOfPlaces;

        /** How many more of them there are than places. */
        int spare;

        /** Its number among those that can fill holes, if it can. */
        int number = Way.NONE;

        /** Under way and to be answered, soonest first. */
        final List<Appended> open = new ArrayList<>();

        /** How many have begun, answered or not. */
        int begun;

        private void add(int place) {
            if (countOfPlaces == places.length) {
                places = Arrays.copyOf(places, countOfPlaces * 2);
            }
            places[countOfPlaces++] = place;
            spare--;
        }

        int placesBefore(int position) {
            int found = Arrays.binarySearch(places, 0, countOfPlaces, position);
            return found < 0 ? -found - 1 : found;
        }

        int placesFrom(int position) {
            return countOfPlaces - placesBefore(position);
        }

        int nextPlace(int position) {
            int before = placesBefore(position);
            return before == countOfPlaces ? Way.NONE : places[before];
        }
    }

    Supply(RepeatedValues log, List<Appended> appends) {
        this.log = log;
        nextHole = new int[log.known() + 1];
        nextHole[log.known()] = Way.NONE;
        for (int position = log.known() - 1; position >= 0; position--) {
            nextHole[position] = log.value(position) == null ? position : nextHole[position + 1];
        }
        earliest = earliest(appends);
        for (int position = 0; position < log.known(); position++) {
            var value = log.value(position);
            if (value != null && log.pinned(position) == null) {
                ofValues.computeIfAbsent(value, _ -> new OfValue()).add(position);
            }
        }
        for (var append : appends) {
            if (append.offset == Appended.NOWHERE) {
                of(append).spare++;
            }
        }
        fillers.add(placeless);
        ofValues.values().stream().filter(one -> one.spare > 0).forEach(fillers::add);
        for (int i = 0; i < fillers.size(); i++) {
            fillers.get(i).number = i;
        }
    }

    /** After which moment the log can be longer than each position: when so many appends and those before it have begun. */
    private int[] earliest(List<Appended> appends) {
        var begun = appends.stream()
                .mapToInt(append -> append.invokedAt)
                .sorted()
                .limit(log.known())
                .toArray();
        for (int position = 0; position < begun.length; position++) {
            var pinned = log.pinned(position);
            int before = position == 0 ? begun[0] : begun[position - 1];
            begun[position] = Math.max(Math.max(begun[position], before), pinned == null ? 0 : pinned.invokedAt);
        }
        return begun;
    }

    /** Whether an append of which the answer came at a moment can stand at its next place, if the log is so long now. */
    boolean reachesPlace(OfValue same, int length, int answeredAt) {
        int place = same.nextPlace(length);
        return place != Way.NONE && earliest[place] < answeredAt;
    }

    OfValue of(Appended append) {
        return ofValues.getOrDefault(append.value, placeless);
    }

    /** What can stand at a place of which the value is known. */
    OfValue at(int position) {
        return ofValues.getOrDefault(log.value(position), placeless);
    }

    List<OfValue> fillers() {
        return fillers;
    }

    /** The first hole from this position on, or NONE. */
    int nextHole(int position) {
        return nextHole[position];
    }

    int known() {
        return log.known();
    }

    void begins(Appended append) {
        var same = of(append);
        same.begun++;
        begun++;
        if (append.operation.outcome() == Outcome.OK) {
            int index = Collections.binarySearch(same.open, append, SOONEST);
            same.open.add(-index - 1, append);
            int seat = taken.nextClearBit(0);
            taken.set(seat);
            append.seat = seat;
        }
    }

    int begun() {
        return begun;
    }

    void ends(Appended append) {
        of(append).open.remove(append);
        taken.clear(append.seat);
    }
}
