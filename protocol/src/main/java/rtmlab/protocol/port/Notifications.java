package rtmlab.protocol.port;

import java.util.List;
import rtmlab.protocol.Message;
import rtmlab.protocol.UserId;

/**
 * PostgreSQL: the messages in which users were mentioned. Every call waits.
 *
 * <p>Steps: {@code notifications add}, {@code notifications of}.
 */
public interface Notifications {

    /**
     * Notifies a user of a message, unless they have been notified of one of this author with this client message id in
     * the channel: nobody sees it twice. Then the lower {@code ts} is kept.
     */
    void addOnce(UserId user, Message message);

    /** Of which messages a user was notified, newest first, at most so many. */
    List<Message> of(UserId user, int limit);
}
