package rtmlab.protocol.port;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import rtmlab.protocol.Job;
import rtmlab.protocol.NodeName;

/**
 * Redis: the execution queue of jobs. Every call waits, and happens as one.
 *
 * <p>A job is pending, then in a worker's hands (in flight), then gone, or on the list of dead letters. It counts as
 * unfinished from its push until it is finished or buried. A job that is unfinished is not queued a second time.
 *
 * <p>Redis may forget all of it, and refuses what needs memory when it is full: pushing, and taking as well. So nothing
 * stands here alone: the log has every unfinished job.
 *
 * <p>Steps: {@code redis claim}, {@code redis push}, {@code redis progress}, {@code redis take}, {@code redis in-flight},
 * {@code redis finish}, {@code redis bury}, {@code redis note}, {@code redis status}, {@code redis pending}, {@code
 * redis dead}.
 */
public interface JobQueue {

    /** A job, and its place in the log that it came from. */
    record Queued(Job job, String topic, int partition, long offset) {}

    /** What became of a push. */
    enum Pushed {
        DONE,
        /** Nothing was pushed: as many jobs as may be are pending already. */
        NO_ROOM,
        /** Nothing was pushed: the lock has another holder, or none, because its time ran out or Redis forgot it. */
        NOT_HELD
    }

    /** Stands for no unfinished job at all. */
    long NONE_UNFINISHED = Long.MAX_VALUE;

    /** Takes the lock of a topic, or keeps it for the same holder; false when another one has it. */
    boolean claim(String topic, String holder, Duration lease);

    /**
     * Adds jobs to those that are pending, without those that are unfinished already, and keeps the lock: only the
     * holder of the topic's lock can. That is the fence: what an earlier holder sends late is not pushed.
     *
     * @param jobs all from one partition of the topic
     * @param room only while fewer are pending
     */
    Pushed push(String topic, String holder, Duration lease, List<Queued> jobs, int room);

    /**
     * Up to which offset all that this holder pushed is finished: that of the first unfinished job of a partition, or
     * {@link #NONE_UNFINISHED}; keeps the lock. Empty when the lock is not held: then nobody knows, since Redis may
     * have forgotten everything.
     */
    OptionalLong progress(String topic, String holder, Duration lease, int partition);

    /** Waits until there are pending jobs, and moves the oldest of them, at most so many, into the worker's hands. */
    List<Queued> take(NodeName worker, int limit);

    /** What is in a worker's hands, oldest first. */
    List<Queued> inFlight(NodeName worker);

    /** Notes that jobs are done, whoever had them in hands. */
    void finish(NodeName worker, List<Queued> jobs);

    /** Puts a job that cannot be done on the list of dead letters, where people look; its status is the reason. */
    void bury(NodeName worker, Queued job, String reason);

    /** Sets the status of an unfinished job. */
    void note(Job job, String status);

    /**
     * How a job stands, by its id: {@code queued}, {@code running}, {@code retrying: …}, {@code done}, {@code dead: …};
     * empty when it is unknown here, or was done a while ago.
     */
    Optional<String> status(String jobId);

    /** As {@link #status}, of many jobs at once and in this order. */
    List<Optional<String>> statuses(List<String> jobIds);

    /** The jobs that nobody has taken yet, oldest first. */
    List<Queued> pending();

    /** The jobs that cannot be done, oldest first. */
    List<Queued> dead();
}
