package rtmlab.protocol.port;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import rtmlab.protocol.Job;

/**
 * Redis: the handful of commands that the architectures use, by their names. Every call waits.
 *
 * <p>Redis may be configured to forget everything at a restart: nothing that must last may stand here alone.
 *
 * <p>Steps: {@code redis} and the command's name, such as {@code redis lpush}.
 */
public interface KeyValues {

    Optional<String> get(String key);

    /** Sets a key for a limited time ({@code SET key value PX}). */
    void set(String key, String value, Duration lifetime);

    /** Reads a key and deletes it, as one ({@code GETDEL}): of several callers one gets it. */
    Optional<String> getdel(String key);

    /** Puts a job at the head of a list. */
    void lpush(String list, Job job);

    /**
     * Waits until a list has a job, then moves its oldest to the head of another, as one ({@code BLMOVE … RIGHT LEFT}).
     */
    Job blmove(String from, String to);

    /** Waits until a list has a job, then takes its oldest out ({@code BRPOP}). */
    Job brpop(String list);

    /** Takes a job out of a list, wherever it stands; false when it was not there. */
    boolean lrem(String list, Job job);

    /** All of a list, newest first ({@code LRANGE 0 -1}). */
    List<Job> lrange(String list);

    /** Sets a field of a hash. */
    void hset(String hash, String field, String value);

    Optional<String> hget(String hash, String field);
}
