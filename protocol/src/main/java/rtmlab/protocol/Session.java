package rtmlab.protocol;

import java.util.List;

/**
 * Who is behind a WebSocket, and which channels they belong to.
 *
 * @param readOnly those of the channels in which the user may not post: archived, or open to admins alone
 */
public record Session(UserId user, WorkspaceId workspace, List<ChannelId> channels, List<ChannelId> readOnly) {

    /** Of someone who was turned away. */
    public static final Session NOBODY = new Session(new UserId("nobody"), List.of());

    public Session {
        channels = List.copyOf(channels);
        readOnly = List.copyOf(readOnly);
    }

    /** Of a member of the first workspace who may post everywhere. */
    public Session(UserId user, List<ChannelId> channels) {
        this(user, Workspace.FIRST.id(), channels, List.of());
    }

    /** Of a user with the channels that the user belongs to. */
    public static Session of(User user, List<Channel> channels) {
        return new Session(
                user.id(),
                user.workspace(),
                channels.stream().map(Channel::id).toList(),
                channels.stream()
                        .filter(channel -> !channel.isOpenTo(user))
                        .map(Channel::id)
                        .toList());
    }
}
