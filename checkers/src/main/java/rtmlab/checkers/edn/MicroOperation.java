package rtmlab.checkers.edn;

import java.util.AbstractList;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * An immutable list of a keyword, a number, and a number or a vector of two: {@code :append 3 99} or
 * {@code :send 3 [17 99]}. A long history of logs holds little else, and as one object each takes half of the memory that
 * must be gone through to judge it.
 */
final class MicroOperation extends AbstractList<Edn> implements RandomAccess {
    private final Edn keyword;
    private final long key;
    private final boolean isPair;
    // Of a pair the first number; else nothing.
    private final long offset;
    private final long value;

    private MicroOperation(Edn keyword, long key, boolean isPair, long offset, long value) {
        this.keyword = keyword;
        this.key = key;
        this.isPair = isPair;
        this.offset = offset;
        this.value = value;
    }

    /** Answers the three items from this one on as such a list, or null if they are other ones. */
    static @Nullable MicroOperation of(Edn[] items, int from) {
        if (!(items[from] instanceof Edn.Keyword && items[from + 1] instanceof Edn.Int(var key))) {
            return null;
        }
        return switch (items[from + 2]) {
            case Edn.Int(var value) -> new MicroOperation(items[from], key, false, 0, value);
            case Edn.VectorOf(Numbers pair)
            when pair.size() == 2 -> new MicroOperation(items[from], key, true, pair.number(0), pair.number(1));
            default -> null;
        };
    }

    @Override
    public Edn get(int index) {
        return switch (index) {
            case 0 -> keyword;
            case 1 -> new Edn.Int(key);
            case 2 -> isPair ? new Edn.VectorOf(Numbers.pair(offset, value)) : new Edn.Int(value);
            default -> throw new IndexOutOfBoundsException("there is no item " + index + " of 3");
        };
    }

    @Override
    public int size() {
        return 3;
    }
}
