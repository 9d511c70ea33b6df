package rtmlab.backends.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import rtmlab.protocol.Channel;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.Message;
import rtmlab.protocol.Post;
import rtmlab.protocol.Ts;
import rtmlab.protocol.User;
import rtmlab.protocol.UserId;

/** The things that requests, answers and frames are about. */
final class MessageCodecs {

    static final Codec<Post> POST = Codec.of(MessageCodecs::writePost, MessageCodecs::readPost);

    /** Slack's message event, which is also the form of a message in answers. */
    static final Codec<Message> MESSAGE = Codec.of(
            (message, out) -> {
                out.put("type", "message");
                writePost(message.post(), out);
                out.put("ts", message.ts().toString());
            },
            in -> readPost(in).at(Ts.parse(in.text("ts"))));

    static final Codec<User> USER = Codec.of(
            (user, out) -> out.put("id", user.id().value()).put("name", user.name()),
            in -> new User(new UserId(in.text("id")), in.text("name")));

    static final Codec<Channel> CHANNEL = Codec.of(
            (channel, out) -> out.put("id", channel.id().value())
                    .put("name", channel.name())
                    .put("is_channel", true)
                    .put("is_member", true),
            in -> new Channel(new ChannelId(in.text("id")), in.text("name")));

    private MessageCodecs() {}

    private static void writePost(Post post, ObjectNode out) {
        out.put("channel", post.channel().value())
                .put("user", post.author().value())
                .put("text", post.text())
                .put("client_msg_id", post.clientMessageId().value());
    }

    private static Post readPost(Fields in) {
        return new Post(
                new ChannelId(in.text("channel")),
                new UserId(in.text("user")),
                in.text("text"),
                new ClientMessageId(in.text("client_msg_id")));
    }
}
