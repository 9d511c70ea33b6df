package rtmlab.updated;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import rtmlab.protocol.LogRecord;
import rtmlab.protocol.Ts;

/**
 * Where each post of a partition was put first, as far as its last records reach: a repeat that comes later than that is
 * taken for a new post, by everyone alike.
 */
final class Places implements FirstPlaces {

    private final int window;
    private final Map<PostKey, Place> places = new HashMap<>();
    private final ArrayDeque<Seen> inWindow = new ArrayDeque<>();

    private record Place(Ts first, long latestOffset) {}

    private record Seen(PostKey key, long offset) {}

    /** @param window how many records are remembered */
    Places(int window) {
        this.window = window;
    }

    @Override
    public void note(LogRecord record) {
        isFirst(record);
    }

    /** As {@link #note}; whether nothing in the window has said the same. */
    boolean isFirst(LogRecord record) {
        var key = PostKey.of(record.post());
        var known = places.get(key);
        places.put(key, new Place(known == null ? record.ts() : known.first(), record.offset()));
        inWindow.addLast(new Seen(key, record.offset()));
        if (inWindow.size() > window) {
            forget(inWindow.removeFirst());
        }
        return known == null;
    }

    private void forget(Seen seen) {
        var known = places.get(seen.key());
        if (known != null && known.latestOffset() == seen.offset()) {
            places.remove(seen.key());
        }
    }

    @Override
    public Ts placeOf(LogRecord record) {
        var known = places.get(PostKey.of(record.post()));
        return known == null ? record.ts() : known.first();
    }
}
