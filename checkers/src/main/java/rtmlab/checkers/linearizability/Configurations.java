package rtmlab.checkers.linearizability;

import java.util.Arrays;

/**
 * The configurations that a search has been in: sequences of longs, kept in one array without boxes.
 *
 * <p>The last words of a configuration are the set of crashed operations that were used up on the way. Whoever has used
 * up fewer can do whatever one can do who is otherwise in the same place: so a configuration that another one
 * {@code dominates}, with the same beginning and a subset at its end, is not worth entering.
 */
final class Configurations {
    // Longs, so 2 GiB: whoever needs more does not need it soon.
    private static final int MOST_WORDS = 1 << 28;
    private static final int HEADER = 2;

    private final int mostWords;
    // Each configuration: its length and that of its beginning, where the next one with the same beginning is, its
    // words.
    private long[] words = new long[1 << 10];
    private int used = 1;
    // A slot holds the upper half of a beginning's hash and where the first configuration with it is; 0 is empty.
    private long[] slots = new long[1 << 8];
    private int slotsUsed;
    private int size;

    Configurations() {
        this((int) Math.min(MOST_WORDS, Runtime.getRuntime().maxMemory() / 8 / Long.BYTES));
    }

    Configurations(int mostWords) {
        this.mostWords = mostWords;
    }

    /**
     * Answers false if it, or one that dominates it, was there before.
     *
     * @param beginning how many words come before the set
     */
    boolean add(long[] configuration, int beginning, int length) {
        if (slotsUsed * 2 >= slots.length) {
            grow();
        }
        long hash = hash(configuration, beginning);
        int slot = (int) hash & (slots.length - 1);
        for (; slots[slot] != 0; slot = (slot + 1) & (slots.length - 1)) {
            int first = (int) slots[slot];
            if (slots[slot] >>> 32 == hash >>> 32 && beginsAt(first, configuration, beginning, length)) {
                if (isDominated(first, configuration, beginning, length)) {
                    return false;
                }
                slots[slot] = (hash >>> 32 << 32) | store(configuration, beginning, length, first);
                return true;
            }
        }
        slots[slot] = (hash >>> 32 << 32) | store(configuration, beginning, length, 0);
        slotsUsed++;
        return true;
    }

    /** Tells whether there is no room for more. */
    boolean isFull() {
        return used > mostWords / 2;
    }

    int size() {
        return size;
    }

    private boolean beginsAt(int at, long[] configuration, int beginning, int length) {
        return words[at] == lengths(beginning, length)
                && Arrays.equals(words, at + HEADER, at + HEADER + beginning, configuration, 0, beginning);
    }

    private boolean isDominated(int first, long[] configuration, int beginning, int length) {
        for (int at = first; at != 0; at = (int) words[at + 1]) {
            int word = beginning;
            while (word < length && (words[at + HEADER + word] & ~configuration[word]) == 0) {
                word++;
            }
            if (word == length) {
                return true;
            }
        }
        return false;
    }

    private int store(long[] configuration, int beginning, int length, int next) {
        int at = used;
        int end = at + HEADER + length;
        if (end > words.length) {
            words = Arrays.copyOf(words, Math.max(words.length * 2, end));
        }
        words[at] = lengths(beginning, length);
        words[at + 1] = next;
        System.arraycopy(configuration, 0, words, at + HEADER, length);
        used = end;
        size++;
        return at;
    }

    private static long lengths(int beginning, int length) {
        return (long) beginning << 32 | length;
    }

    private void grow() {
        var old = slots;
        slots = new long[old.length * 2];
        for (long entry : old) {
            if (entry != 0) {
                int at = (int) entry;
                int beginning = (int) (words[at] >>> 32);
                long hash = hash(Arrays.copyOfRange(words, at + HEADER, at + HEADER + beginning), beginning);
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
