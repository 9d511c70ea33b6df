package rtmlab.protocol.shared;

import org.jspecify.annotations.Nullable;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.Post;
import rtmlab.protocol.Token;
import rtmlab.protocol.User;
import rtmlab.protocol.api.WebApi.PostMessage;
import rtmlab.protocol.port.Directory;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.SlackError;

/** Who may do what: tokens, memberships, and what a post may look like; refusals are in Slack's words. */
public final class Access {

    private final Directory directory;

    public Access(Directory directory) {
        this.directory = directory;
    }

    /** The user behind a token. */
    public User require(Token token) {
        return directory.userOf(token).orElseThrow(() -> new SlackError("invalid_auth"));
    }

    /** Throws {@code channel_not_found} or {@code not_in_channel} unless the user belongs to the channel. */
    public void requireMember(User user, ChannelId channel) {
        if (directory.isMember(user.id(), channel)) {
            return;
        }
        if (directory.channel(channel).isEmpty()) {
            throw new SlackError("channel_not_found");
        }
        throw new SlackError("not_in_channel");
    }

    /** The post that a request asks for, if its user may post it. */
    public Post requirePost(PostMessage request, Host host) {
        var author = require(request.token());
        requireMember(author, request.channel());
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
