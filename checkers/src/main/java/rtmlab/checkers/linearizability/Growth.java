package rtmlab.checkers.linearizability;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import rtmlab.checkers.history.Operation;
import rtmlab.checkers.history.Operation.Outcome;
import rtmlab.checkers.history.Words;

/**
 * The ways in which a log of repeated values can have grown, followed side by side through the history.
 *
 * <p>The log grows as late as possible: only when an append or a read is answered that it must hold by then. A place of
 * which the value is known is given to that append of the value which is due first. Nothing is lost by that: to wait
 * leaves more appends to choose from, and of two that have begun, the one that is due first is the better one to use up.
 * So one way is enough, and if it fails, all would have failed.
 *
 * <p>Only holes leave a choice that matters: places of which nobody knows the value. An append that is due can stand in the
 * next hole or at the next place of its value, and a hole that the log grows beyond can take one of several values, each
 * of which may be missed at a later place. Here the ways part, and those that come to the same are one way again. Where
 * few values are repeated, few ways are open at a time. There can be too many, which nobody can help: the question is
 * NP-complete (checkers/repeated-values.md).
 */
final class Growth {
    /** How many ways are followed side by side: tried in turn, since mostly one of the first arrives. */
    private static final int[] WIDTHS = {1, 100, 20_000};

    private static final long MOST_STEPS = 30_000_000;

    private final RepeatedValues log;
    private final List<Appended> appends;
    private final List<Moment> moments;
    private final Deadline deadline;

    Growth(
            RepeatedValues log,
            List<Appended> appends,
            List<OneLog.ReadOf> reads,
            List<PollOf> polls,
            Deadline deadline) {
        this.log = log;
        this.appends = appends;
        this.moments = moments(appends, reads, polls);
        this.deadline = deadline;
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

    private static List<Moment> moments(List<Appended> appends, List<OneLog.ReadOf> reads, List<PollOf> polls) {
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
            for (int i = 0; i < poll.size(); i++) {
                furthest = Math.max(furthest, poll.offset(i));
            }
            moments.add(new Moment(poll.answeredAt(), Kind.READ_ENDS, poll.operation(), null, (int) furthest + 1));
        }
        moments.sort(Comparator.comparingInt(Moment::at));
        return moments;
    }

    /** Answers null if the log can have grown somehow, or why that is unknown; throws why it cannot have. */
    @Nullable
    String unknown() throws Contradiction {
        long steps = 0;
        for (int width : WIDTHS) {
            var run = new Run(width, MOST_STEPS - steps);
            if (run.arrives()) {
                return null;
            }
            if (run.givenUp != null) {
                return run.givenUp + " before it was known whether the offsets that nobody knows can be filled";
            }
            steps += run.steps;
        }
        return "there are more ways to fill the offsets that nobody knows than can be tried";
    }

    /** One run through the history, on so many ways. */
    private final class Run {
        private final int width;
        private final long mostSteps;
        private final Supply supply = new Supply(log, appends);
        private List<Way> ways = new ArrayList<>();
        private @Nullable Supplier<Contradiction> failure;
        private boolean dropped;
        private long steps;
        private @Nullable String givenUp;

        Run(int width, long mostSteps) {
            this.width = width;
            this.mostSteps = mostSteps;
            ways.add(Way.start(supply));
        }

        /** Answers false if all ways end before the history does, though others might not. */
        boolean arrives() throws Contradiction {
            for (var moment : moments) {
                failure = null;
                pass(moment);
                if (ways.isEmpty()) {
                    if (!dropped && failure != null) {
                        throw failure.get();
                    }
                    return false;
                }
                steps += ways.size();
                givenUp = ways.size() == 1 ? null : steps > mostSteps ? "the search was given up" : deadline.reached();
                if (givenUp != null) {
                    return false;
                }
            }
            return true;
        }

        private void pass(Moment moment) {
            var append = moment.append();
            switch (moment.kind()) {
                case BEGUN -> {
                    if (append != null && append.offset == Appended.NOWHERE) {
                        supply.begins(append);
                    }
                }
                case DUE -> {
                    if (append == null) {
                        return;
                    }
                    if (append.offset == Appended.NOWHERE) {
                        part(way -> way.holds(append) ? List.of(way) : due(way, append));
                        ways.forEach(way -> way.forget(append));
                        supply.ends(append);
                    } else {
                        part(way -> grow(way, (int) append.offset + 1, null, append.operation));
                    }
                }
                case READ_BEGINS ->
                    part(way -> {
                        if (way.length() <= moment.length()) {
                            return List.of(way);
                        }
                        fails(() -> lacking(way, moment.operation(), moment.length()));
                        return List.of();
                    });
                case READ_ENDS -> part(way -> grow(way, moment.length(), null, moment.operation()));
            }
        }

        private interface Parting {
            List<Way> waysFrom(Way way);
        }

        private void part(Parting parting) {
            if (ways.size() == 1) {
                ways = distinct(parting.waysFrom(ways.getFirst()));
                return;
            }
            var parted = new ArrayList<Way>();
            for (var way : ways) {
                parted.addAll(parting.waysFrom(way));
            }
            ways = distinct(parted);
        }

        private List<Way> distinct(List<Way> all) {
            if (all.size() < 2) {
                return all;
            }
            var distinct = new LinkedHashMap<Object, Way>();
            for (var way : all) {
                distinct.putIfAbsent(way.whatMatters(), way);
            }
            dropped |= distinct.size() > width;
            return distinct.values().stream().limit(width).toList();
        }

        /** An append is answered: the log must hold it now. */
        private List<Way> due(Way way, Appended append) {
            int hole = way.nextHole();
            int place = way.nextPlace(append);
            if (place == Way.NONE && hole == Way.NONE) {
                var grown = grow(way, log.known(), null, append.operation);
                grown.forEach(one -> one.growBeyond(append.operation));
                return grown;
            }
            if (hole == Way.NONE || (place != Way.NONE && (place < hole || !way.canSpare(append)))) {
                return grow(way, place + 1, null, append.operation);
            }
            var ways = new ArrayList<Way>();
            if (place != Way.NONE) {
                // The append is for the place: another of its value in the hole would only change places with it.
                ways.addAll(grow(way.copy(), place + 1, append, append.operation));
            }
            for (var grown : grow(way, hole, null, append.operation)) {
                grown.fillHole(append, append.operation);
                ways.addFirst(grown);
            }
            return ways;
        }

        /** @param kept an append of the value that fills no holes, or null */
        private List<Way> grow(Way way, int to, @Nullable Appended kept, Operation cause) {
            List<Way> grown = List.of(way);
            for (int position = way.length(); position < to && !grown.isEmpty(); position++) {
                if (log.value(position) == null) {
                    var filled = new ArrayList<Way>();
                    for (var one : grown) {
                        fillHole(one, kept, cause, filled);
                    }
                    grown = distinct(filled);
                } else {
                    grown = grown.stream().filter(one -> fillPlace(one, cause)).toList();
                }
            }
            return grown;
        }

        private void fillHole(Way way, @Nullable Appended kept, Operation cause, List<Way> filled) {
            int position = way.length();
            var fillers = way.fillers(kept);
            if (fillers.isEmpty()) {
                fails(() -> tooEarly(position, cause));
            }
            for (int i = 0; i < fillers.size(); i++) {
                var one = i == fillers.size() - 1 ? way : way.copy();
                one.fillHole(fillers.get(i), cause);
                filled.add(one);
            }
        }

        private boolean fillPlace(Way way, Operation cause) {
            int position = way.length();
            var pinned = log.pinned(position);
            boolean fits = pinned == null ? way.fillPlace(cause) : way.fillPinned(pinned, cause);
            if (!fits) {
                fails(() -> tooEarly(position, cause));
            }
            return fits;
        }

        private void fails(Supplier<Contradiction> why) {
            if (failure == null) {
                failure = why;
            }
        }
    }

    private Contradiction tooEarly(int position, Operation cause) {
        var value = log.value(position);
        var stands = value == null
                ? "something stands at position " + position + ", though nobody saw what"
                : log.told(position) + " has " + RepeatedValues.shown(value) + " at position " + position;
        return new Contradiction(
                stands + "; it must have been there when " + cause.sentence()
                        + " ended, but by then no append can have put it there",
                cause,
                log.teller(position));
    }

    private Contradiction lacking(Way way, Operation read, int position) {
        var cause = way.grownBeyond(position);
        var lacks = Contradiction.reader(read) + " of " + Words.count(position, "value") + ", which began "
                + Contradiction.invoked(read) + ", lacks it";
        var append = appends.stream()
                .filter(one -> one.operation.equals(cause))
                .findFirst()
                .orElse(null);
        if (append != null) {
            return new Contradiction(
                    append.words() + " was acknowledged " + Contradiction.answered(cause) + "; " + lacks, cause, read);
        }
        return new Contradiction(
                Contradiction.reader(cause) + ", which ended " + Contradiction.answered(cause) + ", had position "
                        + position + "; " + lacks,
                cause,
                read);
    }
}
