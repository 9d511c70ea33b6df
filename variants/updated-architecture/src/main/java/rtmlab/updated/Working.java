package rtmlab.updated;

import java.util.List;
import rtmlab.protocol.Job;
import rtmlab.protocol.Message;
import rtmlab.protocol.port.JobQueue.Queued;

/** How a worker gets jobs from Redis done. Every life of a worker has one of its own. */
public interface Working {

    /** Takes jobs and does them, for ever. */
    void work();

    /**
     * All that a working can reach. Every call waits, and fails with what is known: {@code NotDone} or {@code MaybeDone}.
     */
    interface Ports {

        /** Waits until there are pending jobs, and moves the oldest of them into this worker's hands: they stay there. */
        List<Queued> take();

        /** What is in this worker's hands, oldest first: also what it took in a life before this one. */
        List<Queued> inHands();

        /** Notes that jobs are done: they leave this worker's hands. */
        void finish(List<Queued> jobs);

        /** Puts a job that can never be done where people look: it leaves this worker's hands. */
        void bury(Queued job, String reason);

        /** Adds a row to the store, whether or not the message is there already. */
        void insert(Message message);

        /** Adds a row to the store, unless the message is there already. */
        void insertOnce(Message message);

        /** Does a job of any kind but {@code PERSIST}: to do it twice is as to do it once. */
        void perform(Job job);

        /** Lets a moment pass. */
        void pause();
    }

    /** Makes the working of a worker that starts. */
    @FunctionalInterface
    interface Factory {
        Working over(Ports ports);
    }
}
