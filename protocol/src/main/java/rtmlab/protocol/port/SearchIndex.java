package rtmlab.protocol.port;

import java.util.List;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.Message;

/**
 * PostgreSQL: the words of messages, so that messages are found by them. Every call waits.
 *
 * <p>What a word is, {@link rtmlab.protocol.shared.Words} says, for texts and for queries alike.
 *
 * <p>Steps: {@code search index}, {@code search find}.
 */
public interface SearchIndex {

    /**
     * Makes a message findable, unless the channel has one of this author with this client message id that is: nobody
     * finds it twice. Then the lower {@code ts} is kept.
     */
    void index(Message message);

    /**
     * The messages of these channels that have every word of the query, newest first.
     *
     * @param skip how many of the newest to leave out
     * @param limit at most so many after them
     */
    Found find(List<ChannelId> channels, String query, int skip, int limit);

    /**
     * What was found.
     *
     * @param total how many there are in all
     */
    record Found(List<Message> messages, int total) {}
}
