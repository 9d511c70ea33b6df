package rtmlab.initial;

import rtmlab.protocol.Job;
import rtmlab.protocol.Message;
import rtmlab.protocol.port.CallFailed;
import rtmlab.protocol.port.KeyValues;
import rtmlab.protocol.shared.Previews;

/** A list in Redis: what is to be done with a message once it is stored, and nobody waits for. */
final class JobQueue {

    /** The list of jobs that nobody has taken yet. */
    static final String PENDING = "initial:jobs:pending";

    private final KeyValues redis;

    JobQueue(KeyValues redis) {
        this.redis = redis;
    }

    /** Has a stored message made findable, and its links noted. A crash before this leaves it stored and not found. */
    void push(Message message) {
        try {
            redis.lpush(PENDING, new Job(Job.Kind.INDEX, message));
            if (Previews.isWorthAJob(message)) {
                redis.lpush(PENDING, new Job(Job.Kind.UNFURL, message));
            }
        } catch (CallFailed _) {
            // The message is stored, and that is what was asked for; the original does not notice that a job is lost.
        }
    }
}
