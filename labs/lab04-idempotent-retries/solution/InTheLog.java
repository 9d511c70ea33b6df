package lab;

import java.util.HashMap;
import java.util.Map;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.LogRecord;
import rtmlab.protocol.Ts;
import rtmlab.protocol.UserId;
import rtmlab.updated.FirstPlaces;

/** The log has an order, so it knows which of two came first; and it is the same for everybody who reads it. */
public final class InTheLog implements FirstPlaces {

    private final Map<Key, Ts> first = new HashMap<>();

    /** Ids are a client's own. */
    private record Key(ChannelId channel, UserId author, ClientMessageId id) {
        static Key of(LogRecord record) {
            var post = record.post();
            return new Key(post.channel(), post.author(), post.clientMessageId());
        }
    }

    @Override
    public void note(LogRecord record) {
        first.putIfAbsent(Key.of(record), record.ts());
    }

    @Override
    public Ts placeOf(LogRecord record) {
        return first.getOrDefault(Key.of(record), record.ts());
    }
}
