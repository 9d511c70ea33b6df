package rtmlab.updated;

import rtmlab.protocol.LogRecord;
import rtmlab.protocol.Post;
import rtmlab.protocol.port.EventLog;

/** The way into the durable log: appends, and comes back when the log has acknowledged. */
final class Kafkagate {

    private final EventLog log;

    Kafkagate(EventLog log) {
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
