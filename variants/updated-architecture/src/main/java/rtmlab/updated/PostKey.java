package rtmlab.updated;

import rtmlab.protocol.ChannelId;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.Post;
import rtmlab.protocol.UserId;

/** What makes two posts the same one: ids are a client's own, so they count per author and channel. */
record PostKey(ChannelId channel, UserId author, ClientMessageId id) {

    static PostKey of(Post post) {
        return new PostKey(post.channel(), post.author(), post.clientMessageId());
    }
}
