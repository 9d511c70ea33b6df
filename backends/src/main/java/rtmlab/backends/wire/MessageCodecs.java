package rtmlab.backends.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.Message;
import rtmlab.protocol.Post;
import rtmlab.protocol.Ts;
import rtmlab.protocol.UserId;

/** Posts and messages. */
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
