package rtmlab.protocol.port;

import java.util.List;
import rtmlab.protocol.Job;

/**
 * Kafka: the topic of jobs that did not come as messages. Every call waits.
 *
 * <p>Steps: {@code jobs append}, {@code jobs read}, {@code jobs end}, {@code jobs committed}, {@code jobs commit}.
 */
public interface JobLog {

    /** A job and its place in its partition. */
    record Entry(long offset, Job job) {}

    /** How many partitions there are; fixed for the life of the system. Does not wait. */
    int partitions();

    /** Where a job goes: a repeat of it to the same partition, where it is recognised. */
    default int partitionOf(Job job) {
        return Math.floorMod(job.id().hashCode(), partitions());
    }

    /**
     * Appends a job and waits for the acknowledgement; returns its offset.
     *
     * @throws NotDone when it certainly was not appended
     * @throws MaybeDone when it may have been, or may yet be
     */
    long append(int partition, Job job);

    /** The entries of a partition from this offset on, at most so many; waits until there is at least one. */
    List<Entry> await(int partition, long from, int limit);

    /** The offset that the next entry of this partition will get. */
    long end(int partition);

    /** The offset that a group of readers has committed: where it goes on after a restart; 0 at first. */
    long committed(String group, int partition);

    /** Notes that a group of readers is done with everything before this offset. */
    void commit(String group, int partition, long next);
}
