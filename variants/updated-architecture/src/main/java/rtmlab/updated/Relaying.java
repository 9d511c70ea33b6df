package rtmlab.updated;

import java.util.List;
import java.util.OptionalLong;
import rtmlab.protocol.port.JobQueue.Pushed;
import rtmlab.protocol.port.JobQueue.Queued;

/** How a live relay has the jobs of some records of the log done, by way of Redis. Every partition has one of its own. */
public interface Relaying {

    /**
     * Has these jobs done, and then notes in the log that they are. Waits; the next batch comes when this returns.
     *
     * <p>What is not noted comes again, from the place in the log that was noted last: to this relay when it has lost its
     * lock or was started anew, or to the one that stands by.
     *
     * @param next the offset after the records that ask for these jobs
     */
    void relay(List<Queued> jobs, long next);

    /** All that a relaying can reach. */
    interface Ports {

        /**
         * Adds jobs to those that are pending in Redis, without those that are unfinished there already. Waits.
         *
         * @return {@code NOT_HELD} when another relay is live now, or Redis has forgotten who is, and perhaps all jobs
         * @throws rtmlab.protocol.port.NotDone when Redis has no memory left, or is down
         * @throws rtmlab.protocol.port.MaybeDone when nobody knows whether they were added
         */
        Pushed push(List<Queued> jobs);

        /**
         * The offset of the first record of the partition of which a pushed job is unfinished; {@code NONE_UNFINISHED}
         * when all are done. Waits; empty and failing as {@link #push} says {@code NOT_HELD} and fails.
         */
        OptionalLong firstUnfinished();

        /** Notes in the log that everything before this offset is done. Waits until Kafka has it. */
        void commit(long next);

        /** Lets a moment pass. */
        void pause();
    }

    /** Makes the relaying of a partition, anew whenever a relay becomes the live one. */
    @FunctionalInterface
    interface Factory {
        Relaying over(Ports ports);
    }
}
