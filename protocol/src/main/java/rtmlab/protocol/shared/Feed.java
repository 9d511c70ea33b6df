package rtmlab.protocol.shared;

import java.time.Duration;
import java.util.List;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.Message;
import rtmlab.protocol.Presence;
import rtmlab.protocol.Ts;
import rtmlab.protocol.UserId;

/**
 * What becomes of that which a client's connection brings: what is shown, in which order, and for how long. Every client
 * has one, which lasts as long as the client, from one connection to the next.
 */
public interface Feed {

    /** For so long a screen says that somebody is typing, if nothing else comes. */
    Duration TYPING_LASTS = Duration.ofSeconds(3);

    /** A connection is about to be opened. Does not wait. */
    void opened();

    /** A message has come over the connection, whether or not the client is online yet. Does not wait. */
    void message(Message message);

    /** Shows what this channel has that was missed; what comes live meanwhile is newer. Waits. */
    void catchUp(ChannelId channel);

    /** The user belongs to this channel no longer: what of it is not on the screen yet stays off it. Does not wait. */
    default void left(ChannelId channel) {}

    /** Every channel has been caught up: from here on all comes live. Does not wait. */
    void online();

    /** Somebody is typing. Does not wait. */
    void typing(ChannelId channel, UserId user);

    /** These are there, or away: what a client asks for anew on every connection. Does not wait. */
    void presence(List<UserId> users, Presence presence);

    /** The connection is gone. Does not wait. */
    void closed();

    /** All that a feed can reach. Showing and hiding do not wait. */
    interface Ports {

        /** Shows a message that came over the connection. */
        void showLive(Message message);

        /** Shows a message that was read from history. */
        void showMissed(Message message);

        /** A channel's messages after this place, oldest first; a failure ends the connection. Waits. */
        List<Message> history(ChannelId channel, Ts after);

        /** Shows that somebody is typing, until it is hidden. */
        void showTyping(ChannelId channel, UserId user);

        /** Shows it no longer. */
        void hideTyping(ChannelId channel, UserId user);

        /** Shows that these are there, or away, until something else is shown of them, or it is hidden. */
        void showPresence(List<UserId> users, Presence presence);

        /** Shows nothing of whether these are there. */
        void hidePresence(List<UserId> users);

        /** Runs this so much later. Does not wait. */
        void after(Duration delay, Runnable task);
    }

    /** Makes the feed of a client that starts. */
    @FunctionalInterface
    interface Factory {
        Feed over(Ports ports);
    }
}
