package rtmlab.protocol.port;

import java.util.List;
import java.util.Optional;
import rtmlab.protocol.Channel;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.Token;
import rtmlab.protocol.User;
import rtmlab.protocol.UserId;

/**
 * PostgreSQL: who there is, which channels there are, and who belongs to which. Every call waits.
 *
 * <p>Steps: {@code directory} and the name of the call.
 */
public interface Directory {

    /** Whose token this is. */
    Optional<User> userOf(Token token);

    Optional<Channel> channel(ChannelId channel);

    boolean isMember(UserId user, ChannelId channel);

    /** The channels that a user belongs to, by id. */
    List<Channel> channelsOf(UserId user);

    /** The users who belong to a channel, by id. */
    List<User> members(ChannelId channel);

    void addUser(User user, Token token);

    void addChannel(Channel channel);

    /** Makes a user a member; nothing changes for one who is. */
    void join(UserId user, ChannelId channel);
}
