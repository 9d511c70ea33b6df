package rtmlab.protocol.variant;

import java.util.List;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.UserId;
import rtmlab.protocol.port.Node;

/**
 * A user's client: it connects when it is started, reconnects whenever it must, and writes down in its {@link Journal}
 * what its user was shown and told.
 */
public interface Client extends Node {

    /**
     * Sends a message by the architecture's way, again and again with the same id until something is known or patience
     * ends. Waits; returns when its journal says what became of it.
     */
    void post(ChannelId channel, String text, ClientMessageId id);

    /**
     * Reads all messages of a channel, and writes into its journal what it got; nothing when the read failed. Waits.
     */
    void read(ChannelId channel);

    /** Breaks the connection, as a phone in a lift does; the client reconnects by itself. Does not wait. */
    void dropConnection();

    /** Has the others in a channel told that the user is typing, if there is a connection. Does not wait. */
    default void type(ChannelId channel) {}

    /** Asks, now and whenever it connects again, who of these users is there, and to be told of changes. Does not wait. */
    default void watch(List<UserId> users) {}
}
