package rtmlab.updated;

import rtmlab.protocol.LogRecord;
import rtmlab.protocol.Post;
import rtmlab.protocol.Ts;

/** What happens between a user's post and its answer: the heart of the architecture. Every web app has one of its own. */
public interface SendPath {

    /** Makes the post last, has everybody told, and returns its place; throws what is known when it cannot. Waits. */
    Ts send(Post post);

    /** All that a send path can reach. */
    interface Ports {

        /**
         * Appends to the durable log and waits for the acknowledgement: this fixes the post's place.
         *
         * @throws rtmlab.protocol.port.NotDone when it certainly was not appended
         * @throws rtmlab.protocol.port.MaybeDone when it may have been, or may yet be
         */
        LogRecord append(Post post);

        /** Where the post would come next, if it were appended now: a guess. Waits. */
        LogRecord guess(Post post);

        /**
         * Has everybody in the channel shown the message, and returns its place: an earlier one, if it is a repeat.
         * Waits.
         *
         * @throws rtmlab.protocol.port.CallFailed when that may not have come about
         */
        Ts broadcast(LogRecord record);

        /** The record's own place, or that of the first record in the log which it repeats. Waits. */
        Ts placeOf(LogRecord record);

        /** Runs a task beside this one, until it returns or the web app dies. Does not wait. */
        void spawn(String name, Runnable task);
    }

    /** Makes the send path of a web app that starts. */
    @FunctionalInterface
    interface Factory {
        SendPath over(Ports ports);
    }
}
