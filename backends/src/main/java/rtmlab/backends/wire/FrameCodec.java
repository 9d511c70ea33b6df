package rtmlab.backends.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import rtmlab.protocol.Channel;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.Presence;
import rtmlab.protocol.Ts;
import rtmlab.protocol.UserId;
import rtmlab.protocol.api.EdgeApi;
import rtmlab.protocol.api.Frame;
import rtmlab.protocol.api.RtmError;

/** Frames in the form of Slack's RTM API; those between gateway and channel server are the kit's own. */
public final class FrameCodec {

    private final SocketUrls urls;

    public FrameCodec(SocketUrls urls) {
        this.urls = urls;
    }

    public String write(Frame frame) {
        var out = Json.object();
        write(frame, out);
        return Json.text(out);
    }

    void write(Frame frame, ObjectNode out) {
        switch (frame) {
            case Frame.Send(long id, var channel, var text, var messageId) -> {
                typed(out, id, "message").put("channel", channel.value()).put("text", text);
                WebApiCodecs.writeId(messageId, out);
            }
            case Frame.Typing(long id, var channel) -> typed(out, id, "typing").put("channel", channel.value());
            case Frame.Ping(long id, var extra) -> writeExtra(extra, typed(out, id, "ping"));
            case Frame.PresenceSub(var id, var users) -> writeUsers(id, "presence_sub", users, out);
            case Frame.PresenceQuery(var id, var users) -> writeUsers(id, "presence_query", users, out);
            case Frame.Hello() -> typed(out, "hello");
            case Frame.Reply(long replyTo, var ts, var text) ->
                out.put("ok", true)
                        .put("reply_to", replyTo)
                        .put("ts", ts.toString())
                        .put("text", text);
            case Frame.Refusal(var replyTo, var error) -> writeRefusal(replyTo, error, out);
            case Frame.Pong(long replyTo, var extra) ->
                writeExtra(extra, typed(out, "pong").put("reply_to", replyTo));
            case Frame.Broadcast(var message) -> MessageCodecs.MESSAGE.write(message, out);
            case Frame.UserTyping(var channel, var user) ->
                typed(out, "user_typing").put("channel", channel.value()).put("user", user.value());
            case Frame.PresenceChange(var users, var presence) -> writeChange(users, presence, out);
            case Frame.ManualPresenceChange(var presence) ->
                typed(out, "manual_presence_change").put("presence", presence.word());
            case Frame.ReconnectUrl(var url) ->
                typed(out, "reconnect_url").put("url", urls.write(url).toString());
            case Frame.TeamMigrationStarted() -> typed(out, "team_migration_started");
            case Frame.Goodbye() -> typed(out, "goodbye");
            case Frame.Ask(long id, var query) -> writeQuery(query, typed(out, id, query.kind()));
            case Frame.Told(long replyTo, var answer) ->
                writeToldAnswer(
                        answer, out.put("ok", true).put("reply_to", replyTo).put("type", answer.kind()));
            case Frame.UserChange(var user) ->
                SlackObjects.USER.write(user, typed(out, "user_change").putObject("user"));
            case Frame.TeamJoin(var user) ->
                SlackObjects.USER.write(user, typed(out, "team_join").putObject("user"));
            case Frame.MemberJoined(var channel, var user) ->
                typed(out, "member_joined_channel").put("user", user.value()).put("channel", channel.value());
            case Frame.MemberLeft(var channel, var user) ->
                typed(out, "member_left_channel").put("user", user.value()).put("channel", channel.value());
            case Frame.ChannelJoined(var channel) -> writeChannel("channel_joined", channel, out);
            case Frame.ChannelLeft(var channel) -> typed(out, "channel_left").put("channel", channel.value());
            case Frame.ChannelCreated(var channel) -> writeChannel("channel_created", channel, out);
            case Frame.ChannelRename(var channel) -> writeChannel("channel_rename", channel, out);
            case Frame.RingChange(long epoch, var servers) -> {
                var names = typed(out, "ring").put("epoch", epoch).putArray("servers");
                servers.forEach(server -> names.add(server.value()));
            }
            case Frame.Release(long epoch, var message) ->
                MessageCodecs.MESSAGE.write(
                        message, typed(out, "release").put("epoch", epoch).putObject("message"));
            case Frame.Subscribe(var channel, var after, long epoch) -> {
                typed(out, "subscribe").put("channel", channel.value()).put("epoch", epoch);
                if (after != null) {
                    out.put("after", after.toString());
                }
            }
            case Frame.Subscribed(var channel, var upTo, long epoch, boolean isComplete) ->
                typed(out, "subscribed")
                        .put("channel", channel.value())
                        .put("up_to", upTo.toString())
                        .put("epoch", epoch)
                        .put("complete", isComplete);
            case Frame.ClientHere(var client, var user) ->
                typed(out, "client_here").put("client", client).put("user", user.value());
            case Frame.ClientGone(var client) -> typed(out, "client_gone").put("client", client);
            case Frame.Unsubscribe(var channel) -> typed(out, "unsubscribe").put("channel", channel.value());
        }
    }

    /** Throws {@link MalformedFrame} when this is no frame. */
    public Frame read(String text) {
        Fields in;
        try {
            in = new Fields(Json.parse(text));
        } catch (Malformed e) {
            throw new MalformedFrame(null, RtmError.BAD_FRAME, e.detail());
        }
        try {
            return read(in);
        } catch (Malformed e) {
            throw new MalformedFrame(idOf(in), RtmError.BAD_FRAME, e.detail());
        } catch (IllegalArgumentException e) {
            throw new MalformedFrame(idOf(in), RtmError.BAD_FRAME, String.valueOf(e.getMessage()));
        }
    }

    static Frame read(Fields in) {
        var type = in.optionalText("type");
        if (type == null) {
            return readAnswer(in);
        }
        return switch (type) {
            // Whoever sends gives the frame an id, whoever is told of it does not.
            case "message" -> in.has("id") ? readSend(in) : new Frame.Broadcast(MessageCodecs.MESSAGE.read(in));
            case "typing" -> new Frame.Typing(in.number("id"), channel(in));
            case "ping" -> new Frame.Ping(in.number("id"), in.scalarsBut("id", "type", "reply_to"));
            case "presence_sub" -> new Frame.PresenceSub(in.optionalNumber("id"), users(in, "ids"));
            case "presence_query" -> new Frame.PresenceQuery(in.optionalNumber("id"), users(in, "ids"));
            case "hello" -> new Frame.Hello();
            case "error" -> new Frame.Refusal(null, readError(in));
            case "pong" -> new Frame.Pong(in.number("reply_to"), in.scalarsBut("type", "reply_to"));
            case "presence_change" -> new Frame.PresenceChange(changed(in), Presence.of(in.text("presence")));
            case "manual_presence_change" -> new Frame.ManualPresenceChange(Presence.of(in.text("presence")));
            case "reconnect_url" -> new Frame.ReconnectUrl(SocketUrls.read(URI.create(in.text("url"))));
            case "team_migration_started" -> new Frame.TeamMigrationStarted();
            case "user_typing" -> new Frame.UserTyping(channel(in), user(in));
            case "goodbye" -> new Frame.Goodbye();
            case "users_info" -> new Frame.Ask(in.number("id"), EdgeCodecs.USERS_INFO.read(in));
            case "users_search" -> new Frame.Ask(in.number("id"), EdgeCodecs.USERS_SEARCH.read(in));
            case "membership" -> new Frame.Ask(in.number("id"), EdgeCodecs.MEMBERSHIP.read(in));
            case "users_found" -> new Frame.Told(in.number("reply_to"), EdgeCodecs.USERS_FOUND.read(in));
            case "non_members" -> new Frame.Told(in.number("reply_to"), EdgeCodecs.NON_MEMBERS.read(in));
            case "user_change" -> new Frame.UserChange(SlackObjects.USER.read(in.object("user")));
            case "team_join" -> new Frame.TeamJoin(SlackObjects.USER.read(in.object("user")));
            case "member_joined_channel" -> new Frame.MemberJoined(channel(in), user(in));
            case "member_left_channel" -> new Frame.MemberLeft(channel(in), user(in));
            case "channel_joined" -> new Frame.ChannelJoined(SlackObjects.CHANNEL.read(in.object("channel")));
            case "channel_left" -> new Frame.ChannelLeft(channel(in));
            case "channel_created" -> new Frame.ChannelCreated(SlackObjects.CHANNEL.read(in.object("channel")));
            case "channel_rename" -> new Frame.ChannelRename(SlackObjects.CHANNEL.read(in.object("channel")));
            case "ring" ->
                new Frame.RingChange(
                        in.number("epoch"),
                        in.texts("servers").stream().map(NodeName::new).toList());
            case "release" -> new Frame.Release(in.number("epoch"), MessageCodecs.MESSAGE.read(in.object("message")));
            case "subscribe" -> new Frame.Subscribe(channel(in), readAfter(in), in.number("epoch"));
            case "subscribed" ->
                new Frame.Subscribed(channel(in), Ts.parse(in.text("up_to")), in.number("epoch"), in.flag("complete"));
            case "client_here" -> new Frame.ClientHere(in.text("client"), user(in));
            case "client_gone" -> new Frame.ClientGone(in.text("client"));
            case "unsubscribe" -> new Frame.Unsubscribe(channel(in));
            default -> throw Malformed.arguments("there is no frame of type " + type);
        };
    }

    private static Frame readAnswer(Fields in) {
        if (!in.has("ok")) {
            throw Malformed.arguments("missing required field: type");
        }
        return in.flag("ok")
                ? new Frame.Reply(in.number("reply_to"), Ts.parse(in.text("ts")), in.text("text"))
                : new Frame.Refusal(in.optionalNumber("reply_to"), readError(in));
    }

    private static Frame.Send readSend(Fields in) {
        var id = in.number("id");
        var text = in.optionalText("text");
        if (text == null) {
            throw new MalformedFrame(id, RtmError.NO_TEXT, "missing required field: text");
        }
        return new Frame.Send(id, channel(in), text, WebApiCodecs.readId(in));
    }

    private static void writeQuery(EdgeApi.Query query, ObjectNode out) {
        switch (query) {
            case EdgeApi.UsersInfo info -> EdgeCodecs.USERS_INFO.write(info, out);
            case EdgeApi.UsersSearch search -> EdgeCodecs.USERS_SEARCH.write(search, out);
            case EdgeApi.Membership membership -> EdgeCodecs.MEMBERSHIP.write(membership, out);
        }
    }

    private static void writeToldAnswer(EdgeApi.Answer answer, ObjectNode out) {
        switch (answer) {
            case EdgeApi.UsersFound found -> EdgeCodecs.USERS_FOUND.write(found, out);
            case EdgeApi.NonMembers nonMembers -> EdgeCodecs.NON_MEMBERS.write(nonMembers, out);
        }
    }

    private static void writeExtra(Map<String, String> extra, ObjectNode out) {
        extra.forEach((name, json) -> out.putRawValue(name, new RawValue(json)));
    }

    private static void writeUsers(@Nullable Long id, String type, List<UserId> users, ObjectNode out) {
        if (id != null) {
            out.put("id", id);
        }
        var ids = typed(out, type).putArray("ids");
        users.forEach(user -> ids.add(user.value()));
    }

    private static void writeChange(List<UserId> users, Presence presence, ObjectNode out) {
        typed(out, "presence_change");
        if (users.size() == 1) {
            out.put("user", users.getFirst().value());
        } else {
            var ids = out.putArray("users");
            users.forEach(user -> ids.add(user.value()));
        }
        out.put("presence", presence.word());
    }

    private static List<UserId> changed(Fields in) {
        return in.has("users") ? users(in, "users") : List.of(user(in));
    }

    private static List<UserId> users(Fields in, String name) {
        return in.texts(name).stream().map(UserId::new).toList();
    }

    private static void writeRefusal(@Nullable Long replyTo, RtmError error, ObjectNode out) {
        if (replyTo == null) {
            typed(out, "error");
        } else {
            out.put("ok", false).put("reply_to", replyTo);
        }
        out.putObject("error").put("code", error.code()).put("msg", error.message());
    }

    private static RtmError readError(Fields in) {
        var code = in.object("error").number("code");
        for (var error : RtmError.values()) {
            if (error.code() == code) {
                return error;
            }
        }
        return RtmError.BAD_FRAME;
    }

    private static @Nullable Ts readAfter(Fields in) {
        var after = in.optionalText("after");
        return after == null ? null : Ts.parse(after);
    }

    private static @Nullable Long idOf(Fields in) {
        try {
            return in.optionalNumber("id");
        } catch (Malformed _) {
            return null;
        }
    }

    private static void writeChannel(String type, Channel channel, ObjectNode out) {
        SlackObjects.CHANNEL.write(channel, typed(out, type).putObject("channel"));
    }

    private static ChannelId channel(Fields in) {
        return new ChannelId(in.text("channel"));
    }

    private static UserId user(Fields in) {
        return new UserId(in.text("user"));
    }

    private static ObjectNode typed(ObjectNode out, String type) {
        return out.put("type", type);
    }

    private static ObjectNode typed(ObjectNode out, long id, String type) {
        return out.put("id", id).put("type", type);
    }
}
