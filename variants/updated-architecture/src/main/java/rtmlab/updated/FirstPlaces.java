package rtmlab.updated;

import rtmlab.protocol.LogRecord;
import rtmlab.protocol.Ts;

/**
 * Where each post of a partition was put first: how whoever reads the log recognises a repeat. Every reader has one of its
 * own, in its memory, and reads the log anew after a crash.
 */
public interface FirstPlaces {

    /** Takes note of the next record: each comes once, in the log's order. Does not wait. */
    void note(LogRecord record);

    /** The place of the first record noted that says the same: the record's own, if there was none. Does not wait. */
    Ts placeOf(LogRecord record);

    /** Whether a record that was noted says what an earlier one has said. */
    default boolean isRepeat(LogRecord record) {
        return !placeOf(record).equals(record.ts());
    }

    /** Makes the memory of somebody who begins to read a partition. */
    @FunctionalInterface
    interface Factory {
        FirstPlaces ofReader();
    }
}
