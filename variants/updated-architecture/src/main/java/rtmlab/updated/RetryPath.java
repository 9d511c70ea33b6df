package rtmlab.updated;

import java.util.Optional;
import rtmlab.protocol.Message;
import rtmlab.protocol.Post;
import rtmlab.protocol.Ts;

/** What a web app makes of a post that may have been sent before. Every web app has one of its own. */
public interface RetryPath {

    /** The message that this post is: a new one, or the one that it repeats. Waits; throws what is known when it cannot. */
    Message messageOf(Post post);

    /** All that a retry path can reach. */
    interface Ports {

        /**
         * What was remembered last of this post, by any web app. Redis may have forgotten it. Waits.
         *
         * @throws rtmlab.protocol.port.CallFailed when Redis does not answer
         */
        Optional<String> recall(Post post);

        /**
         * Has Redis remember this of the post, for all web apps and for an hour. Waits.
         *
         * @throws rtmlab.protocol.port.CallFailed when it may not have come about
         */
        void remember(Post post, String note);

        /**
         * Sends the post on its way: it is appended to the log, and everybody is shown it. Waits.
         *
         * @return the message that it is: an earlier one, where those who read the log recognise it
         * @throws rtmlab.protocol.port.CallFailed when it is not known that it was appended
         */
        Message send(Post post);

        /** What was said at this place, which need not be what its repeat says. Waits. */
        Message messageAt(Post repeat, Ts place);
    }

    /** Makes the retry path of a web app that starts. */
    @FunctionalInterface
    interface Factory {
        RetryPath over(Ports ports);
    }
}
