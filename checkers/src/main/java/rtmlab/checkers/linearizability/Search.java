package rtmlab.checkers.linearizability;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import rtmlab.checkers.edn.Edn;
import rtmlab.checkers.history.Operation;
import rtmlab.checkers.history.Operation.Outcome;
import rtmlab.checkers.history.Words;
import rtmlab.checkers.model.Model;

/**
 * Looks for an order of one object's operations that explains every answer.
 *
 * <p>The search is Wing's and Gong's with Lowe's improvements. Invocations and answers stand in a linked list. The
 * operations invoked before the first answer in the list may come next: one is tried, lifted out of the list, and put
 * back when it leads nowhere. A configuration, which is the set of operations that have been ordered and the state they
 * lead to, is entered once only.
 *
 * <p>Seven things shorten it without changing what it finds:
 *
 * <ul>
 *   <li>an operation that changes no state, and whose answer fits, is put into the order at once: wherever it stands in
 *       an order that explains everything, it may as well stand here. This holds for operations that leave <em>every</em>
 *       state as it is; a write of the value that is there already may be needed later;
 *   <li>operations whose fate is unknown, here called crashed, need not be ordered, and one that would not change the
 *       state now is not. They are tried last;
 *   <li>a crashed operation must make a difference to the operation chosen next: a crashed write that another write
 *       covers at once might as well not have happened;
 *   <li>of two configurations that differ in the crashed operations used up alone, one that has used up less can do all
 *       that the other can;
 *   <li>of those with the same call, the one that was invoked first goes first;
 *   <li>where only operations that grow the state come before a read, the state must be a beginning of what it answered;
 *   <li>the answered operations that have been ordered are a beginning of all and a few more: only these few are kept.
 * </ul>
 */
final class Search<S> {
    private static final int LOOK_AHEAD = 200;
    private static final int STEPS_BETWEEN_LOOKS_AT_THE_CLOCK = 1 << 12;

    sealed interface Result<S> {}

    /** @param tells whether some answer looked at what had been done, so that it might have been found wrong */
    record Fits<S>(List<Operation> order, S state, boolean tells) implements Result<S> {}

    record GivenUp<S>(String why) implements Result<S> {}

    /**
     * No order fits this operation; the longest order of all that came before, and the state that it leads to. If the
     * search looked ahead, there may be an operation before this one that no order fits.
     */
    record Stuck<S>(Operation culprit, List<Operation> order, S state, boolean lookedAhead) implements Result<S> {}

    private final Model<S> model;
    private final States<S> states;
    private final Deadline deadline;

    private final Operation[] operations;
    private final int[] kind;
    private final boolean[] readOnly;
    private final boolean[] grows;
    // Whether there is anything to look ahead for.
    private boolean growth;
    private boolean lookedAhead;
    private final boolean[] crashed;
    // The number of an operation among the answered or among the crashed ones.
    private final int[] number;
    // The crashed operation with the same call that was invoked just before this one, or -1.
    private final int[] twin;
    private int answeredLeft;

    // Two linked lists: entry 0 is the head of that of answered operations, whose entries are their invocations and
    // their answers; the other one is of the invocations of crashed operations. Both end with the first number that is
    // no
    // entry.
    private final int crashedHead;
    private final int[] next;
    private final int[] previous;
    private final int[] operationOf;
    private final boolean[] isAnswer;
    private final int[] answerOf;

    // The operations that have been ordered.
    private final long[] answeredDone;
    private final long[] crashedDone;
    private int answeredBegin;
    private int answeredEnd;
    private int state;

    // The order so far, as entries, and what to return to when its last one is put back.
    private final int[] order;
    private final int[] stateBefore;
    private final int[] beginBefore;
    private final int[] endBefore;
    // The answer that was in the way when a crashed operation was chosen.
    private final int[] blockedBefore;
    private final boolean[] chosen;
    private int depth;

    // The furthest answer that could not be passed, and the order that led there.
    private int furthest;
    private int furthestState;
    private final int[] furthestOrder;
    private int furthestDepth;
    private int unchangedDepth;

    private final Configurations visited = new Configurations();
    private long[] configuration = new long[8];

    /** @param until what was answered from this place on need not be ordered, what was invoked from there on is not there */
    Search(Model<S> model, List<Operation> history, Deadline deadline, int until) {
        this.model = model;
        this.states = new States<>(model);
        this.deadline = deadline;
        // A read whose answer is not known tells nothing.
        this.operations = history.stream()
                .filter(operation -> operation.invokedAt() < until)
                .filter(operation -> isAnswered(operation, until) || !model.isReadOnly(operation))
                .toArray(Operation[]::new);
        int count = operations.length;
        kind = new int[count];
        readOnly = new boolean[count];
        grows = new boolean[count];
        crashed = new boolean[count];
        number = new int[count];
        twin = new int[count];
        var lastTwin = new HashMap<Integer, Integer>();
        int crashes = 0;
        for (int i = 0; i < count; i++) {
            var operation = operations[i];
            kind[i] = states.kind(operation);
            readOnly[i] = model.isReadOnly(operation);
            grows[i] = model.grows(operation);
            growth |= grows[i];
            crashed[i] = !isAnswered(operation, until);
            number[i] = crashed[i] ? crashes++ : answeredLeft++;
            var earlier = crashed[i] ? lastTwin.put(kind[i], i) : null;
            twin[i] = earlier == null ? -1 : earlier;
        }
        answeredDone = new long[words(answeredLeft)];
        crashedDone = new long[words(crashes)];

        int entries = 2 + count + answeredLeft;
        crashedHead = entries - 1;
        next = new int[entries];
        previous = new int[entries];
        operationOf = new int[entries];
        isAnswer = new boolean[entries];
        answerOf = new int[entries];
        link();

        order = new int[count];
        stateBefore = new int[count];
        beginBefore = new int[count];
        endBefore = new int[count];
        blockedBefore = new int[count];
        chosen = new boolean[count];
        furthestOrder = new int[count];
    }

    private static boolean isAnswered(Operation operation, int until) {
        return operation.outcome() != Outcome.UNKNOWN && operation.answeredAt() < until;
    }

    private static int words(int bits) {
        return (bits + 63) >> 6;
    }

    private void link() {
        var places = new ArrayList<long[]>(next.length);
        for (int i = 0; i < operations.length; i++) {
            places.add(new long[] {operations[i].invokedAt(), i, 0});
            if (!crashed[i]) {
                places.add(new long[] {operations[i].answeredAt(), i, 1});
            }
        }
        places.sort((a, b) -> Long.compare(a[0], b[0]));
        var invocation = new int[operations.length];
        int last = 0;
        int lastCrashed = crashedHead;
        int entry = 0;
        for (var place : places) {
            int operation = (int) place[1];
            entry++;
            operationOf[entry] = operation;
            isAnswer[entry] = place[2] == 1;
            if (isAnswer[entry]) {
                answerOf[invocation[operation]] = entry;
            } else {
                invocation[operation] = entry;
            }
            int before = crashed[operation] ? lastCrashed : last;
            next[before] = entry;
            previous[entry] = before;
            if (crashed[operation]) {
                lastCrashed = entry;
            } else {
                last = entry;
            }
        }
        next[last] = next.length;
        next[lastCrashed] = next.length;
    }

    Result<S> run() {
        state = states.initial();
        orderReads();
        int entry = next[0];
        int blocked = 0;
        for (int steps = 0; answeredLeft > 0; steps++) {
            if (steps % STEPS_BETWEEN_LOOKS_AT_THE_CLOCK == 0) {
                var why = visited.isFull() ? "the search ran out of memory" : deadline.reached();
                if (why != null) {
                    return new GivenUp<>(why + ", having tried " + Words.count(visited.size(), "configuration"));
                }
            }
            if (isBeyond(entry, blocked)) {
                notPassed(blocked);
                entry = putBackChoice();
                if (entry == 0) {
                    return stuck();
                }
                blocked = blockedBefore[depth];
                entry = next[entry];
            } else if (isAnswer[entry]) {
                blocked = entry;
                entry = next[crashedHead];
            } else if (choose(entry, blocked)) {
                entry = next[0];
            } else {
                entry = next[entry];
            }
        }
        return new Fits<>(operations(order, depth), states.state(state), tells());
    }

    private static boolean all(boolean[] flags) {
        for (boolean flag : flags) {
            if (!flag) {
                return false;
            }
        }
        return true;
    }

    private static boolean isNothing(@Nullable Edn answer) {
        return switch (answer) {
            case null -> true;
            case Edn.Nil _ -> true;
            case Edn.Text(var text) -> text.isEmpty();
            case Edn.VectorOf(var items) -> items.isEmpty() || items.stream().allMatch(Search::isNothing);
            case Edn.ListOf(var items) -> items.isEmpty();
            case Edn.SetOf(var items) -> items.isEmpty();
            default -> false;
        };
    }

    /** Tells whether this is the end of the crashed operations, or one that was invoked after the answer in the way. */
    private boolean isBeyond(int entry, int blocked) {
        return entry == next.length || (crashed[operationOf[entry]] && entry > blocked);
    }

    /**
     * Tells whether some answer looked at the state after something had changed it, or told of a value while something
     * was done. To find nothing where nothing need be there yet is no test.
     */
    private boolean tells() {
        boolean changed = false;
        boolean acted = !all(readOnly);
        for (int i = 0; i < depth; i++) {
            var operation = operations[operationOf[order[i]]];
            if (model.observes(operation) && (changed || (acted && !isNothing(operation.output())))) {
                return true;
            }
            changed |= stateBefore[i] != (i + 1 < depth ? stateBefore[i + 1] : state);
        }
        return false;
    }

    /** Puts an operation next into the order; answers false if it cannot be there, or if that leads nowhere new. */
    private boolean choose(int entry, int blocked) {
        int operation = operationOf[entry];
        int after = states.step(kind[operation], state);
        if (after == States.MISFIT) {
            return false;
        }
        if (crashed[operation]) {
            if (after == state || (twin[operation] >= 0 && !isDone(twin[operation]))) {
                return false;
            }
        }
        if (makesTheLastChoiceNeedless(operation, after)) {
            return false;
        }
        blockedBefore[depth] = blocked;
        lift(entry, after, true);
        orderReads();
        if (hasHope()
                && visited.add(configuration(), configurationLength() - crashedDone.length, configurationLength())) {
            return true;
        }
        putBackChoice();
        return false;
    }

    /** Tells whether the last choice was a crashed operation without which this one would lead to the same state. */
    private boolean makesTheLastChoiceNeedless(int operation, int after) {
        return depth > 0
                && chosen[depth - 1]
                && crashed[operationOf[order[depth - 1]]]
                && states.step(kind[operation], stateBefore[depth - 1]) == after;
    }

    /** Looks ahead to the next read behind operations that all grow the state: can its answer still come about? */
    private boolean hasHope() {
        if (!growth || answeredLeft == 0) {
            return true;
        }
        int entry = next[0];
        for (int ahead = 0; ahead < LOOK_AHEAD && entry < next.length; ahead++) {
            int operation = operationOf[entry];
            if (isAnswer[entry] && readOnly[operation]) {
                boolean hope = states.canGrowInto(kind[operation], state) || crashedMayShrinkBefore(entry);
                lookedAhead |= !hope;
                return hope;
            }
            if (!readOnly[operation] && !grows[operation]) {
                return true;
            }
            entry = next[entry];
        }
        return true;
    }

    private boolean crashedMayShrinkBefore(int answer) {
        for (int entry = next[crashedHead]; entry < answer; entry = next[entry]) {
            if (!grows[operationOf[entry]]) {
                return true;
            }
        }
        return false;
    }

    private void orderReads() {
        if (answeredLeft == 0) {
            return;
        }
        int entry = next[0];
        while (!isAnswer[entry]) {
            int operation = operationOf[entry];
            if (readOnly[operation] && states.step(kind[operation], state) == state) {
                lift(entry, state, false);
                if (answeredLeft == 0) {
                    return;
                }
                // What follows now: the entry's own answer may have stood next to it.
                entry = next[previous[entry]];
            } else {
                entry = next[entry];
            }
        }
    }

    private void lift(int entry, int after, boolean choice) {
        int operation = operationOf[entry];
        order[depth] = entry;
        stateBefore[depth] = state;
        beginBefore[depth] = answeredBegin;
        endBefore[depth] = answeredEnd;
        chosen[depth] = choice;
        depth++;
        state = after;
        unlink(entry);
        if (crashed[operation]) {
            crashedDone[number[operation] >> 6] |= 1L << number[operation];
            return;
        }
        unlink(answerOf[entry]);
        answeredLeft--;
        answeredDone[number[operation] >> 6] |= 1L << number[operation];
        answeredEnd = Math.max(answeredEnd, number[operation] + 1);
        while (answeredBegin < answeredEnd && (answeredDone[answeredBegin >> 6] >>> answeredBegin & 1) != 0) {
            answeredBegin++;
        }
    }

    /** Puts back the last operation that was chosen and all after it; answers its entry, or 0 if there is none. */
    private int putBackChoice() {
        while (depth > 0) {
            depth--;
            unchangedDepth = Math.min(unchangedDepth, depth);
            int entry = order[depth];
            putBack(entry);
            if (chosen[depth]) {
                return entry;
            }
        }
        return 0;
    }

    private void putBack(int entry) {
        int operation = operationOf[entry];
        state = stateBefore[depth];
        answeredBegin = beginBefore[depth];
        answeredEnd = endBefore[depth];
        if (crashed[operation]) {
            crashedDone[number[operation] >> 6] &= ~(1L << number[operation]);
        } else {
            answeredDone[number[operation] >> 6] &= ~(1L << number[operation]);
            answeredLeft++;
            relink(answerOf[entry]);
        }
        relink(entry);
    }

    private void unlink(int entry) {
        next[previous[entry]] = next[entry];
        if (next[entry] < previous.length) {
            previous[next[entry]] = previous[entry];
        }
    }

    private void relink(int entry) {
        next[previous[entry]] = entry;
        if (next[entry] < previous.length) {
            previous[next[entry]] = entry;
        }
    }

    private boolean isDone(int crashedOperation) {
        return (crashedDone[number[crashedOperation] >> 6] >>> number[crashedOperation] & 1) != 0;
    }

    private int configurationLength() {
        return 1 + words(answeredEnd) - (answeredBegin >> 6) + crashedDone.length;
    }

    private long[] configuration() {
        int length = configurationLength();
        if (configuration.length < length) {
            configuration = new long[length * 2];
        }
        int firstWord = answeredBegin >> 6;
        int answeredWords = words(answeredEnd) - firstWord;
        configuration[0] = (long) state << 32 | answeredBegin;
        System.arraycopy(answeredDone, firstWord, configuration, 1, answeredWords);
        System.arraycopy(crashedDone, 0, configuration, 1 + answeredWords, crashedDone.length);
        return configuration;
    }

    /** Remembers how the search came as far as this answer, which it could not pass. */
    private void notPassed(int answer) {
        if (answer <= furthest) {
            return;
        }
        furthest = answer;
        furthestState = state;
        System.arraycopy(order, unchangedDepth, furthestOrder, unchangedDepth, depth - unchangedDepth);
        furthestDepth = depth;
        unchangedDepth = depth;
    }

    private Stuck<S> stuck() {
        return new Stuck<>(
                operations[operationOf[furthest]],
                operations(furthestOrder, furthestDepth),
                states.state(furthestState),
                lookedAhead);
    }

    private List<Operation> operations(int[] entries, int count) {
        return Arrays.stream(entries, 0, count)
                .mapToObj(entry -> operations[operationOf[entry]])
                .toList();
    }
}
