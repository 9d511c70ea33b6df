package rtmlab.protocol.shared;

import org.jspecify.annotations.Nullable;
import rtmlab.protocol.Channel;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.Post;
import rtmlab.protocol.Standing;
import rtmlab.protocol.Token;
import rtmlab.protocol.User;
import rtmlab.protocol.UserId;
import rtmlab.protocol.Workspace;
import rtmlab.protocol.api.WebApi.PostMessage;
import rtmlab.protocol.port.Directory;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.SlackError;

/** Who may do what: tokens, workspaces, memberships, posting rights; refusals are in Slack's words. */
public final class Access {

    private final Directory directory;

    public Access(Directory directory) {
        this.directory = directory;
    }

    /** The user behind a token; throws {@code invalid_auth} or {@code account_inactive}. */
    public User require(Token token) {
        var user = directory.userOf(token).orElseThrow(() -> new SlackError("invalid_auth"));
        if (user.isDeleted()) {
            throw new SlackError("account_inactive");
        }
        return user;
    }

    /** The workspace that a user belongs to. */
    public Workspace workspaceOf(User user) {
        return directory.workspace(user.workspace()).orElseThrow(() -> new SlackError("team_not_found"));
    }

    /** Another user of the asker's workspace; throws {@code user_not_found}. */
    public User requireUser(User asker, UserId user) {
        return directory.user(asker.workspace(), user).orElseThrow(() -> new SlackError("user_not_found"));
    }

    /** How the user stands to the channel; throws {@code channel_not_found} where the user may not know of it. */
    public Standing requireVisible(User user, ChannelId channel) {
        return directory
                .standing(user, channel)
                .filter(Standing::isVisible)
                .orElseThrow(() -> new SlackError("channel_not_found"));
    }

    /** Throws {@code channel_not_found} or {@code not_in_channel} unless the user belongs to the channel. */
    public Channel requireMember(User user, ChannelId channel) {
        var standing = requireVisible(user, channel);
        if (!standing.isMember()) {
            throw new SlackError("not_in_channel");
        }
        return standing.channel();
    }

    /** As {@link #requireMember}; throws {@code is_archived} or {@code restricted_action} where the user may only read. */
    public Channel requirePosting(User user, ChannelId id) {
        var channel = requireMember(user, id);
        if (channel.isArchived()) {
            throw new SlackError("is_archived");
        }
        if (!channel.isOpenTo(user)) {
            throw new SlackError("restricted_action");
        }
        return channel;
    }

    /** The post that a request asks for, if its user may post it. */
    public Post requirePost(PostMessage request, Host host) {
        var author = require(request.token());
        requirePosting(author, request.channel());
        if (request.text().isBlank()) {
            throw new SlackError("no_text");
        }
        if (request.text().length() > Post.MAX_TEXT_LENGTH) {
            throw new SlackError("msg_too_long");
        }
        var id = idOrNew(request.clientMessageId(), host);
        if (!Post.isStorable(request.text()) || !Post.isStorable(id)) {
            throw new SlackError("invalid_arguments");
        }
        return new Post(request.channel(), author.id(), request.text(), id);
    }

    /** The client's id, or one made up for a client that gave none and so cannot retry safely. */
    public static ClientMessageId idOrNew(@Nullable ClientMessageId given, Host host) {
        return given != null
                ? given
                : new ClientMessageId(
                        "made-up-" + Long.toHexString(host.random().nextLong()));
    }
}
