package rtmlab.checkers.linearizability;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import rtmlab.checkers.edn.Edn;
import rtmlab.checkers.edn.EdnWriter;
import rtmlab.checkers.edn.Numbers;
import rtmlab.checkers.history.Operation;
import rtmlab.checkers.history.Operation.Outcome;
import rtmlab.checkers.history.Words;
import rtmlab.checkers.model.LogCall.Append;
import rtmlab.checkers.model.LogCall.Poll;
import rtmlab.checkers.model.LogCall.Read;
import rtmlab.checkers.promise.Verdict.Kept;
import rtmlab.checkers.promise.Verdict.Undecided;

/**
 * One log, and whether it can have come about.
 *
 * <p>Reads and acknowledged offsets tell which value stands at which position, and must agree. Then only times are left:
 * the append at each position took effect after it was invoked and before it was answered. A read of n values that ran
 * from a to b saw the append at position n-1 before b, and the one at position n came after a. Times that grow with the
 * positions exist exactly when the latest such beginning up to each position comes before its earliest end. {@link Room}
 * finds places for the appends that nobody read and whose offset nobody knows. A log to which a value is appended more
 * than once is judged by {@link RepeatedValues}; what processes polled, by {@link Consumers} as well.
 */
final class OneLog {
    final Edn name;

    private final List<Appended> appends = new ArrayList<>();
    private final AppendOfValue appendOf = new AppendOfValue();
    private final List<ReadOf> reads = new ArrayList<>();
    private final List<PollOf> polls = new ArrayList<>();
    private final PolledNumbers polledNumbers = new PolledNumbers();
    private final Map<Edn, Appended> failed = new HashMap<>();
    private boolean unique = true;

    private final Positions positions = new Positions();

    OneLog(Edn name) {
        this.name = name;
    }

    record ReadOf(Operation operation, List<Edn> values) {}

    void add(Operation operation, Append append) {
        var added = new Appended(operation, append);
        if (operation.outcome() == Outcome.FAILED) {
            failed.put(append.value(), added);
        } else {
            appends.add(added);
        }
        // A value that failed and then was appended again is no second one.
        var other = appendOf.get(append.value());
        if (other == null || other.operation.outcome() == Outcome.FAILED) {
            appendOf.put(append.value(), added);
        } else if (operation.outcome() != Outcome.FAILED) {
            unique = false;
        }
    }

    void add(Operation operation, Read read) {
        if (operation.outcome() == Outcome.OK && read.values() != null) {
            reads.add(new ReadOf(operation, read.values()));
        }
    }

    void add(Operation operation, Poll poll, int assignment, boolean isSubscribed) {
        if (operation.outcome() == Outcome.OK && poll.records().size() > 0) {
            polls.add(PollOf.of(operation, poll.records(), polledNumbers, assignment, isSubscribed));
        }
    }

    /** Whether anybody read or polled a value. */
    boolean isTested() {
        return !polls.isEmpty()
                || reads.stream().anyMatch(read -> !read.values().isEmpty());
    }

    long appends() {
        return appends.size();
    }

    long reads() {
        return (long) reads.size() + polls.size();
    }

    Judgement judge(Deadline deadline) {
        var consumers = new Consumers(polls);
        try {
            if (!unique) {
                return judgeRepeated(consumers, deadline);
            }
            place();
            consumers.requireOrder(position -> positions.append(position) != null);
            bound();
            positions.keepTime();
            findRoomForTheRest();
            requireNothingLost(consumers, position -> {
                var append = positions.append(position);
                return append == null ? null : append.operation;
            });
            return Judgement.of(new Kept(Words.count(appends(), "append")));
        } catch (Contradiction contradiction) {
            return Judgement.broken(where() + contradiction.getMessage(), List.of(), contradiction.culprits);
        }
    }

    private String where() {
        return name instanceof Edn.Nil ? "" : "log " + EdnWriter.write(name) + ": ";
    }

    private Judgement judgeRepeated(Consumers consumers, Deadline deadline) throws Contradiction {
        var repeated = new RepeatedValues(appends, reads, polls);
        repeated.place(failed);
        consumers.requireOrder(repeated::isKnown);
        requireNothingLost(consumers, position -> position < repeated.known() ? repeated.acknowledged(position) : null);
        var unknown = repeated.growthUnknown(deadline);
        return Judgement.of(
                unknown == null ? new Kept(Words.count(appends(), "append")) : new Undecided(where() + unknown));
    }

    private void requireNothingLost(Consumers consumers, IntFunction<@Nullable Operation> acknowledged)
            throws Contradiction {
        if (!polls.isEmpty()) {
            reads.forEach(read -> consumers.read(read.values().size()));
            consumers.requireNothingLost(acknowledged);
        }
    }

    /** Finds out what stands where. */
    private void place() throws Contradiction {
        positions.makeRoom(appends.size());
        var longestFirst = new ArrayList<>(reads);
        longestFirst.sort(Comparator.comparingInt(read -> -read.values().size()));
        for (int i = 0; i < longestFirst.size(); i++) {
            var read = longestFirst.get(i);
            if (i == 0 || !isBeginning(read.values(), longestFirst.getFirst().values())) {
                for (int position = 0; position < read.values().size(); position++) {
                    positions.place(read.values().get(position), position, read.operation(), appendOf);
                }
            }
        }
        // Appends come about in the order of their positions. After them, what was polled is mostly known.
        for (var append : appends) {
            if (append.offset != Appended.NOWHERE) {
                positions.place(append, position(append.offset, append.operation, appends.size()));
            }
        }
        for (var poll : polls) {
            place(poll);
        }
    }

    /** Tells whether it is obvious that the longest read, which has been placed, begins with this other one. */
    private static boolean isBeginning(List<Edn> read, List<Edn> longest) {
        return read instanceof Numbers numbers && longest instanceof Numbers all && all.startsWith(numbers);
    }

    /** Finds out what stands where, and that it stood there when the poll was answered. */
    private void place(PollOf poll) throws Contradiction {
        int numbersAt = poll.numbersAt();
        for (int i = 0; i < poll.size(); i++) {
            int position = position(poll.offset(i), poll.operation(), appends.size());
            if (numbersAt == PolledNumbers.NONE || !positions.isKnown(polledNumbers.get(numbersAt + i), position)) {
                positions.place(poll.records().value(i), position, poll.operation(), appendOf);
            }
            positions.isBefore(position, poll.answeredAt(), poll.operation());
        }
    }

    static int position(long offset, Operation operation, int appends) throws Contradiction {
        // Every position below holds an append, so no offset is as high as their number.
        if (offset >= appends) {
            throw new Contradiction(
                    operation.sentence() + " tells of offset " + offset + ", but only " + Words.count(appends, "value")
                            + " can have been appended",
                    operation);
        }
        return (int) offset;
    }

    /** Finds out between which reads the append at each position happened. */
    private void bound() {
        for (var read : reads) {
            int length = read.values().size();
            positions.isAfter(length, read.operation());
            if (length > 0) {
                positions.isBefore(length - 1, read.operation());
            }
        }
    }

    /** Holes below known offsets must be filled, and what was acknowledged must have a place. */
    private void findRoomForTheRest() throws Contradiction {
        var room = new Room(positions, appends);
        room.fillHoles();
        var lost = room.withoutPlace();
        if (lost != null) {
            throw lost(lost);
        }
    }

    private Contradiction lost(Appended append) {
        var acknowledged = append.words() + " was acknowledged " + Contradiction.answered(append.operation) + "; ";
        var lacking = reads.stream()
                .map(ReadOf::operation)
                .filter(read -> read.invokedAt() > append.operation.answeredAt())
                .min(Comparator.comparingInt(Operation::invokedAt));
        if (lacking.isPresent()) {
            return new Contradiction(
                    acknowledged + Contradiction.reader(lacking.get()) + ", which began "
                            + Contradiction.invoked(lacking.get()) + ", lacks it",
                    append.operation,
                    lacking.get());
        }
        var later = laterThan(append);
        if (later != null) {
            return new Contradiction(
                    acknowledged + later.words() + ", which was invoked only "
                            + Contradiction.invoked(later.operation) + ", stands at position " + later.position
                            + ", and nothing shows it before that",
                    append.operation,
                    later.operation);
        }
        return new Contradiction(acknowledged + "there is no position left for it", append.operation);
    }

    private @Nullable Appended laterThan(Appended append) {
        for (int position = 0; position < positions.known(); position++) {
            var other = positions.append(position);
            if (other != null && other.operation.invokedAt() > append.operation.answeredAt()) {
                return other;
            }
        }
        return null;
    }
}
