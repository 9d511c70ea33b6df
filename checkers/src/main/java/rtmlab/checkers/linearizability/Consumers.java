package rtmlab.checkers.linearizability;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import rtmlab.checkers.history.Operation;
import rtmlab.checkers.history.Operation.Outcome;

/**
 * What each process polled of one log: records in the order of their offsets, none again and none left out.
 *
 * <p>It is judged as Jepsen judges its Kafka workload. A process may begin anywhere, and anew after {@code assign}; after
 * {@code subscribe} it may at any time be given another place, so only the records of one poll are held against each
 * other. An offset of which nobody knows what stands there may be left out: transactions leave such holes. A record is
 * lost when it was acknowledged, a record behind it was polled, and no answer ever held it: a poll that was never answered
 * may have taken it along, but delivery at least once means that it comes again then.
 */
final class Consumers {
    private static final long NOWHERE = -1;

    private final List<PollOf> polls;
    private final Map<Long, PollOf> lastPollOf = new HashMap<>();
    private final BitSet received = new BitSet();
    private long furthest = NOWHERE;
    private @Nullable PollOf furthestPoll;

    Consumers(List<PollOf> polls) {
        this.polls = polls;
    }

    /** @param isKnown whether it is known what stands at an offset */
    void requireOrder(IntPredicate isKnown) throws Contradiction {
        for (var poll : polls) {
            var previous = lastPollOf.put(poll.process(), poll);
            long last = previous != null && previous.assignment() == poll.assignment() && !poll.isSubscribed()
                    ? previous.last()
                    : NOWHERE;
            if (poll.isRun() && (last == NOWHERE || poll.first() == last + 1)) {
                received.set((int) poll.first(), (int) poll.last() + 1);
            } else {
                requireOrder(last, previous, poll, isKnown);
            }
            if (poll.last() > furthest) {
                furthest = poll.last();
                furthestPoll = poll;
            }
        }
    }

    /** Looks at each record of a poll that does not simply go on. */
    private void requireOrder(long before, @Nullable PollOf previous, PollOf poll, IntPredicate isKnown)
            throws Contradiction {
        long last = before;
        for (int i = 0; i < poll.size(); i++) {
            long offset = poll.offset(i);
            if (last != NOWHERE && offset != last + 1) {
                requireNext(last, offset, i == 0 ? previous : poll, poll, isKnown);
            }
            received.set((int) offset);
            last = offset;
        }
    }

    private static void requireNext(long last, long offset, @Nullable PollOf before, PollOf poll, IntPredicate isKnown)
            throws Contradiction {
        var operation = poll.operation();
        var earlier = before == null ? operation : before.operation();
        boolean within = earlier.equals(operation);
        var received = operation.sentence() + " has offset " + offset;
        var behind = within ? " right behind offset " + last : "; " + earlier.sentence() + " had offset " + last;
        if (offset <= last) {
            throw new Contradiction(
                    received + behind + (offset == last ? ": one record is received twice" : ": it goes back"),
                    operation,
                    within ? null : earlier);
        }
        for (int left = (int) last + 1; left < offset; left++) {
            if (isKnown.test(left)) {
                throw new Contradiction(
                        received + behind + ": what stands at offset " + left + " is left out",
                        operation,
                        within ? null : earlier);
            }
        }
    }

    /** Takes note that somebody read the whole log up to this length. */
    void read(int length) {
        received.set(0, length);
    }

    /** @param acknowledged the append that was told that it stands at an offset, or null */
    void requireNothingLost(IntFunction<@Nullable Operation> acknowledged) throws Contradiction {
        var witness = furthestPoll;
        if (witness == null) {
            return;
        }
        for (int offset = received.nextClearBit(0); offset < furthest; offset = received.nextClearBit(offset + 1)) {
            var append = acknowledged.apply(offset);
            if (append != null && append.outcome() == Outcome.OK) {
                throw new Contradiction(
                        append.sentence() + " was acknowledged at offset " + offset
                                + ", but nobody ever polled it, though "
                                + witness.operation().sentence() + " has offset " + furthest,
                        append,
                        witness.operation());
            }
        }
    }
}
