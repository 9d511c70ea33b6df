package rtmlab.checkers.edn;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/** An immutable list of vectors of two whole numbers, kept in one piece: the records that a poll received. */
public final class NumberPairs extends AbstractList<Edn> implements RandomAccess {
    private final long[] values;

    private NumberPairs(long[] values) {
        this.values = values;
    }

    static NumberPairs copyOf(long[] values, int size) {
        return new NumberPairs(Arrays.copyOf(values, size));
    }

    public long first(int index) {
        return values[2 * index];
    }

    public long second(int index) {
        return values[2 * index + 1];
    }

    @Override
    public Edn get(int index) {
        return new Edn.VectorOf(Numbers.of(first(index), second(index)));
    }

    @Override
    public int size() {
        return values.length / 2;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof NumberPairs that ? Arrays.equals(values, that.values) : super.equals(other);
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }
}
