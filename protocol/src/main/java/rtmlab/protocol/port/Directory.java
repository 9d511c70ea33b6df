package rtmlab.protocol.port;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import rtmlab.protocol.Channel;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.ReadMark;
import rtmlab.protocol.Standing;
import rtmlab.protocol.Token;
import rtmlab.protocol.Ts;
import rtmlab.protocol.User;
import rtmlab.protocol.UserId;
import rtmlab.protocol.Workspace;
import rtmlab.protocol.WorkspaceId;

/**
 * PostgreSQL: who there is, which channels there are, and who belongs to which. Every call waits.
 *
 * <p>What one user asks about another user or a channel is looked up in the asker's own workspace: what is in another
 * one is not there. Lists are sorted by id, and go on after the id that the last page ended with.
 *
 * <p>Steps: {@code directory} and the name of the call.
 */
public interface Directory {

    /** Whose token this is. */
    Optional<User> userOf(Token token);

    Optional<Workspace> workspace(WorkspaceId workspace);

    Optional<User> user(WorkspaceId workspace, UserId user);

    /** The users of a workspace, bots and deleted ones too. */
    List<User> users(WorkspaceId workspace, @Nullable UserId after, int limit);

    /** A channel of this workspace; empty where it has none of this id. */
    Optional<Channel> channel(WorkspaceId workspace, ChannelId channel);

    /** How this user stands to a channel; empty when it is none of the user's workspace. */
    Optional<Standing> standing(User user, ChannelId channel);

    /** The channels that this user may see, as far as they are wanted. */
    List<Standing> channels(User user, Wanted wanted, @Nullable ChannelId after, int limit);

    /** Which kinds of channels are wanted. */
    record Wanted(boolean publicOnes, boolean privateOnes, boolean archivedOnes) {
        public static final Wanted ALL = new Wanted(true, true, true);

        public boolean includes(Channel channel) {
            return (channel.isPrivate() ? privateOnes : publicOnes) && (archivedOnes || !channel.isArchived());
        }
    }

    /** The channels that a user belongs to, all of them. */
    List<Channel> channelsOf(UserId user);

    /** The channels that each of these users belongs to; a user who is in none is not there. */
    SortedMap<UserId, List<ChannelId>> channelIdsOf(List<UserId> users);

    /** The users who belong to a channel. */
    List<UserId> members(ChannelId channel, @Nullable UserId after, int limit);

    /** The users who belong to each of these channels, all of them; a channel that nobody is in is not there. */
    SortedMap<ChannelId, List<UserId>> membersOf(List<ChannelId> channels);

    /** How many belong to each of these channels, in this order. */
    List<Integer> memberCounts(List<ChannelId> channels);

    /** How far a user has read each channel that the user belongs to; {@link Ts#BEFORE_ALL} where nothing. */
    List<ReadMark> readMarks(UserId user);

    /** Notes how far a member has read a channel, also when that is back; nothing happens for someone who is none. */
    void mark(UserId user, ReadMark mark);

    /** Adds a workspace, or changes its name. */
    void addWorkspace(Workspace workspace);

    /** Adds a user and one of their tokens, or changes what is known of the user. The workspace exists already. */
    void addUser(User user, Token token);

    /** Adds a channel, or changes what is known of it. The workspace exists already. */
    void addChannel(Channel channel);

    /**
     * Adds a channel with its creator, who is its first member; where the workspace has one of that name already, nothing changes.
     *
     * @return whether there was none
     */
    boolean createChannel(Channel channel, UserId creator);

    /**
     * Gives a channel another name. Nothing changes where another one of its workspace is called so, nor where this one is
     * called otherwise by now than it was: what arrives late does not undo what came after it.
     *
     * @param was as the caller knows it
     * @return whether it is called so now
     */
    boolean renameChannel(Channel was, String name);

    /** Makes a user a member of a channel of their workspace; nothing changes for one who is. */
    void join(UserId user, ChannelId channel);

    /** Ends a membership; nothing changes where there is none. */
    void leave(UserId user, ChannelId channel);
}
