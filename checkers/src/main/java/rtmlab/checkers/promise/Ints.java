package rtmlab.checkers.promise;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A growing list of ints: histories are long, and boxes are large. */
final class Ints {
    private int[] values = new int[8];
    private int size;

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
        return values[index];
    }

    /** Answers where this value stands among ascending ones, or a negative number if it is not there. */
    int indexOf(int value) {
        return Arrays.binarySearch(values, 0, size, value);
    }

    int size() {
        return size;
    }

    Ints reversed() {
        var reversed = new Ints();
        for (int i = size - 1; i >= 0; i--) {
            reversed.add(values[i]);
        }
        return reversed;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Ints that && Arrays.equals(values, 0, size, that.values, 0, that.size);
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (int i = 0; i < size; i++) {
            hash = 31 * hash + values[i];
        }
        return hash;
    }
}
