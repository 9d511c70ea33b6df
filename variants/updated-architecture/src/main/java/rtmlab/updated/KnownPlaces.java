package rtmlab.updated;

import rtmlab.protocol.LogRecord;
import rtmlab.protocol.Ts;
import rtmlab.protocol.port.EventLog;

/**
 * Where the posts of one partition were put first, as far as this process has read the log.
 *
 * <p>It is read on from where it stopped, and only when somebody asks: a question costs what was appended since the last
 * one, however long the log is. That matters most when it matters at all, while a server is down and every post asks.
 */
final class KnownPlaces {

    private static final int BATCH = 1_000;

    private final EventLog log;
    private final int partition;
    private final int window;
    private final FirstPlaces places;

    /** Everything before this offset is known. */
    private long next;

    /**
     * Reads from this partition.
     *
     * @param window how many of the newest records count
     * @param places takes note of them
     */
    KnownPlaces(EventLog log, int partition, int window, FirstPlaces places) {
        this.log = log;
        this.partition = partition;
        this.window = window;
        this.places = places;
    }

    /** Reads the records before this offset that are not known yet. Waits. */
    void readUpTo(long end) {
        next = Math.max(next, end - window);
        while (next < end) {
            var batch = log.read(partition, next, (int) Math.min(BATCH, end - next));
            if (batch.isEmpty()) {
                return; // An election has taken back what was there: possible where acks=all is off.
            }
            batch.forEach(this::add);
        }
    }

    /** Somebody else may have read the same records while this reader waited for them. */
    private void add(LogRecord record) {
        if (record.offset() == next) {
            places.note(record);
            next++;
        }
    }

    /** The place of a known record's post: its own, or that of the one which it repeats. */
    Ts placeOf(LogRecord record) {
        return places.placeOf(record);
    }

    boolean isRepeat(LogRecord record) {
        return places.isRepeat(record);
    }
}
