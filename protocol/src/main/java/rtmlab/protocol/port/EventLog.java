package rtmlab.protocol.port;

import java.util.List;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.LogRecord;
import rtmlab.protocol.Post;

/**
 * Kafka: a log in partitions, each an order that never changes. Every call waits.
 *
 * <p>Steps: {@code log append}, {@code log read} (to await is to read), {@code log end}, {@code log committed},
 * {@code log commit}.
 */
public interface EventLog {

    /** How many partitions there are; fixed for the life of the system. Does not wait. */
    int partitions();

    /** Where a channel's posts go: all of one channel to one partition, which is what gives the channel its order. */
    default int partitionOf(ChannelId channel) {
        return Math.floorMod(channel.value().hashCode(), partitions());
    }

    /**
     * Appends a post and waits for the acknowledgement: this fixes the post's place.
     *
     * @throws NotDone when it certainly was not appended
     * @throws MaybeDone when it may have been, or may yet be
     */
    LogRecord append(Post post);

    /** The records of a partition from this offset on, at most so many; empty when there are none yet. */
    List<LogRecord> read(int partition, long from, int limit);

    /** As {@link #read}, but waits until there is at least one. */
    List<LogRecord> await(int partition, long from, int limit);

    /** The offset that the next record of this partition will get. */
    long end(int partition);

    /** The offset that a group of readers has committed: where it goes on after a restart; 0 at first. */
    long committed(String group, int partition);

    /** Notes that a group of readers is done with everything before this offset. */
    void commit(String group, int partition, long next);
}
