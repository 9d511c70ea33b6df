package rtmlab.updated;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
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

    private static final int BATCH = 1_000;

    private final EventLog log;
    private final MessageStore store;
    private final boolean dropsRepeats;
    private final boolean readsLog;

    ChannelLog(EventLog log, MessageStore store, Mechanisms on) {
        this.log = log;
        this.store = store;
        this.dropsRepeats = on.has(UpdatedArchitecture.CLIENT_MESSAGE_ID);
        this.readsLog = on.has(UpdatedArchitecture.HISTORY_FROM_LOG);
    }

    /** The record's own place, or that of the first record in the log which it repeats. */
    Ts placeOf(LogRecord logged) {
        if (!dropsRepeats) {
            return logged.ts();
        }
        var key = PostKey.of(logged.post());
        var places = new TreeSet<>(Set.of(logged.ts()));
        scan(logged.partition(), windowStart(logged.partition()), logged.offset(), earlier -> {
            if (PostKey.of(earlier.post()).equals(key)) {
                places.add(earlier.ts());
            }
        });
        return places.first();
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
        var start = windowStart(partition);
        var end = log.end(partition);
        var found = new ArrayList<Message>();
        var seen = new HashSet<PostKey>();
        // From the window's start, not from the wanted place: only so is a repeat recognised as one.
        scan(partition, start, end, record -> {
            var isFirst = seen.add(PostKey.of(record.post())) || !dropsRepeats;
            if (isFirst && record.channel().equals(request.channel()) && isWanted(record.ts(), request)) {
                found.add(record.message());
            }
        });
        var newestFirst = new ArrayList<>(found.reversed());
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

    private static boolean isWanted(Ts ts, History request) {
        return ts.isAfter(request.oldest()) && request.latest().isAfter(ts);
    }

    private long windowStart(int partition) {
        return Math.max(0, log.end(partition) - WINDOW);
    }

    private void scan(int partition, long from, long to, Consumer<LogRecord> each) {
        var next = from;
        while (next < to) {
            var batch = log.read(partition, next, (int) Math.min(BATCH, to - next));
            if (batch.isEmpty()) {
                return;
            }
            batch.forEach(each);
            next = batch.getLast().offset() + 1;
        }
    }
}
