package rtmlab.backends.wire;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.Job;
import rtmlab.protocol.Link;
import rtmlab.protocol.Message;
import rtmlab.protocol.Token;
import rtmlab.protocol.Ts;
import rtmlab.protocol.User;
import rtmlab.protocol.UserId;
import rtmlab.protocol.Workspace;
import rtmlab.protocol.WorkspaceId;
import rtmlab.protocol.api.WebApi;

/** Slack's methods {@code api.test}, {@code auth.test}, {@code chat.*} and {@code conversations.history}. */
final class WebApiCodecs {

    private static final int DEFAULT_LIMIT = 100;
    private static final Cursors CURSORS = new Cursors("next_ts");

    static final Codec<WebApi.ApiTest> API_TEST =
            Codec.of((request, out) -> request.arguments().forEach(out::put), WebApiCodecs::readApiTest);

    static final Codec<WebApi.ApiTested> API_TESTED = Codec.of(
            (answer, out) -> {
                var args = out.putObject("args");
                answer.arguments().forEach(args::put);
            },
            in -> new WebApi.ApiTested(in.object("args").all()));

    static final Codec<WebApi.AuthTest> AUTH_TEST =
            Codec.of((request, out) -> writeToken(request.token(), out), in -> new WebApi.AuthTest(token(in)));

    static final Codec<WebApi.Identity> IDENTITY = Codec.of(
            (answer, out) -> out.put("team", answer.workspace().name())
                    .put("team_id", answer.workspace().id().value())
                    .put("user", answer.user().name())
                    .put("user_id", answer.user().id().value()),
            in -> {
                var workspace = new Workspace(new WorkspaceId(in.text("team_id")), in.text("team"));
                var user = new User(new UserId(in.text("user_id")), in.text("user")).in(workspace.id());
                return new WebApi.Identity(user, workspace);
            });

    static final Codec<WebApi.PostMessage> POST_MESSAGE = Codec.of(
            (request, out) -> {
                writeToken(request.token(), out);
                out.put("channel", request.channel().value()).put("text", request.text());
                writeId(request.clientMessageId(), out);
            },
            in -> new WebApi.PostMessage(token(in), channel(in), messageText(in), readId(in)));

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

    static final Codec<WebApi.Messages> MESSAGES = Codec.of(WebApiCodecs::writeMessages, WebApiCodecs::readMessages);

    static final Codec<WebApi.AskJobs> ASK_JOBS = Codec.of(
            (request, out) -> {
                writeToken(request.token(), out);
                out.put("channel", request.channel().value())
                        .put("ts", request.message().toString());
            },
            in -> new WebApi.AskJobs(token(in), channel(in), place(in, "ts", "invalid_timestamp")));

    static final Codec<WebApi.JobStatuses> JOB_STATUSES = Codec.of(
            (answer, out) -> {
                var jobs = out.putObject("jobs");
                answer.statuses().forEach((kind, status) -> jobs.put(kind.name(), status));
            },
            in -> {
                var statuses = new TreeMap<Job.Kind, String>();
                in.object("jobs").all().forEach((kind, status) -> statuses.put(Job.Kind.valueOf(kind), status));
                return new WebApi.JobStatuses(statuses);
            });

    private WebApiCodecs() {}

    static void writeId(@Nullable ClientMessageId id, ObjectNode out) {
        if (id != null) {
            out.put("client_msg_id", id.value());
        }
    }

    static @Nullable ClientMessageId readId(Fields in) {
        var id = in.optionalText("client_msg_id");
        return id == null ? null : new ClientMessageId(id);
    }

    static void writeToken(Token token, ObjectNode out) {
        out.put("token", token.value());
    }

    static Token token(Fields in) {
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

    /** A request that is to fail says with which error: so clients can try their handling of it. */
    private static WebApi.ApiTest readApiTest(Fields in) {
        var error = in.optionalText("error");
        if (error != null) {
            throw new Malformed(error.matches("[a-z_]+") ? error : "invalid_arguments", "this error was asked for");
        }
        return new WebApi.ApiTest(in.all());
    }

    private static void writeMessages(WebApi.Messages answer, ObjectNode out) {
        var messages = out.putArray("messages");
        for (var message : answer.messages()) {
            var written = messages.addObject();
            MessageCodecs.MESSAGE.write(message, written);
            var links = answer.links().get(message.ts());
            if (links != null) {
                writeLinks(links, written.putArray("attachments"));
            }
        }
        out.put("has_more", answer.hasMore());
        var last = answer.hasMore() && !answer.messages().isEmpty()
                ? answer.messages().getLast().ts()
                : null;
        CURSORS.writeNext(last == null ? null : Long.toString(last.micros()), out);
    }

    private static void writeLinks(List<Link> links, ArrayNode out) {
        for (var link : links) {
            out.addObject()
                    .put("id", out.size())
                    .put("from_url", link.url())
                    .put("original_url", link.url())
                    .put("title", link.title())
                    .put("title_link", link.url())
                    .put("fallback", link.title());
        }
    }

    private static WebApi.Messages readMessages(Fields in) {
        var messages = new ArrayList<Message>();
        var links = new TreeMap<Ts, List<Link>>();
        for (var each : in.objects("messages")) {
            var message = MessageCodecs.MESSAGE.read(each);
            messages.add(message);
            if (each.has("attachments")) {
                links.put(
                        message.ts(),
                        each.objects("attachments").stream()
                                .map(link -> new Link(link.text("original_url"), link.text("title")))
                                .toList());
            }
        }
        return new WebApi.Messages(messages, in.flag("has_more"), links);
    }

    private static WebApi.History readHistory(Fields in) {
        var inclusive = in.flag("inclusive") ? 1 : 0;
        var oldest = place(in, "oldest", Ts.BEFORE_ALL, -inclusive);
        var cursor = CURSORS.read(in);
        var latest = cursor == null ? place(in, "latest", Ts.AFTER_ALL, inclusive) : readPlace(cursor);
        var limit = in.numberWithin("limit", 1, WebApi.History.MAX_LIMIT, DEFAULT_LIMIT);
        return new WebApi.History(token(in), channel(in), oldest, latest, limit);
    }

    private static Ts readPlace(String micros) {
        try {
            return new Ts(Long.parseLong(micros));
        } catch (IllegalArgumentException _) {
            throw Cursors.invalid();
        }
    }

    static ChannelId channel(Fields in) {
        return new ChannelId(in.text("channel"));
    }

    /** A place that has to be given; refused with this word where it is none. */
    static Ts place(Fields in, String name, String word) {
        var text = in.optionalTextOrNumber(name);
        if (text == null || text.isEmpty()) {
            throw new Malformed(word, "missing required field: " + name);
        }
        return placeOf(text, name, word, 0);
    }

    /** Slack takes {@code 1355517523.000005}, but also 0 and whole seconds. */
    private static Ts place(Fields in, String name, Ts otherwise, int shiftMicros) {
        var text = in.optionalTextOrNumber(name);
        if (text == null || text.isEmpty()) {
            return otherwise;
        }
        return placeOf(text, name, "invalid_ts_" + name, shiftMicros);
    }

    private static Ts placeOf(String text, String name, String word, int shiftMicros) {
        if (!text.matches("[0-9]{1,10}(\\.[0-9]{1,6})?")) {
            throw new Malformed(word, name + " looks like 1355517523.000005, not \"" + text + '"');
        }
        var micros = new BigDecimal(text).movePointRight(6).longValueExact() + shiftMicros;
        return new Ts(Math.clamp(micros, Ts.BEFORE_ALL.micros(), Ts.AFTER_ALL.micros()));
    }
}
