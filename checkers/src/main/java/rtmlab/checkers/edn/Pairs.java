package rtmlab.checkers.edn;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An immutable map of a few entries in the order in which they were written: looking at each is faster than hashing. */
final class Pairs extends AbstractMap<Edn, Edn> {
    /** More entries than this are better hashed. */
    static final int MOST = 8;

    private final Edn[] keysAndValues;

    /** Keeps the array, in which each key stands before its value. */
    Pairs(Edn[] keysAndValues) {
        this.keysAndValues = keysAndValues;
    }

    @Override
    public @Nullable Edn get(@Nullable Object key) {
        for (int i = 0; i < keysAndValues.length; i += 2) {
            if (keysAndValues[i].equals(key)) {
                return keysAndValues[i + 1];
            }
        }
        return null;
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return get(key) != null;
    }

    @Override
    public int size() {
        return keysAndValues.length / 2;
    }

    @Override
    public Set<Map.Entry<Edn, Edn>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public int size() {
                return Pairs.this.size();
            }

            @Override
            public Iterator<Map.Entry<Edn, Edn>> iterator() {
                return new Iterator<>() {
                    private int next;

                    @Override
                    public boolean hasNext() {
                        return next < keysAndValues.length;
                    }

                    @Override
                    public Map.Entry<Edn, Edn> next() {
                        if (!hasNext()) {
                            throw new NoSuchElementException();
                        }
                        var entry = Map.entry(keysAndValues[next], keysAndValues[next + 1]);
                        next += 2;
                        return entry;
                    }
                };
            }
        };
    }
}
