package rtmlab.checkers.linearizability;

import rtmlab.checkers.history.Operation;
import rtmlab.checkers.model.Records;

/**
 * What one operation polled of one log.
 *
 * <p>What is asked of every poll again and again is kept at hand: following the pointers to it takes longer than judging
 * by it.
 *
 * @param process the operation's
 * @param answeredAt the operation's
 * @param first the first offset that was received
 * @param last the last offset that was received
 * @param numbersAt where its values begin among the log's {@link PolledNumbers}, if all are whole numbers
 * @param assignment how often the process had been assigned or had subscribed before
 */
record PollOf(
        Operation operation,
        long process,
        int answeredAt,
        Records records,
        long first,
        long last,
        int numbersAt,
        int assignment,
        boolean isSubscribed) {

    /** @param records at least one */
    static PollOf of(
            Operation operation, Records records, PolledNumbers numbers, int assignment, boolean isSubscribed) {
        return new PollOf(
                operation,
                operation.process(),
                operation.answeredAt(),
                records,
                records.offset(0),
                records.offset(records.size() - 1),
                records.areNumbers() ? numbers.add(records) : PolledNumbers.NONE,
                assignment,
                isSubscribed);
    }

    /** Whether each offset is the one behind the offset before it, as almost always. */
    boolean isRun() {
        return records.areRun();
    }

    int size() {
        return records.size();
    }

    long offset(int record) {
        return isRun() ? first + record : records.offset(record);
    }
}
