package rtmlab.backends.kafka;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.Post;
import rtmlab.protocol.UserId;

/** A post as a record's value: JSON, in Slack's words. */
final class PostCodec {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectWriter WRITER = JSON.writerFor(Stored.class);
    private static final ObjectReader READER = JSON.readerFor(Stored.class);

    private PostCodec() {}

    private record Stored(
            String channel,
            String user,
            String text,
            @JsonProperty("client_msg_id") String clientMessageId) {}

    /** What Kafka calls the record's key. It does not choose the partition; it shows what the record is about. */
    static byte[] key(Post post) {
        return post.channel().value().getBytes(StandardCharsets.UTF_8);
    }

    static byte[] encode(Post post) {
        var stored = new Stored(
                post.channel().value(),
                post.author().value(),
                post.text(),
                post.clientMessageId().value());
        try {
            return WRITER.writeValueAsBytes(stored);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a post that cannot be written as JSON", e);
        }
    }

    static Post decode(byte[] value) throws IOException {
        Stored stored = READER.readValue(value);
        return new Post(
                new ChannelId(stored.channel()),
                new UserId(stored.user()),
                stored.text(),
                new ClientMessageId(stored.clientMessageId()));
    }
}
