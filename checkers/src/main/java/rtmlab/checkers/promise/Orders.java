package rtmlab.checkers.promise;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether one order explains several sequences, and if not, the shortest reason why.
 *
 * <p>The sequences agree if what they say ("this one has a before b") has no cycle. Neighbours in a sequence imply all
 * the rest, so one pass over the neighbours decides, in time linear in the length of all sequences. Only where there is
 * a cycle is the shortest one looked for, among the items that lie on cycles: a breadth-first search from each item, in
 * which one move is a ride along one sequence from an item to any later one.
 */
final class Orders {
    /** One sequence has the item at one of its places before the item at a later place. */
    record Step(int sequence, int fromPlace, int toPlace) {}

    // What the search for the shortest cycle may cost once it has one: then a longer one than necessary is shown.
    private static final long MAX_RIDES = 200_000_000;

    private Orders() {}

    /**
     * Answers the shortest cycle of steps, each beginning with the item with which the one before ended; empty if one
     * order explains all sequences. No sequence may have an item twice. Items are numbers below {@code items}.
     */
    static List<Step> shortestDisagreement(int items, List<Ints> sequences) {
        var tangled = tangled(items, sequences);
        if (tangled == null) {
            return List.of();
        }
        return new Search(items, restricted(sequences, tangled)).shortestCycle();
    }

    /** Tells which items lie on cycles, or between two of them; null if none does. */
    private static boolean @Nullable [] tangled(int items, List<Ints> sequences) {
        var afterSome = notPeeled(items, sequences);
        if (afterSome == null) {
            return null;
        }
        var reversed = new ArrayList<Ints>();
        for (var kept : restricted(sequences, afterSome)) {
            reversed.add(kept.items().reversed());
        }
        var beforeSomeToo = notPeeled(items, reversed);
        return beforeSomeToo == null ? afterSome : intersection(afterSome, beforeSomeToo);
    }

    private static boolean[] intersection(boolean[] a, boolean[] b) {
        var both = new boolean[a.length];
        for (int i = 0; i < a.length; i++) {
            both[i] = a[i] && b[i];
        }
        return both;
    }

    /** Takes away, again and again, what nothing comes before (Kahn's topological sort); answers the rest, or null. */
    private static boolean @Nullable [] notPeeled(int items, List<Ints> sequences) {
        var predecessors = new int[items];
        var successorsFrom = new int[items + 1];
        for (var sequence : sequences) {
            for (int i = 1; i < sequence.size(); i++) {
                predecessors[sequence.get(i)]++;
                successorsFrom[sequence.get(i - 1) + 1]++;
            }
        }
        for (int item = 0; item < items; item++) {
            successorsFrom[item + 1] += successorsFrom[item];
        }
        var successors = new int[successorsFrom[items]];
        var filled = Arrays.copyOf(successorsFrom, items);
        for (var sequence : sequences) {
            for (int i = 1; i < sequence.size(); i++) {
                successors[filled[sequence.get(i - 1)]++] = sequence.get(i);
            }
        }
        var peeled = new int[items];
        int count = 0;
        for (int item = 0; item < items; item++) {
            if (predecessors[item] == 0) {
                peeled[count++] = item;
            }
        }
        for (int next = 0; next < count; next++) {
            int item = peeled[next];
            for (int i = successorsFrom[item]; i < successorsFrom[item + 1]; i++) {
                if (--predecessors[successors[i]] == 0) {
                    peeled[count++] = successors[i];
                }
            }
        }
        if (count == items) {
            return null;
        }
        var rest = new boolean[items];
        for (int item = 0; item < items; item++) {
            rest[item] = predecessors[item] > 0;
        }
        return rest;
    }

    /** Part of a sequence, and where its items stand in the whole. */
    private record Part(int sequence, Ints items, Ints places) {}

    /** Keeps of each sequence the wanted items, and of several equal results the first. */
    private static List<Part> restricted(List<Ints> sequences, boolean[] wanted) {
        Set<Ints> known = new HashSet<>();
        var parts = new ArrayList<Part>();
        for (int s = 0; s < sequences.size(); s++) {
            var items = new Ints();
            var places = new Ints();
            var sequence = sequences.get(s);
            for (int place = 0; place < sequence.size(); place++) {
                if (wanted[sequence.get(place)]) {
                    items.add(sequence.get(place));
                    places.add(place);
                }
            }
            if (items.size() > 1 && known.add(items)) {
                parts.add(new Part(s, items, places));
            }
        }
        return parts;
    }

    /** Looks for the shortest cycle, from one item after the other. */
    private static final class Search {
        private static final int UNREACHED = -1;

        private final int items;
        private final List<Part> parts;
        // Where each item stands: its (part, place) pairs lie in occurrences from occursFrom[item] to
        // occursFrom[item+1].
        private final int[] occursFrom;
        private final int[] occursInPart;
        private final int[] occursAtPlace;
        // The search from one item: how many rides away each other is, and which ride led there.
        private final int[] distance;
        private final Orders.@Nullable Step[] lastRide;
        private final int[] cameFrom;
        // Everything behind this place in a part has been reached, and need not be looked at again.
        private final int[] reachedBehind;
        private List<Step> best = List.of();
        private long rides;

        Search(int items, List<Part> parts) {
            this.items = items;
            this.parts = parts;
            occursFrom = new int[items + 1];
            for (var part : parts) {
                for (int place = 0; place < part.items().size(); place++) {
                    occursFrom[part.items().get(place) + 1]++;
                }
            }
            for (int item = 0; item < items; item++) {
                occursFrom[item + 1] += occursFrom[item];
            }
            occursInPart = new int[occursFrom[items]];
            occursAtPlace = new int[occursFrom[items]];
            var filled = Arrays.copyOf(occursFrom, items);
            for (int p = 0; p < parts.size(); p++) {
                var inPart = parts.get(p).items();
                for (int place = 0; place < inPart.size(); place++) {
                    int slot = filled[inPart.get(place)]++;
                    occursInPart[slot] = p;
                    occursAtPlace[slot] = place;
                }
            }
            distance = new int[items];
            lastRide = new Step[items];
            cameFrom = new int[items];
            reachedBehind = new int[parts.size()];
        }

        List<Step> shortestCycle() {
            for (int start = 0; start < items; start++) {
                boolean shortEnough = best.size() == 2 || (!best.isEmpty() && rides > MAX_RIDES);
                if (shortEnough) {
                    break;
                }
                if (occursFrom[start] < occursFrom[start + 1]) {
                    searchFrom(start);
                }
            }
            return best;
        }

        private void searchFrom(int start) {
            Arrays.fill(distance, UNREACHED);
            for (int p = 0; p < parts.size(); p++) {
                reachedBehind[p] = parts.get(p).items().size();
            }
            var queue = new Ints();
            queue.add(start);
            distance[start] = 0;
            for (int next = 0; next < queue.size(); next++) {
                int item = queue.get(next);
                if (!best.isEmpty() && distance[item] + 1 >= best.size()) {
                    return;
                }
                for (int slot = occursFrom[item]; slot < occursFrom[item + 1]; slot++) {
                    if (rideReaches(start, item, occursInPart[slot], occursAtPlace[slot], queue)) {
                        return;
                    }
                }
            }
        }

        /** Rides along one part from this item; answers whether that leads back to the start, and keeps the cycle. */
        private boolean rideReaches(int start, int item, int p, int fromPlace, Ints queue) {
            var part = parts.get(p);
            for (int place = fromPlace + 1; place < reachedBehind[p]; place++) {
                rides++;
                int reached = part.items().get(place);
                var ride = new Step(
                        part.sequence(),
                        part.places().get(fromPlace),
                        part.places().get(place));
                if (reached == start) {
                    best = cycle(start, item, ride);
                    return true;
                }
                if (distance[reached] == UNREACHED) {
                    distance[reached] = distance[item] + 1;
                    lastRide[reached] = ride;
                    cameFrom[reached] = item;
                    queue.add(reached);
                }
            }
            reachedBehind[p] = Math.min(reachedBehind[p], fromPlace + 1);
            return false;
        }

        private List<Step> cycle(int start, int last, Step closing) {
            var cycle = new ArrayList<Step>();
            cycle.add(closing);
            for (int item = last; item != start; item = cameFrom[item]) {
                var ride = lastRide[item];
                if (ride != null) {
                    cycle.add(ride);
                }
            }
            Collections.reverse(cycle);
            return cycle;
        }
    }
}
