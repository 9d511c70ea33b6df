package rtmlab.checkers.promise;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A growing list of ints: histories are long, and boxes are large. */
final class Ints {
    /** A list that stays empty. */
    static final Ints NONE = new Ints(new int[0], 0, 0);

    private int[] values;
    private int from;
    private int size;

    Ints() {
        this(new int[8], 0, 0);
    }

    private Ints(int[] values, int from, int size) {
        this.values = values;
        this.from = from;
        this.size = size;
    }

    /** Answers what stands in an array from one index up to another; nothing can be added to it. */
    static Ints part(int[] values, int from, int to) {
        return new Ints(values, from, to - from);
    }

    void add(int value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size * 2);
        }
        values[size++] = value;
    }

    int get(int index) {
        if (index >= size) {
            throw new IndexOutOfBoundsException("there is no value " + index + ", only " + size);
        }
        return values[from + index];
    }

    /** Answers where this value stands among ascending ones, or a negative number if it is not there. */
    int indexOf(int value) {
        int index = Arrays.binarySearch(values, from, from + size, value);
        return index < 0 ? index : index - from;
    }

    boolean contains(int value) {
        for (int i = 0; i < size; i++) {
            if (values[from + i] == value) {
                return true;
            }
        }
        return false;
    }

    int size() {
        return size;
    }

    Ints reversed() {
        var reversed = new Ints();
        for (int i = size - 1; i >= 0; i--) {
            reversed.add(values[from + i]);
        }
        return reversed;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Ints that
                && Arrays.equals(values, from, from + size, that.values, that.from, that.from + that.size);
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (int i = 0; i < size; i++) {
            hash = 31 * hash + values[from + i];
        }
        return hash;
    }
}
