package rtmlab.checkers.linearizability;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import rtmlab.checkers.edn.Edn;
import rtmlab.checkers.edn.EdnWriter;
import rtmlab.checkers.history.Operation;
import rtmlab.checkers.history.Operation.Outcome;
import rtmlab.checkers.history.Words;

/**
 * One log to which some value is appended more than once, and whether it can have come about.
 *
 * <p>Which values stand where is known as for {@link OneLog}, but not which append put them there. So the log is built up
 * in the order of what happened, as late as possible: it grows only when an append or a read is answered that it must
 * hold by then, and a place is given to that append of its value which must be there soonest. Nothing is lost by that: to
 * wait leaves more appends to choose from, and of two that have begun, the one that is due first is the better one to use
 * up. If the log has grown too far when a read begins, or lacks an append for a place, no other way would have done.
 *
 * <p>Only a place of which nobody knows the value leaves a choice that matters. Where there is one, the log is built twice:
 * with such places costing nothing, which is too easy, and with appends to spare filling them, which is hard enough.
 */
final class RepeatedValues {
    private final List<Appended> appends;
    private final List<OneLog.ReadOf> reads;
    private final List<PollOf> polls;

    private @Nullable Edn[] values = new Edn[16];
    private @Nullable Operation[] tellers = new Operation[16];
    private @Nullable Appended[] pinned = new Appended[16];
    private int known;

    RepeatedValues(List<Appended> appends, List<OneLog.ReadOf> reads, List<PollOf> polls) {
        this.appends = appends;
        this.reads = reads;
        this.polls = polls;
    }

    /** Finds out what stands where, and that nothing stands where more often than it was appended. */
    void place(Map<Edn, Appended> failed) throws Contradiction {
        for (var read : reads) {
            for (int position = 0; position < read.values().size(); position++) {
                place(read.values().get(position), position, read.operation());
            }
        }
        for (var poll : polls) {
            for (int i = 0; i < poll.records().size(); i++) {
                int position = OneLog.position(poll.records().offset(i), poll.operation(), appends.size());
                place(poll.records().value(i), position, poll.operation());
            }
        }
        for (var append : appends) {
            if (append.offset != Appended.NOWHERE) {
                int position = OneLog.position(append.offset, append.operation, appends.size());
                place(append.value, position, append.operation);
                var other = pinned[position];
                if (other != null) {
                    throw new Contradiction(
                            append.operation.sentence() + " tells of offset " + position + ", and so does "
                                    + other.operation.sentence(),
                            append.operation,
                            other.operation);
                }
                pinned[position] = append;
            }
        }
        count(failed);
    }

    private void place(Edn value, int position, Operation teller) throws Contradiction {
        if (position >= values.length) {
            int length = Math.max(values.length * 2, position + 1);
            values = Arrays.copyOf(values, length);
            tellers = Arrays.copyOf(tellers, length);
            pinned = Arrays.copyOf(pinned, length);
        }
        known = Math.max(known, position + 1);
        var standing = values[position];
        if (standing == null) {
            values[position] = value;
            tellers[position] = teller;
        } else if (!standing.equals(value)) {
            throw new Contradiction(
                    shows(teller, value, position) + ", but " + told(position) + " has " + shown(standing) + " there",
                    teller,
                    tellers[position]);
        }
    }

    private void count(Map<Edn, Appended> failed) throws Contradiction {
        var left = new HashMap<Edn, Integer>();
        appends.forEach(append -> left.merge(append.value, 1, Integer::sum));
        for (int position = 0; position < known; position++) {
            var value = values[position];
            if (value == null) {
                continue;
            }
            var appended = left.merge(value, -1, Integer::sum);
            if (appended != null && appended >= 0) {
                continue;
            }
            var teller = tellers[position];
            var shows = shows(teller, value, position);
            var failure = failed.get(value);
            long often = appends.stream()
                    .filter(append -> append.value.equals(value))
                    .count();
            if (often > 0) {
                throw new Contradiction(
                        shows + ", and it stands at " + Words.count(often, "position")
                                + " before that, but it was appended " + Words.count(often, "time") + " only",
                        teller);
            }
            if (failure != null) {
                throw new Contradiction(
                        shows + ", but " + failure.operation.sentence() + ": a failed append has no effect",
                        teller,
                        failure.operation);
            }
            throw new Contradiction(shows + ", which nobody appended", teller);
        }
    }

    int known() {
        return known;
    }

    /** The operation whose answer told that it put what stands at this position there, or null. */
    @Nullable
    Operation acknowledged(int position) {
        var append = pinned[position];
        return append == null ? null : append.operation;
    }

    boolean isKnown(int position) {
        return position < known && values[position] != null;
    }

    /** Answers false if this cannot be told without a search. */
    boolean keepsTime() throws Contradiction {
        boolean holes = false;
        for (int position = 0; position < known; position++) {
            holes |= values[position] == null;
        }
        new Building(Holes.COST_NOTHING).run();
        if (!holes) {
            return true;
        }
        try {
            new Building(Holes.ARE_FILLED).run();
            return true;
        } catch (Contradiction _) {
            return false;
        }
    }

    private enum Holes {
        COST_NOTHING,
        ARE_FILLED
    }

    private enum Kind {
        BEGUN,
        DUE,
        READ_BEGINS,
        READ_ENDS
    }

    /** @param length how long the log is that a read saw, or must at least be when it ends */
    private record Moment(
            int at,
            Kind kind,
            Operation operation,
            @Nullable Appended append,
            int length) {}

    private List<Moment> moments() {
        var moments = new ArrayList<Moment>();
        for (var append : appends) {
            moments.add(new Moment(append.invokedAt, Kind.BEGUN, append.operation, append, 0));
            if (append.operation.outcome() == Outcome.OK) {
                moments.add(new Moment(append.answeredAt, Kind.DUE, append.operation, append, 0));
            }
        }
        for (var read : reads) {
            var operation = read.operation();
            int length = read.values().size();
            moments.add(new Moment(operation.invokedAt(), Kind.READ_BEGINS, operation, null, length));
            moments.add(new Moment(operation.answeredAt(), Kind.READ_ENDS, operation, null, length));
        }
        for (var poll : polls) {
            long furthest = -1;
            for (int i = 0; i < poll.records().size(); i++) {
                furthest = Math.max(furthest, poll.records().offset(i));
            }
            var operation = poll.operation();
            moments.add(new Moment(operation.answeredAt(), Kind.READ_ENDS, operation, null, (int) furthest + 1));
        }
        moments.sort(Comparator.comparingInt(Moment::at));
        return moments;
    }

    /** The appends of one value, and the places at which it stands. */
    private static final class OfValue {
        final PriorityQueue<Appended> waiting = new PriorityQueue<>(Comparator.comparingInt(one -> one.answeredAt));
        final Deque<Appended> overdue = new ArrayDeque<>();
        final Deque<Integer> places = new ArrayDeque<>();
        int toCome;

        boolean canSpareOne() {
            return toCome + waiting.size() > places.size();
        }
    }

    /** One way through the history, during which the log grows. */
    private final class Building {
        private final Holes policy;
        private final Map<Edn, OfValue> ofValues = new HashMap<>();
        private final Deque<Integer> holes = new ArrayDeque<>();
        private final PriorityQueue<Appended> waiting =
                new PriorityQueue<>(Comparator.comparingInt(one -> one.answeredAt));
        private final Set<Appended> placed = Collections.newSetFromMap(new IdentityHashMap<>());
        private final Set<Appended> excused = Collections.newSetFromMap(new IdentityHashMap<>());
        private final @Nullable Operation[] grownBy = new Operation[known + 1];
        private int length;

        Building(Holes policy) {
            this.policy = policy;
            for (int position = 0; position < known; position++) {
                var value = values[position];
                if (value == null) {
                    holes.add(position);
                } else if (pinned[position] == null) {
                    of(value).places.add(position);
                }
            }
            for (var append : appends) {
                if (append.offset == Appended.NOWHERE) {
                    of(append.value).toCome++;
                }
            }
        }

        private OfValue of(Edn value) {
            return ofValues.computeIfAbsent(value, _ -> new OfValue());
        }

        void run() throws Contradiction {
            for (var moment : moments()) {
                var append = moment.append();
                switch (moment.kind()) {
                    case BEGUN -> {
                        if (append != null && append.offset == Appended.NOWHERE) {
                            of(append.value).toCome--;
                            of(append.value).waiting.add(append);
                            if (!holes.isEmpty()) {
                                waiting.add(append);
                            }
                        }
                    }
                    case DUE -> {
                        if (append != null && !placed.contains(append)) {
                            due(append);
                        }
                    }
                    case READ_BEGINS -> {
                        if (length > moment.length()) {
                            throw lacking(moment.operation(), moment.length());
                        }
                    }
                    case READ_ENDS -> grow(moment.length(), moment.operation(), moment.at());
                }
            }
        }

        /** An append is answered: the log must hold it now, if nothing else can be. */
        private void due(Appended append) throws Contradiction {
            if (append.offset != Appended.NOWHERE) {
                grow((int) append.offset + 1, append.operation, append.answeredAt);
                return;
            }
            var same = of(append.value);
            var hole = holes.peek();
            var place = same.places.peek();
            if (policy == Holes.COST_NOTHING && (hole != null || excused.contains(append))) {
                if (same.waiting.remove(append)) {
                    same.overdue.add(append);
                }
            } else if (hole != null && same.canSpareOne() && (place == null || hole < place)) {
                grow(hole, append.operation, append.answeredAt);
                if (!placed.contains(append)) {
                    holes.remove();
                    put(append, hole, append.operation);
                }
            } else if (place != null) {
                grow(place + 1, append.operation, append.answeredAt);
            } else {
                grow(known, append.operation, append.answeredAt);
                if (!placed.contains(append)) {
                    same.waiting.remove(append);
                    placed.add(append);
                    if (length == known) {
                        grownBy[length++] = append.operation;
                    }
                }
            }
        }

        private void put(Appended append, int position, Operation cause) {
            of(append.value).waiting.remove(append);
            placed.add(append);
            grownBy[position] = cause;
            length = position + 1;
        }

        private void grow(int to, Operation cause, int now) throws Contradiction {
            while (length < to) {
                int position = length;
                var value = values[position];
                var pin = pinned[position];
                if (value == null) {
                    holes.remove();
                    if (policy == Holes.ARE_FILLED) {
                        placed.add(spare(position, cause));
                    } else {
                        // Whatever waits now may have gone there.
                        excused.addAll(waiting);
                        waiting.clear();
                    }
                } else if (pin != null) {
                    if (pin.invokedAt > now) {
                        throw tooEarly(position, cause);
                    }
                    placed.add(pin);
                } else {
                    var same = of(value);
                    same.places.remove();
                    var next = same.waiting.poll();
                    next = next == null ? same.overdue.poll() : next;
                    if (next == null) {
                        throw tooEarly(position, cause);
                    }
                    placed.add(next);
                }
                grownBy[position] = cause;
                length++;
            }
        }

        /** The append that is due first of those that no known place needs. */
        private Appended spare(int position, Operation cause) throws Contradiction {
            var needed = new ArrayList<Appended>();
            Appended spare = null;
            while (spare == null && !waiting.isEmpty()) {
                var next = waiting.remove();
                if (placed.contains(next)) {
                    continue;
                }
                if (of(next.value).canSpareOne()) {
                    spare = next;
                } else {
                    needed.add(next);
                }
            }
            waiting.addAll(needed);
            if (spare == null) {
                throw tooEarly(position, cause);
            }
            of(spare.value).waiting.remove(spare);
            return spare;
        }

        private Contradiction tooEarly(int position, Operation cause) {
            var value = values[position];
            var what = value == null ? "something" : shown(value);
            return new Contradiction(
                    told(position) + " has " + what + " at position " + position + "; it must have been there when "
                            + cause.sentence() + " ended, but by then no append can have put it there",
                    tellers[position],
                    cause);
        }

        private Contradiction lacking(Operation read, int position) {
            var cause = grownBy[position];
            var lacks = Contradiction.reader(read) + " of " + Words.count(position, "value") + ", which began "
                    + Contradiction.invoked(read) + ", lacks it";
            var append = appends.stream()
                    .filter(one -> one.operation.equals(cause))
                    .findFirst()
                    .orElse(null);
            if (append != null) {
                return new Contradiction(
                        append.words() + " was acknowledged " + Contradiction.answered(cause) + "; " + lacks,
                        cause,
                        read);
            }
            return new Contradiction(
                    Contradiction.reader(cause) + ", which ended " + Contradiction.answered(cause) + ", had position "
                            + position + "; " + lacks,
                    cause,
                    read);
        }
    }

    private static String shows(@Nullable Operation teller, Edn value, int position) {
        return (teller == null ? "another" : teller.sentence()) + " has " + shown(value) + " at position " + position;
    }

    private String told(int position) {
        var teller = tellers[position];
        return teller == null ? "another" : teller.sentence();
    }

    private static String shown(Edn value) {
        return Words.cut(EdnWriter.write(value));
    }
}
