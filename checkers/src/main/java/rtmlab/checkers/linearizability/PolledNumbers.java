package rtmlab.checkers.linearizability;

import java.util.Arrays;
import rtmlab.checkers.model.Records;

/** The values that were polled of one log, poll after poll in one piece: where they are whole numbers, as most are. */
final class PolledNumbers {
    /** Stands for a poll of other values. */
    static final int NONE = -1;

    private long[] numbers = new long[64];
    private int size;

    /** Answers where the first of these records' numbers stands; the others follow it. */
    int add(Records records) {
        int from = size;
        size += records.size();
        if (size > numbers.length) {
            numbers = Arrays.copyOf(numbers, Math.max(size, numbers.length * 2));
        }
        for (int i = 0; i < records.size(); i++) {
            numbers[from + i] = records.number(i);
        }
        return from;
    }

    long get(int place) {
        return numbers[place];
    }
}
