package rtmlab.updated;

import rtmlab.protocol.Message;
import rtmlab.protocol.Post;
import rtmlab.protocol.Ts;
import rtmlab.protocol.api.WebApi.History;
import rtmlab.protocol.api.WebApi.Messages;

/** What makes a message exist, and where a channel's messages are then read: the log, or the database. */
sealed interface DurableStep permits LogStep, DatabaseStep {

    /**
     * Fixes a post's place and has it broadcast. Waits; throws what is known when it cannot be said that the post exists.
     *
     * @return its place, or that of the post which it repeats
     */
    Ts take(Post post);

    /** The message that a repeat repeats: what was said there, which need not be what is said now. Waits. */
    Message messageAt(Post repeat, Ts place);

    Messages history(History request);
}
