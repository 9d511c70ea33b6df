package rtmlab.backends.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.Token;
import rtmlab.protocol.Ts;
import rtmlab.protocol.User;
import rtmlab.protocol.UserId;
import rtmlab.protocol.api.WebApi;

/** Slack's Web API, method by method. */
final class WebApiCodecs {

    /** The one workspace that the kit has. */
    private static final String TEAM_ID = "T1";

    private static final String TEAM = "rtmlab";

    private static final int DEFAULT_LIMIT = 100;
    private static final String CURSOR = "next_ts:";

    static final Codec<WebApi.AuthTest> AUTH_TEST =
            Codec.of((request, out) -> writeToken(request.token(), out), in -> new WebApi.AuthTest(token(in)));

    static final Codec<WebApi.Identity> IDENTITY = Codec.of(
            (answer, out) -> out.put("team", TEAM)
                    .put("team_id", TEAM_ID)
                    .put("user", answer.user().name())
                    .put("user_id", answer.user().id().value()),
            in -> new WebApi.Identity(new User(new UserId(in.text("user_id")), in.text("user"))));

    static final Codec<WebApi.PostMessage> POST_MESSAGE = Codec.of(
            (request, out) -> {
                writeToken(request.token(), out);
                out.put("channel", request.channel().value()).put("text", request.text());
                writeId(request.clientMessageId(), out);
            },
            in -> new WebApi.PostMessage(token(in), new ChannelId(in.text("channel")), messageText(in), readId(in)));

    static final Codec<WebApi.Posted> POSTED = Codec.of(
            (answer, out) -> {
                out.put("channel", answer.message().channel().value())
                        .put("ts", answer.message().ts().toString());
                MessageCodecs.MESSAGE.write(answer.message(), out.putObject("message"));
            },
            in -> new WebApi.Posted(MessageCodecs.MESSAGE.read(in.object("message"))));

    static final Codec<WebApi.History> HISTORY = Codec.of(
            (request, out) -> {
                writeToken(request.token(), out);
                out.put("channel", request.channel().value())
                        .put("oldest", request.oldest().toString())
                        .put("latest", request.latest().toString())
                        .put("limit", request.limit());
            },
            WebApiCodecs::readHistory);

    static final Codec<WebApi.Messages> MESSAGES = Codec.of(
            (answer, out) -> {
                var messages = out.putArray("messages");
                answer.messages().forEach(message -> MessageCodecs.MESSAGE.write(message, messages.addObject()));
                out.put("has_more", answer.hasMore());
                out.putObject("response_metadata").put("next_cursor", nextCursor(answer));
            },
            in -> new WebApi.Messages(
                    in.objects("messages").stream()
                            .map(MessageCodecs.MESSAGE::read)
                            .toList(),
                    in.flag("has_more")));

    static final Codec<WebApi.ListConversations> LIST_CONVERSATIONS =
            Codec.of((request, out) -> writeToken(request.token(), out), in -> new WebApi.ListConversations(token(in)));

    static final Codec<WebApi.Conversations> CONVERSATIONS = Codec.of(
            (answer, out) -> {
                var channels = out.putArray("channels");
                answer.channels().forEach(channel -> MessageCodecs.CHANNEL.write(channel, channels.addObject()));
                out.putObject("response_metadata").put("next_cursor", "");
            },
            in -> new WebApi.Conversations(in.objects("channels").stream()
                    .map(MessageCodecs.CHANNEL::read)
                    .toList()));

    static final Codec<WebApi.RtmConnect> RTM_CONNECT =
            Codec.of((request, out) -> writeToken(request.token(), out), in -> new WebApi.RtmConnect(token(in)));

    private WebApiCodecs() {}

    /** The answer that tells where to open a WebSocket; whoever reads it keeps the node's name and the ticket of it. */
    static Codec<WebApi.Connection> connection(SocketUrls urls) {
        return Codec.of(
                (answer, out) -> {
                    out.put("url", urls.write(answer.url()).toString());
                    MessageCodecs.USER.write(answer.self(), out.putObject("self"));
                    out.putObject("team").put("id", TEAM_ID).put("name", TEAM).put("domain", TEAM);
                },
                in -> new WebApi.Connection(
                        SocketUrls.read(URI.create(in.text("url"))), MessageCodecs.USER.read(in.object("self"))));
    }

    static void writeId(@Nullable ClientMessageId id, ObjectNode out) {
        if (id != null) {
            out.put("client_msg_id", id.value());
        }
    }

    static @Nullable ClientMessageId readId(Fields in) {
        var id = in.optionalText("client_msg_id");
        return id == null ? null : new ClientMessageId(id);
    }

    private static void writeToken(Token token, ObjectNode out) {
        out.put("token", token.value());
    }

    private static Token token(Fields in) {
        var token = in.optionalText("token");
        if (token == null || token.isBlank()) {
            throw new Malformed("not_authed", "no token, neither in the Authorization header nor as a field");
        }
        return new Token(token);
    }

    private static String messageText(Fields in) {
        var text = in.optionalText("text");
        if (text == null) {
            throw new Malformed("no_text", "missing required field: text");
        }
        return text;
    }

    private static WebApi.History readHistory(Fields in) {
        var inclusive = in.flag("inclusive") ? 1 : 0;
        var oldest = place(in, "oldest", Ts.BEFORE_ALL, -inclusive);
        var cursor = in.optionalText("cursor");
        var latest =
                cursor == null || cursor.isEmpty() ? place(in, "latest", Ts.AFTER_ALL, inclusive) : readCursor(cursor);
        var limit = in.optionalNumber("limit");
        return new WebApi.History(
                token(in),
                new ChannelId(in.text("channel")),
                oldest,
                latest,
                limit == null ? DEFAULT_LIMIT : Math.clamp(limit, 0, Integer.MAX_VALUE));
    }

    /** Slack takes {@code 1355517523.000005}, but also 0 and whole seconds. */
    private static Ts place(Fields in, String name, Ts otherwise, int shiftMicros) {
        var text = in.optionalTextOrNumber(name);
        if (text == null || text.isEmpty()) {
            return otherwise;
        }
        if (!text.matches("[0-9]{1,10}(\\.[0-9]{1,6})?")) {
            throw new Malformed("invalid_ts_" + name, name + " looks like 1355517523.000005, not \"" + text + '"');
        }
        var micros = new BigDecimal(text).movePointRight(6).longValueExact() + shiftMicros;
        return new Ts(Math.clamp(micros, Ts.BEFORE_ALL.micros(), Ts.AFTER_ALL.micros()));
    }

    private static String nextCursor(WebApi.Messages answer) {
        if (!answer.hasMore() || answer.messages().isEmpty()) {
            return "";
        }
        var last = CURSOR + answer.messages().getLast().ts().micros();
        return Base64.getEncoder().encodeToString(last.getBytes(StandardCharsets.US_ASCII));
    }

    private static Ts readCursor(String cursor) {
        try {
            var text = new String(Base64.getDecoder().decode(cursor), StandardCharsets.US_ASCII);
            if (text.startsWith(CURSOR)) {
                return new Ts(Long.parseLong(text.substring(CURSOR.length())));
            }
        } catch (IllegalArgumentException _) {
            // Answered below, as any other text that is no cursor of ours.
        }
        throw new Malformed("invalid_cursor", "this cursor is not from an earlier answer");
    }
}
