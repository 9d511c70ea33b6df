package lab;

import rtmlab.protocol.LogRecord;
import rtmlab.protocol.Ts;
import rtmlab.updated.FirstPlaces;

/** What is in the log was checked at the door. */
public final class InTheLog implements FirstPlaces {

    @Override
    public void note(LogRecord record) {}

    @Override
    public Ts placeOf(LogRecord record) {
        return record.ts();
    }
}
