package rtmlab.updated;

import rtmlab.protocol.LogRecord;
import rtmlab.protocol.Post;
import rtmlab.protocol.port.EventLog;

/**
 * The web app's way into the durable log: appends, and comes back when the log has acknowledged.
 *
 * <p>Messages do not take the way through a {@link Kafkagate}: the order is fixed here, and the sender waits for it.
 */
final class MessageLog {

    private final EventLog log;

    MessageLog(EventLog log) {
        this.log = log;
    }

    /** Fixes the post's place. Throws what is known when there is no acknowledgement; never tries again by itself. */
    LogRecord append(Post post) {
        return log.append(post);
    }

    /** Where the post would come next: a guess, for showing what guessing leads to. */
    LogRecord guess(Post post) {
        var partition = log.partitionOf(post.channel());
        return new LogRecord(partition, log.end(partition), post);
    }
}
