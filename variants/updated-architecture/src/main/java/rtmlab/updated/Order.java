package rtmlab.updated;

import rtmlab.protocol.LogRecord;
import rtmlab.protocol.Ts;
import rtmlab.protocol.port.CallFailed;

/** In which order a channel server releases what is pushed to it. */
sealed interface Order permits ReleaseOrder, ArrivalOrder {

    /**
     * Releases a record, if it was not and when its turn has come. Waits.
     *
     * @return its place, or that of the one it repeats
     * @throws CallFailed when nobody here knows whether it is a repeat
     */
    Ts push(LogRecord record);

    /** What was released last. */
    Recent recent();
}
