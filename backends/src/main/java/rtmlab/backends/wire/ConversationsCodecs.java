package rtmlab.backends.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.UserId;
import rtmlab.protocol.api.WebApi;
import rtmlab.protocol.port.Directory.Wanted;

/** Slack's methods {@code conversations.*}, all but {@code history}. */
final class ConversationsCodecs {

    private static final Cursors CHANNELS = new Cursors("channel");
    private static final Cursors MEMBERS_CURSORS = new Cursors("user");

    private static final String PUBLIC = "public_channel";
    private static final String PRIVATE = "private_channel";

    /** What Slack has and the kit has none of. */
    private static final List<String> OTHER_TYPES = List.of("mpim", "im");

    static final Codec<WebApi.ListConversations> LIST_CONVERSATIONS = Codec.of(
            (request, out) -> {
                WebApiCodecs.writeToken(request.token(), out);
                out.put("types", typesOf(request.wanted()))
                        .put("exclude_archived", !request.wanted().archivedOnes())
                        .put("limit", request.limit());
                var after = request.after();
                CHANNELS.write(after == null ? null : after.value(), out);
            },
            in -> new WebApi.ListConversations(
                    WebApiCodecs.token(in), wanted(in), channel(CHANNELS.read(in)), Cursors.limit(in)));

    static final Codec<WebApi.Conversations> CONVERSATIONS = Codec.of(
            (answer, out) -> {
                var channels = out.putArray("channels");
                answer.channels()
                        .forEach(conversation -> SlackObjects.CONVERSATION.write(conversation, channels.addObject()));
                var next = answer.next();
                CHANNELS.writeNext(next == null ? null : next.value(), out);
            },
            in -> new WebApi.Conversations(
                    in.objects("channels").stream()
                            .map(SlackObjects.CONVERSATION::read)
                            .toList(),
                    channel(CHANNELS.readNext(in))));

    static final Codec<WebApi.OneConversation> ONE_CONVERSATION = Codec.of(
            (request, out) -> {
                WebApiCodecs.writeToken(request.token(), out);
                out.put("channel", request.channel().value());
            },
            in -> new WebApi.OneConversation(WebApiCodecs.token(in), WebApiCodecs.channel(in)));

    static final Codec<WebApi.Conversation> CONVERSATION = Codec.of(
            (answer, out) -> SlackObjects.CONVERSATION.write(answer, out.putObject("channel")),
            in -> SlackObjects.CONVERSATION.read(in.object("channel")));

    static final Codec<WebApi.ListMembers> LIST_MEMBERS = Codec.of(
            (request, out) -> {
                WebApiCodecs.writeToken(request.token(), out);
                out.put("channel", request.channel().value()).put("limit", request.limit());
                var after = request.after();
                MEMBERS_CURSORS.write(after == null ? null : after.value(), out);
            },
            in -> new WebApi.ListMembers(
                    WebApiCodecs.token(in),
                    WebApiCodecs.channel(in),
                    user(MEMBERS_CURSORS.read(in)),
                    Cursors.limit(in)));

    static final Codec<WebApi.Members> MEMBERS = Codec.of(
            (answer, out) -> {
                var members = out.putArray("members");
                answer.members().forEach(member -> members.add(member.value()));
                var next = answer.next();
                MEMBERS_CURSORS.writeNext(next == null ? null : next.value(), out);
            },
            in -> new WebApi.Members(
                    in.texts("members").stream().map(UserId::new).toList(), user(MEMBERS_CURSORS.readNext(in))));

    static final Codec<WebApi.Joined> JOINED = Codec.of(
            ConversationsCodecs::writeJoined,
            in -> new WebApi.Joined(SlackObjects.CONVERSATION.read(in.object("channel")), in.has("warning")));

    static final Codec<WebApi.Left> LEFT = Codec.of(
            (answer, out) -> {
                if (!answer.wasMember()) {
                    out.put("not_in_channel", true);
                }
            },
            in -> new WebApi.Left(!in.flag("not_in_channel")));

    static final Codec<WebApi.CreateConversation> CREATE = Codec.of(
            (request, out) -> {
                WebApiCodecs.writeToken(request.token(), out);
                out.put("name", request.name()).put("is_private", request.isPrivate());
            },
            in -> new WebApi.CreateConversation(WebApiCodecs.token(in), name(in), in.flag("is_private")));

    static final Codec<WebApi.Invite> INVITE = Codec.of(
            (request, out) -> {
                WebApiCodecs.writeToken(request.token(), out);
                out.put("channel", request.channel().value())
                        .put(
                                "users",
                                request.users().stream().map(UserId::value).collect(Collectors.joining(",")));
            },
            in -> new WebApi.Invite(WebApiCodecs.token(in), WebApiCodecs.channel(in), users(in)));

    static final Codec<WebApi.RenameConversation> RENAME = Codec.of(
            (request, out) -> {
                WebApiCodecs.writeToken(request.token(), out);
                out.put("channel", request.channel().value()).put("name", request.name());
            },
            in -> new WebApi.RenameConversation(WebApiCodecs.token(in), WebApiCodecs.channel(in), name(in)));

    static final Codec<WebApi.Mark> MARK = Codec.of(
            (request, out) -> {
                WebApiCodecs.writeToken(request.token(), out);
                out.put("channel", request.channel().value())
                        .put("ts", request.lastRead().toString());
            },
            in -> new WebApi.Mark(
                    WebApiCodecs.token(in),
                    WebApiCodecs.channel(in),
                    WebApiCodecs.place(in, "ts", "invalid_timestamp")));

    static final Codec<WebApi.Done> DONE = Codec.of((answer, out) -> {}, in -> new WebApi.Done());

    private ConversationsCodecs() {}

    private static void writeJoined(WebApi.Joined answer, ObjectNode out) {
        SlackObjects.CONVERSATION.write(answer.conversation(), out.putObject("channel"));
        if (answer.wasMember()) {
            out.put("warning", "already_in_channel");
            out.putObject("response_metadata").putArray("warnings").add("already_in_channel");
        }
    }

    private static String name(Fields in) {
        var name = in.optionalText("name");
        if (name == null) {
            throw new Malformed("invalid_name_required", "missing required field: name");
        }
        return name;
    }

    /** With commas between them. */
    private static List<UserId> users(Fields in) {
        var users = in.optionalText("users");
        if (users == null) {
            throw new Malformed("no_user", "missing required field: users");
        }
        return Stream.of(users.split(",", -1))
                .map(String::strip)
                .filter(id -> !id.isEmpty())
                .map(UserId::new)
                .toList();
    }

    private static String typesOf(Wanted wanted) {
        if (wanted.publicOnes() && wanted.privateOnes()) {
            return PUBLIC + "," + PRIVATE;
        }
        return wanted.privateOnes() ? PRIVATE : PUBLIC;
    }

    /** As in Slack, those who do not say what they want get public channels. */
    private static Wanted wanted(Fields in) {
        var types = in.optionalText("types");
        var wanted = types == null || types.isBlank()
                ? List.of(PUBLIC)
                : List.of(types.replace(" ", "").split(",", -1));
        for (var type : wanted) {
            if (!type.equals(PUBLIC) && !type.equals(PRIVATE) && !OTHER_TYPES.contains(type)) {
                throw new Malformed("invalid_types", "there is no type of channel called \"" + type + '"');
            }
        }
        return new Wanted(wanted.contains(PUBLIC), wanted.contains(PRIVATE), !in.flag("exclude_archived"));
    }

    private static @Nullable ChannelId channel(@Nullable String id) {
        return id == null ? null : new ChannelId(id);
    }

    private static @Nullable UserId user(@Nullable String id) {
        return id == null ? null : new UserId(id);
    }
}
