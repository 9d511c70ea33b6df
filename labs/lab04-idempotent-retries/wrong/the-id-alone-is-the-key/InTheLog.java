package lab;

import java.util.HashMap;
import java.util.Map;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.LogRecord;
import rtmlab.protocol.Ts;
import rtmlab.updated.FirstPlaces;

/** An id is an id. */
public final class InTheLog implements FirstPlaces {

    private final Map<ClientMessageId, Ts> first = new HashMap<>();

    @Override
    public void note(LogRecord record) {
        first.putIfAbsent(record.post().clientMessageId(), record.ts());
    }

    @Override
    public Ts placeOf(LogRecord record) {
        return first.getOrDefault(record.post().clientMessageId(), record.ts());
    }
}
