package rtmlab.bootstrap;

import java.util.List;
import java.util.Optional;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.Message;
import rtmlab.protocol.SocketUrl;
import rtmlab.protocol.UserId;
import rtmlab.protocol.api.WebApi;

/**
 * Where a session's snapshot and its stream meet: how both are begun, what of the stream is kept for a client that is
 * away for a moment, and whether that client can go on from there. Every session of a {@link Flannel} has one of its own.
 */
public interface SessionSeam {

    /**
     * Begins the session's stream and reads the snapshot that its client starts from. Waits.
     *
     * @throws rtmlab.protocol.port.SlackError {@code service_unavailable} when the two may not fit: the client tries again
     */
    WebApi.Start begin();

    /** A message has come by on the session's stream, whether or not its client is there. Does not wait. */
    void passed(Message message);

    /**
     * The stream tells that the user has joined or left this channel: so it did not have all of the channel's messages.
     * Not every architecture tells its sessions. Does not wait.
     */
    default void moved(ChannelId channel) {}

    /** Whether a client that comes back may go on with this session, as if it had never been away. Waits. */
    boolean canGoOn();

    /**
     * What a channel had of messages with {@code oldest < ts < latest}, newest first and at most so many, exactly as the
     * store would say it; empty when this cannot be said for sure. Does not wait.
     *
     * @param wanted about a channel that the session's snapshot has
     */
    Optional<WebApi.Messages> missed(WebApi.History wanted);

    /** All that a seam can reach. The calls wait, may fail with what is known, and cost the origin something. */
    interface Ports {

        /** Says who the user is, and where the stream can be opened: {@code rtm.connect}. */
        WebApi.Connection connect();

        /**
         * Opens the stream, and returns when it has said hello. From then on all messages come by of the channels that the
         * user was in <em>at some moment of this call</em>, and of no others.
         */
        void open(SocketUrl url);

        /** The user's own channels, with how far they are read: {@code client.userBoot}. */
        WebApi.Start userBoot();

        /** Everything: all users, all channels, who belongs to which: {@code rtm.start}. */
        WebApi.Start rtmStart();

        /** The ids, in their order, of the channels that a user is in at some moment of this call. */
        List<ChannelId> channelsOf(UserId user);

        /** So many of its latest messages a session may keep, and no more. Does not wait. */
        int kept();
    }

    /** Makes the seam of a session that is to begin. */
    @FunctionalInterface
    interface Factory {

        SessionSeam over(Ports ports);
    }
}
