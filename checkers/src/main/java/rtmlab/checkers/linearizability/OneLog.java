package rtmlab.checkers.linearizability;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import rtmlab.checkers.edn.Edn;
import rtmlab.checkers.edn.EdnWriter;
import rtmlab.checkers.history.Operation;
import rtmlab.checkers.history.Operation.Moment;
import rtmlab.checkers.history.Operation.Outcome;
import rtmlab.checkers.history.Words;
import rtmlab.checkers.model.LogCall.Append;
import rtmlab.checkers.model.LogCall.Entry;
import rtmlab.checkers.model.LogCall.Poll;
import rtmlab.checkers.model.LogCall.Read;
import rtmlab.checkers.promise.Verdict.Kept;

/**
 * One log, to which no value is appended twice, and whether it can have come about.
 *
 * <p>Reads and acknowledged offsets tell which value stands at which position, and must agree. Then only times are left:
 * the append at each position took effect after it was invoked and before it was answered. A read of n values that ran
 * from a to b saw the append at position n-1 before b, and the one at position n came after a. Times that grow with the
 * positions exist exactly when the latest such beginning up to each position comes before its earliest end.
 *
 * <p>Appends that nobody read, and whose offset nobody knows, either stand behind everything known, or fill a hole below
 * a known offset. Which holes one can fill is a range of positions, so filling each hole with the append whose range ends
 * first finds places for all if there are any. If all holes can be filled and every append that must have a place finds
 * one, both can be had at once (Mendelsohn and Dulmage), and whoever is in the wrong order then may change places.
 */
final class OneLog {
    final Edn name;

    private final List<AppendOf> appends = new ArrayList<>();
    private final Map<Edn, AppendOf> appendOf = new HashMap<>();
    private final List<ReadOf> reads = new ArrayList<>();
    private final List<PollOf> polls = new ArrayList<>();
    private boolean unique = true;

    private final List<@Nullable Slot> slots = new ArrayList<>();

    OneLog(Edn name) {
        this.name = name;
    }

    private static final class AppendOf {
        final Operation operation;
        final Edn value;
        final @Nullable Long offset;
        int position = -1;

        AppendOf(Operation operation, Append append) {
            this.operation = operation;
            this.value = append.value();
            this.offset = append.offset();
        }

        String words() {
            return "append " + Words.cut(EdnWriter.write(value)) + " of process " + operation.process();
        }
    }

    private record ReadOf(Operation operation, List<Edn> values) {}

    private record PollOf(Operation operation, List<Entry> entries) {}

    /** An operation that bounds when something happened. */
    private record Bound(int at, @Nullable Operation by) {
        static final Bound EARLIEST = new Bound(-1, null);
        static final Bound LATEST = new Bound(Operation.NEVER, null);

        Bound orLater(Bound other) {
            return other.at > at ? other : this;
        }

        Bound orEarlier(Bound other) {
            return other.at < at ? other : this;
        }
    }

    /** A position: which append stands there, if that is known, who said so, and between what it happened. */
    private static final class Slot {
        @Nullable
        AppendOf append;

        @Nullable
        Operation toldBy;

        Bound after = Bound.EARLIEST;
        Bound before = Bound.LATEST;
    }

    /** A contradiction: its sentence, and the operations it is about. */
    private static final class Contradiction extends Exception {
        private static final long serialVersionUID = 1;

        final transient List<Operation> culprits;

        Contradiction(String sentence, @Nullable Operation... culprits) {
            super(sentence, null, false, false);
            this.culprits = new ArrayList<>();
            for (var culprit : culprits) {
                if (culprit != null) {
                    this.culprits.add(culprit);
                }
            }
        }
    }

    void add(Operation operation, Append append) {
        var added = new AppendOf(operation, append);
        if (operation.outcome() != Outcome.FAILED) {
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

    void add(Operation operation, Poll poll) {
        if (operation.outcome() == Outcome.OK && !poll.entries().isEmpty()) {
            polls.add(new PollOf(operation, poll.entries()));
        }
    }

    boolean hasUniqueValues() {
        return unique;
    }

    long appends() {
        return appends.size();
    }

    long reads() {
        return (long) reads.size() + polls.size();
    }

    Judgement judge() {
        try {
            place();
            bound();
            keepTime();
            findRoomForTheRest();
            return Judgement.of(new Kept(Words.count(appends(), "append")));
        } catch (Contradiction contradiction) {
            var where = name instanceof Edn.Nil ? "" : "log " + EdnWriter.write(name) + ": ";
            return Judgement.broken(where + contradiction.getMessage(), List.of(), contradiction.culprits);
        }
    }

    /** Finds out what stands where. */
    private void place() throws Contradiction {
        var longestFirst = new ArrayList<>(reads);
        longestFirst.sort(Comparator.comparingInt(read -> -read.values().size()));
        for (var read : longestFirst) {
            for (int position = 0; position < read.values().size(); position++) {
                place(read.values().get(position), position, read.operation());
            }
        }
        for (var poll : polls) {
            for (var entry : poll.entries()) {
                place(entry.value(), position(entry.offset(), poll.operation()), poll.operation());
            }
        }
        for (var append : appends) {
            if (append.offset != null) {
                place(append.value, position(append.offset, append.operation), append.operation);
            }
        }
    }

    private int position(long offset, Operation operation) throws Contradiction {
        // Every position below holds an append, so no offset is as high as their number.
        if (offset >= appends.size()) {
            throw new Contradiction(
                    operation.sentence() + " tells of offset " + offset + ", but only "
                            + Words.count(appends.size(), "value") + " can have been appended",
                    operation);
        }
        return (int) offset;
    }

    private void place(Edn value, int position, Operation toldBy) throws Contradiction {
        var slot = slot(position);
        if (slot.append != null && slot.append.value.equals(value)) {
            return;
        }
        var append = appendOf.get(value);
        var shown = Words.cut(EdnWriter.write(value));
        if (append == null) {
            throw new Contradiction(
                    toldBy.sentence() + " has " + shown + " at position " + position + ", which nobody appended",
                    toldBy);
        }
        if (append.operation.outcome() == Outcome.FAILED) {
            throw new Contradiction(
                    toldBy.sentence() + " has " + shown + " at position " + position + ", but "
                            + append.operation.sentence() + ": a failed append has no effect",
                    toldBy,
                    append.operation);
        }
        if (slot.append != null) {
            throw new Contradiction(
                    toldBy.sentence() + " has " + shown + " at position " + position + ", but " + told(slot) + " has "
                            + Words.cut(EdnWriter.write(slot.append.value)) + " there",
                    toldBy,
                    slot.toldBy);
        }
        if (append.position >= 0) {
            var other = slot(append.position);
            throw new Contradiction(
                    toldBy.sentence() + " has " + shown + " at position " + position + ", but "
                            + (toldBy.equals(other.toldBy) ? "also" : told(other) + " has it") + " at position "
                            + append.position,
                    toldBy,
                    other.toldBy);
        }
        slot.append = append;
        slot.toldBy = toldBy;
        append.position = position;
    }

    private static String told(Slot slot) {
        return slot.toldBy == null ? "another" : slot.toldBy.sentence();
    }

    private Slot slot(int position) {
        while (slots.size() <= position) {
            slots.add(null);
        }
        var slot = slots.get(position);
        if (slot == null) {
            slot = new Slot();
            slots.set(position, slot);
        }
        return slot;
    }

    /** Finds out between what the append at each position happened. */
    private void bound() {
        int known = slots.size();
        // One more, for what comes behind everything known.
        for (int position = 0; position <= known; position++) {
            var slot = slot(position);
            if (slot.append != null) {
                var operation = slot.append.operation;
                slot.after = new Bound(operation.invokedAt(), operation);
                slot.before = new Bound(operation.answeredAt(), operation);
            }
        }
        for (var read : reads) {
            int length = read.values().size();
            var operation = read.operation();
            slot(length).after = slot(length).after.orLater(new Bound(operation.invokedAt(), operation));
            if (length > 0) {
                slot(length - 1).before =
                        slot(length - 1).before.orEarlier(new Bound(operation.answeredAt(), operation));
            }
        }
        for (var poll : polls) {
            for (var entry : poll.entries()) {
                var slot = slot((int) entry.offset());
                slot.before = slot.before.orEarlier(new Bound(poll.operation().answeredAt(), poll.operation()));
            }
        }
    }

    /** Holds the latest beginning up to each position against its end, and leaves it there. */
    private void keepTime() throws Contradiction {
        var latest = Bound.EARLIEST;
        int latestPosition = 0;
        for (int position = 0; position < slots.size(); position++) {
            var slot = slot(position);
            if (slot.after.at() > latest.at()) {
                latest = slot.after;
                latestPosition = position;
            }
            if (latest.at() >= slot.before.at()) {
                throw tooLate(latest, latestPosition, slot, position);
            }
            slot.after = latest;
        }
    }

    private Contradiction tooLate(Bound latest, int latestPosition, Slot slot, int position) {
        var late = latest.by();
        var early = slot.before.by();
        var appended = slot.append == null ? "what stands at position " + position : slot.append.words();
        boolean acknowledged = slot.append != null && slot.append.operation.equals(early);
        var end = acknowledged
                ? appended + " was acknowledged " + moment(early, false)
                : process(early) + ", which ended " + moment(early, false) + ", had " + appended + " at position "
                        + position;
        var begin = lateWords(late, latestPosition, position);
        return new Contradiction(end + "; " + begin, early, late);
    }

    private String lateWords(@Nullable Operation late, int latestPosition, int position) {
        var slot = slot(latestPosition);
        boolean appended = slot.append != null && slot.append.operation.equals(late);
        if (!appended) {
            return process(late) + " of " + Words.count(latestPosition, "value") + ", which began " + moment(late, true)
                    + ", lacks it";
        }
        var words = slot.append == null ? "" : slot.append.words();
        return latestPosition == position
                ? "it was invoked only " + moment(late, true)
                : words + ", which was invoked only " + moment(late, true) + ", stands before it at position "
                        + latestPosition;
    }

    private static String process(@Nullable Operation operation) {
        return operation == null
                ? "another"
                : "the " + (operation.f().equals("poll") ? "poll" : "read") + " of process " + operation.process();
    }

    private static String moment(@Nullable Operation operation, boolean invoked) {
        var moment = operation == null ? null : invoked ? operation.invoked() : operation.answered();
        if (moment == null) {
            return "never";
        }
        return moment.nanos() == Moment.UNTIMED ? "on line " + moment.line() : "at " + moment;
    }

    /** Holes below known offsets must be filled, and what was acknowledged must have a place. */
    private void findRoomForTheRest() throws Contradiction {
        int end = slots.size() - 1;
        var rest = new ArrayList<Filler>();
        var starts = latestStarts();
        for (var append : appends) {
            if (append.position < 0) {
                rest.add(filler(append, starts, end));
            }
        }
        rest.sort(Comparator.comparingInt(Filler::first));
        fillHoles(rest, end);
        placeAcknowledged(rest, end);
    }

    /** An append that may stand at any hole from first to last. */
    private record Filler(AppendOf append, int first, int last) {}

    /** By when the append at each position must have happened because of those behind it. */
    private int[] latestStarts() {
        var latest = new int[slots.size()];
        int before = Operation.NEVER;
        for (int position = slots.size() - 1; position >= 0; position--) {
            before = Math.min(before, slot(position).before.at());
            latest[position] = before;
        }
        return latest;
    }

    private Filler filler(AppendOf append, int[] latestStarts, int end) {
        int first = firstWhere(end + 1, position -> latestStarts[position] > append.operation.invokedAt());
        int beyond = firstWhere(end + 1, position -> slot(position).after.at() >= append.operation.answeredAt());
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

    private void fillHoles(List<Filler> rest, int end) throws Contradiction {
        var waiting = new PriorityQueue<Filler>(Comparator.comparingInt(Filler::last));
        int next = 0;
        for (int position = 0; position < end; position++) {
            if (slot(position).append != null) {
                continue;
            }
            for (; next < rest.size() && rest.get(next).first() <= position; next++) {
                waiting.add(rest.get(next));
            }
            while (!waiting.isEmpty() && waiting.element().last() < position) {
                waiting.remove();
            }
            if (waiting.poll() == null) {
                var behind = slot(end - 1);
                throw new Contradiction(
                        told(behind) + " tells of offset " + (end - 1) + ", but no append can stand at position "
                                + position,
                        behind.toldBy);
            }
        }
    }

    /** Finds a hole for every acknowledged append that cannot stand behind everything known. */
    private void placeAcknowledged(List<Filler> rest, int end) throws Contradiction {
        var waiting = new PriorityQueue<Filler>(Comparator.comparingInt(Filler::last));
        int next = 0;
        for (int position = 0; position <= end; position++) {
            for (; next < rest.size() && rest.get(next).first() <= position; next++) {
                if (rest.get(next).last() < end) {
                    waiting.add(rest.get(next));
                }
            }
            if (!waiting.isEmpty() && waiting.element().last() < position) {
                throw lost(waiting.element().append());
            }
            if (position < end && slot(position).append == null) {
                waiting.poll();
            }
        }
        for (; next < rest.size(); next++) {
            if (rest.get(next).last() < end) {
                throw lost(rest.get(next).append());
            }
        }
        if (!waiting.isEmpty()) {
            throw lost(waiting.element().append());
        }
    }

    private Contradiction lost(AppendOf append) {
        var acknowledged = append.words() + " was acknowledged " + moment(append.operation, false) + "; ";
        var lacking = reads.stream()
                .map(ReadOf::operation)
                .filter(read -> read.invokedAt() > append.operation.answeredAt())
                .min(Comparator.comparingInt(Operation::invokedAt));
        if (lacking.isPresent()) {
            return new Contradiction(
                    acknowledged + process(lacking.get()) + ", which began " + moment(lacking.get(), true)
                            + ", lacks it",
                    append.operation,
                    lacking.get());
        }
        for (var slot : slots) {
            if (slot != null
                    && slot.append != null
                    && slot.append.operation.invokedAt() > append.operation.answeredAt()) {
                return new Contradiction(
                        acknowledged + slot.append.words() + ", which was invoked only "
                                + moment(slot.append.operation, true) + ", stands at position " + slot.append.position
                                + ", and nothing shows it before that",
                        append.operation,
                        slot.append.operation);
            }
        }
        return new Contradiction(acknowledged + "there is no position left for it", append.operation);
    }
}
