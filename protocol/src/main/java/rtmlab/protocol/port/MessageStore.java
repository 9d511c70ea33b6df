package rtmlab.protocol.port;

import java.util.List;
import java.util.SortedMap;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.Link;
import rtmlab.protocol.Message;
import rtmlab.protocol.ReadMark;
import rtmlab.protocol.Ts;
import rtmlab.protocol.UserId;

/**
 * PostgreSQL: the messages of one shard. Every call waits.
 *
 * <p>Steps: {@code store insert}, {@code store insert-once}, {@code store insert-first}, {@code store history}, {@code store unread}, {@code store
 * add-links}, {@code store links}.
 */
public interface MessageStore {

    /** Adds a row, whether or not the message is there already. */
    void insert(Message message);

    /**
     * Adds a row unless the channel has one of this author with this client message id. Where it has, the row keeps the lower
     * {@code ts}: the order was fixed elsewhere, and whoever inserts first here did not fix it.
     */
    void insertOnce(Message message);

    /**
     * Adds a row unless the channel has one of this author with this client message id; returns the row that is there now.
     * Where it has, the row stays as it is: the order is fixed here, by whoever comes first.
     */
    Message insertFirst(Message message);

    /** The newest messages of a channel with {@code after < ts < before}, newest first, at most so many. */
    List<Message> history(ChannelId channel, Ts after, Ts before, int limit);

    /** How many messages of others than the reader stand after each of these marks, in this order. */
    List<Integer> unread(UserId reader, List<ReadMark> marks);

    /** Notes what a message links to, in place of what was noted before. */
    void addLinks(Message message, List<Link> links);

    /** What the messages of a channel with {@code after < ts < before} link to, as far as it has been noted. */
    SortedMap<Ts, List<Link>> links(ChannelId channel, Ts after, Ts before);
}
