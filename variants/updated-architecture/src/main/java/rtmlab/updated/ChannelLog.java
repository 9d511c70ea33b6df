package rtmlab.updated;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import rtmlab.protocol.LogRecord;
import rtmlab.protocol.Message;
import rtmlab.protocol.Post;
import rtmlab.protocol.Ts;
import rtmlab.protocol.api.WebApi.History;
import rtmlab.protocol.api.WebApi.Messages;
import rtmlab.protocol.port.CallFailed;
import rtmlab.protocol.port.EventLog;
import rtmlab.protocol.port.MessageStore;
import rtmlab.protocol.variant.Mechanisms;

/**
 * A channel's messages as everybody must see them, read where their order was fixed: in the log's order, each once.
 *
 * <p>The newest part comes from the log itself, since the store runs behind it; what is older comes from the store.
 */
final class ChannelLog {

    /** How many of a partition's last records are read from the log. Everything before is long stored. */
    static final int WINDOW = 10_000;

    private static final int BATCH = 500;

    private final EventLog log;
    private final MessageStore store;
    private final FirstPlaces.Factory places;
    private final boolean dropsRepeats;
    private final boolean readsLog;
    private final Map<Integer, KnownPlaces> known = new TreeMap<>();

    ChannelLog(EventLog log, MessageStore store, FirstPlaces.Factory places, Mechanisms on) {
        this.log = log;
        this.store = store;
        this.places = places;
        this.dropsRepeats = on.has(UpdatedArchitecture.CLIENT_MESSAGE_ID);
        this.readsLog = on.has(UpdatedArchitecture.HISTORY_FROM_LOG);
    }

    /** The record's own place, or that of the first record in the log which it repeats. */
    Ts placeOf(LogRecord logged) {
        if (!dropsRepeats) {
            return logged.ts();
        }
        var known = known(logged.partition());
        known.readUpTo(logged.offset() + 1);
        return known.placeOf(logged);
    }

    /** The message that a repeat repeats: what was said there, which need not be what is said now. */
    Message messageAt(Post repeat, Ts place) {
        try {
            var partition = log.partitionOf(repeat.channel());
            return log.read(partition, place.logOffset(), 1).stream()
                    .filter(record -> record.ts().equals(place))
                    .map(LogRecord::message)
                    .findFirst()
                    .orElseGet(() -> repeat.at(place));
        } catch (CallFailed _) {
            return repeat.at(place); // It is certain that it was said, and where; its text is a courtesy.
        }
    }

    Messages history(History request) {
        if (!readsLog) {
            // The mechanism switched off: what was acknowledged a moment ago is not there yet.
            var stored = store.history(request.channel(), request.oldest(), request.latest(), request.limit());
            return new Messages(stored, stored.size() == request.limit());
        }
        var partition = log.partitionOf(request.channel());
        var end = log.end(partition);
        var start = Math.max(0, end - WINDOW);
        var newestFirst = inLog(request, partition, start, end);
        var oldestInLog = Ts.ofLogOffset(start);
        if (newestFirst.size() <= request.limit() && oldestInLog.isAfter(request.oldest())) {
            newestFirst.addAll(older(request, oldestInLog, newestFirst.size()));
        }
        var hasMore = newestFirst.size() > request.limit();
        return new Messages(hasMore ? List.copyOf(newestFirst.subList(0, request.limit())) : newestFirst, hasMore);
    }

    /** From the store, one more than wanted, to know whether there are more. */
    private List<Message> older(History request, Ts before, int alreadyFound) {
        if (before.equals(Ts.ofLogOffset(0))) {
            return List.of(); // The log holds all there ever was.
        }
        var latest = before.isAfter(request.latest()) ? request.latest() : before;
        return store.history(request.channel(), request.oldest(), latest, request.limit() + 1 - alreadyFound);
    }

    /** From the newest back, since that is what is usually asked for; one more than wanted. */
    private List<Message> inLog(History request, int partition, long start, long end) {
        var known = known(partition);
        if (dropsRepeats) {
            known.readUpTo(end);
        }
        var found = new ArrayList<Message>();
        var first = Math.max(start, request.oldest().logOffset() + 1);
        var beyond = Math.min(end, request.latest().logOffset());
        while (first < beyond && found.size() <= request.limit()) {
            var from = Math.max(first, beyond - BATCH);
            for (var record : log.read(partition, from, (int) (beyond - from)).reversed()) {
                if (record.channel().equals(request.channel()) && !(dropsRepeats && known.isRepeat(record))) {
                    found.add(record.message());
                }
            }
            beyond = from;
        }
        return found;
    }

    private KnownPlaces known(int partition) {
        return known.computeIfAbsent(partition, number -> new KnownPlaces(log, number, WINDOW, places.ofReader()));
    }
}
