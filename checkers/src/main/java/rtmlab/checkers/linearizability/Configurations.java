package rtmlab.checkers.linearizability;

import java.util.Arrays;

/** The configurations that a search has been in: a set of sequences of longs, kept in one array without boxes. */
final class Configurations {
    // Longs, so 2 GiB: whoever needs more does not need it soon.
    private static final int MOST_WORDS = 1 << 28;

    private final int mostWords;
    private long[] words = new long[1 << 10];
    private int used = 1;
    // A slot holds the upper half of a configuration's hash and where in the words it begins; 0 is empty.
    private long[] slots = new long[1 << 8];
    private int size;

    Configurations() {
        this((int) Math.min(MOST_WORDS, Runtime.getRuntime().maxMemory() / 8 / Long.BYTES));
    }

    Configurations(int mostWords) {
        this.mostWords = mostWords;
    }

    /** Answers false if it was there before. */
    boolean add(long[] configuration, int length) {
        if (size * 2 >= slots.length) {
            grow();
        }
        long hash = hash(configuration, length);
        int slot = (int) hash & (slots.length - 1);
        for (; slots[slot] != 0; slot = (slot + 1) & (slots.length - 1)) {
            if (slots[slot] >>> 32 == hash >>> 32 && isAt((int) slots[slot], configuration, length)) {
                return false;
            }
        }
        slots[slot] = (hash >>> 32 << 32) | store(configuration, length);
        size++;
        return true;
    }

    /** Tells whether there is no room for more. */
    boolean isFull() {
        return used > mostWords / 2;
    }

    int size() {
        return size;
    }

    private boolean isAt(int begin, long[] configuration, int length) {
        return words[begin] == length && Arrays.equals(words, begin + 1, begin + 1 + length, configuration, 0, length);
    }

    private int store(long[] configuration, int length) {
        int begin = used;
        if (begin + 1 + length > words.length) {
            words = Arrays.copyOf(words, Math.max(words.length * 2, begin + 1 + length));
        }
        words[begin] = length;
        System.arraycopy(configuration, 0, words, begin + 1, length);
        used = begin + 1 + length;
        return begin;
    }

    private void grow() {
        var old = slots;
        slots = new long[old.length * 2];
        for (long entry : old) {
            if (entry != 0) {
                int begin = (int) entry;
                int length = (int) words[begin];
                long hash = hash(Arrays.copyOfRange(words, begin + 1, begin + 1 + length), length);
                int slot = (int) hash & (slots.length - 1);
                while (slots[slot] != 0) {
                    slot = (slot + 1) & (slots.length - 1);
                }
                slots[slot] = entry;
            }
        }
    }

    private static long hash(long[] configuration, int length) {
        long hash = length;
        for (int i = 0; i < length; i++) {
            hash = (hash ^ configuration[i]) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 29;
        }
        return hash ^ (hash >>> 32);
    }
}
