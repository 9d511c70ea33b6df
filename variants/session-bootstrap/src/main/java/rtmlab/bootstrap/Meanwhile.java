package rtmlab.bootstrap;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * What changes while it is read: nobody knows whether the reading saw a change that was told of meanwhile, so it is made
 * in what was read, too. Made twice, a change is still one.
 */
final class Meanwhile<K, V> {

    private final Map<K, List<UnaryOperator<V>>> changes = new HashMap<>();

    /** What was read, with all changes that were told of since this began. Waits as the reading does; one at a time for a key. */
    V read(K key, Supplier<V> reading) {
        List<UnaryOperator<V>> told = new ArrayList<>();
        changes.put(key, told);
        try {
            var value = reading.get();
            for (var change : told) {
                value = change.apply(value);
            }
            return value;
        } finally {
            changes.remove(key);
        }
    }

    /** A change is told of. Does not wait. */
    void changed(K key, UnaryOperator<V> change) {
        var told = changes.get(key);
        if (told != null) {
            told.add(change);
        }
    }
}
