package rtmlab.updated;

import java.time.Instant;
import rtmlab.protocol.Job;

/** What a {@link Kafkagate} does with a job: has it in the log, or says that it has not. Every Kafkagate has one. */
public interface Gate {

    /**
     * Has a job in the log, and returns its offset. Waits.
     *
     * @throws rtmlab.protocol.port.SlackError {@code service_unavailable}, which is HTTP's 503, when the job certainly is
     *     not in the log and never will be: whoever brought it keeps it and comes again
     * @throws rtmlab.protocol.port.MaybeDone when nobody can say
     */
    long enqueue(int partition, Job job);

    /** All that a gate can reach. */
    interface Ports {

        /**
         * Appends a job, and waits for Kafka's acknowledgement.
         *
         * @throws rtmlab.protocol.port.NotDone when it certainly was not appended
         * @throws rtmlab.protocol.port.MaybeDone when it may have been, or may yet be
         */
        long append(int partition, Job job);

        /** Does not wait. */
        Instant now();
    }

    /** Makes the gate of a Kafkagate that starts. */
    @FunctionalInterface
    interface Factory {
        Gate over(Ports ports);
    }
}
