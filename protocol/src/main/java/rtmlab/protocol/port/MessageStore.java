package rtmlab.protocol.port;

import java.util.List;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.Message;
import rtmlab.protocol.Ts;

/**
 * PostgreSQL: the messages of one shard. Every call waits.
 *
 * <p>Steps: {@code store insert}, {@code store insert-once}, {@code store history}.
 */
public interface MessageStore {

    /** Adds a row, whether or not the message is there already. */
    void insert(Message message);

    /**
     * Adds a row unless the channel has one of this author with this client message id. Where it has, the row keeps the lower
     * {@code ts}: the order was fixed elsewhere, and whoever inserts first here did not fix it.
     */
    void insertOnce(Message message);

    /** The newest messages of a channel with {@code after < ts < before}, newest first, at most so many. */
    List<Message> history(ChannelId channel, Ts after, Ts before, int limit);
}
