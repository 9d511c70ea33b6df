package rtmlab.updated;

import java.time.Duration;
import java.util.List;
import rtmlab.protocol.LogRecord;

/**
 * What brings one partition's records into the log's order, each once, however they come to a channel server: pushed, late,
 * twice, or not at all. A channel server has one for each partition, in its memory.
 */
public interface ReleaseBuffer {

    /**
     * The channel server starts. Nobody is there yet to be shown anything, but what the log has already is to be released
     * all the same: gateways that come back are given what they lack out of what was released. Waits; when it returns,
     * records can be pushed.
     */
    void start();

    /**
     * A record comes the fast way: it is to be released as soon as its turn has come, unless it has been. Waits.
     *
     * @throws rtmlab.protocol.port.CallFailed when it cannot be released now
     */
    void push(LogRecord record);

    /** All that a buffer can reach: the log of its partition, the gateways, and time. */
    interface Ports {

        /** Shows a record to everybody who watches its channel; what is released cannot be taken back. Does not wait. */
        void release(LogRecord record);

        /**
         * The records from this offset on, at most so many; empty when there are none yet. Waits.
         *
         * @throws rtmlab.protocol.port.CallFailed when the log does not answer
         */
        List<LogRecord> read(long from, int limit);

        /**
         * Waits until the log has a record with this offset.
         *
         * @throws rtmlab.protocol.port.CallFailed when the log does not answer
         */
        void awaitRecord(long offset);

        /**
         * The offset that the next record of the log will get. Waits.
         *
         * @throws rtmlab.protocol.port.CallFailed when the log does not answer
         */
        long end();

        /** Waits. */
        void sleep(Duration duration);

        /** Runs a task beside everything else here, until it returns or the channel server dies. Does not wait. */
        void spawn(String name, Runnable task);
    }

    /** Makes the buffer of a partition for a channel server that starts. */
    @FunctionalInterface
    interface Factory {
        ReleaseBuffer over(Ports ports);
    }
}
