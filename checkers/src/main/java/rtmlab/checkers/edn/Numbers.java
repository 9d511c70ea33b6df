package rtmlab.checkers.edn;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/** An immutable list of whole numbers, kept without a box for each: what was read of a long log is little else. */
public final class Numbers extends AbstractList<Edn> implements RandomAccess {
    private final long[] values;

    private Numbers(long[] values) {
        this.values = values;
    }

    public static Numbers of(long... values) {
        return new Numbers(values.clone());
    }

    static Numbers pair(long first, long second) {
        return new Numbers(new long[] {first, second});
    }

    static Numbers copyOf(long[] values, int size) {
        return new Numbers(Arrays.copyOf(values, size));
    }

    public long number(int index) {
        return values[index];
    }

    /** Tells whether the other's numbers are the first of these. */
    public boolean startsWith(Numbers other) {
        int length = other.values.length;
        return length <= values.length && Arrays.equals(values, 0, length, other.values, 0, length);
    }

    @Override
    public Edn get(int index) {
        return new Edn.Int(values[index]);
    }

    @Override
    public int size() {
        return values.length;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Numbers that ? Arrays.equals(values, that.values) : super.equals(other);
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }
}
