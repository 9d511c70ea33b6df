package rtmlab.backends.wire;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.Job;
import rtmlab.protocol.Post;
import rtmlab.protocol.Ts;
import rtmlab.protocol.UserId;

/** A job in a topic or a list: JSON, the same for the same job, since Redis finds an element by its bytes. */
public final class JobCodec {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectWriter WRITER = JSON.writerFor(Stored.class);
    private static final ObjectReader READER = JSON.readerFor(Stored.class);

    private JobCodec() {}

    @JsonPropertyOrder({"kind", "channel", "ts", "user", "text", "client_msg_id", "argument"})
    private record Stored(
            Job.Kind kind,
            String channel,
            String ts,
            String user,
            String text,
            @JsonProperty("client_msg_id") String clientMessageId,
            String argument) {}

    public static byte[] encode(Job job) {
        var message = job.message();
        var stored = new Stored(
                job.kind(),
                message.channel().value(),
                message.ts().toString(),
                message.author().value(),
                message.text(),
                message.clientMessageId().value(),
                job.argument());
        try {
            return WRITER.writeValueAsBytes(stored);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a job that cannot be written as JSON", e);
        }
    }

    public static Job decode(byte[] element) throws IOException {
        Stored stored = READER.readValue(element);
        var post = new Post(
                new ChannelId(stored.channel()),
                new UserId(stored.user()),
                stored.text(),
                new ClientMessageId(stored.clientMessageId()));
        return new Job(stored.kind(), post.at(Ts.parse(stored.ts())), stored.argument());
    }
}
