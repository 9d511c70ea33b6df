package rtmlab.backends.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.Ticket;
import rtmlab.protocol.User;
import rtmlab.protocol.UserId;
import rtmlab.protocol.WorkspaceId;
import rtmlab.protocol.api.BootApi;
import rtmlab.protocol.api.EdgeApi;

/** What edge caches ask and answer; in the shapes that Slack's clients are seen to use, where there are such. */
final class EdgeCodecs {

    static final Codec<BootApi.UserBoot> USER_BOOT = Codec.of(
            (request, out) -> WebApiCodecs.writeToken(request.token(), out),
            in -> new BootApi.UserBoot(WebApiCodecs.token(in)));

    static final Codec<BootApi.TeamUsers> TEAM_USERS = Codec.of(
            (request, out) -> {
                out.put("team", request.workspace().value()).put("limit", request.limit());
                var after = request.after();
                if (after != null) {
                    out.put("after", after.value());
                }
            },
            in -> {
                var after = in.optionalText("after");
                return new BootApi.TeamUsers(
                        new WorkspaceId(in.text("team")),
                        after == null ? null : new UserId(after),
                        in.integer("limit"));
            });

    static final Codec<BootApi.UsersPage> USERS_PAGE = Codec.of(
            (answer, out) -> writeUsers("users", answer.users(), out), in -> new BootApi.UsersPage(users("users", in)));

    static final Codec<BootApi.ChannelMembers> CHANNEL_MEMBERS = Codec.of(
            (request, out) -> out.put("channel", request.channel().value()),
            in -> new BootApi.ChannelMembers(new ChannelId(in.text("channel"))));

    static final Codec<BootApi.MembersFound> MEMBERS_FOUND = Codec.of(
            (answer, out) -> writeIds("members", answer.members(), out),
            in -> new BootApi.MembersFound(ids("members", in)));

    static final Codec<BootApi.ChannelsOfUsers> CHANNELS_OF_USERS = Codec.of(
            (request, out) -> writeIds("users", request.users(), out),
            in -> new BootApi.ChannelsOfUsers(ids("users", in)));

    static final Codec<BootApi.ChannelsFound> CHANNELS_FOUND = Codec.of(
            (answer, out) -> {
                var all = out.putArray("users");
                answer.channels().forEach((user, channels) -> {
                    var one = all.addObject().put("user", user.value());
                    var ids = one.putArray("channels");
                    channels.forEach(channel -> ids.add(channel.value()));
                });
            },
            in -> {
                var found = new TreeMap<UserId, List<ChannelId>>();
                for (var one : in.objects("users")) {
                    found.put(
                            new UserId(one.text("user")),
                            one.texts("channels").stream().map(ChannelId::new).toList());
                }
                return new BootApi.ChannelsFound(found);
            });

    static final Codec<EdgeApi.Boot> BOOT = Codec.of(
            (request, out) -> {
                WebApiCodecs.writeToken(request.token(), out);
                var resume = request.resume();
                if (resume != null) {
                    out.put("resume", resume.value());
                }
            },
            in -> {
                var resume = in.optionalText("resume");
                return new EdgeApi.Boot(WebApiCodecs.token(in), resume == null ? null : new Ticket(resume));
            });

    static final Codec<EdgeApi.OfSession> OF_SESSION = Codec.of(
            (request, out) -> writeSession(request.session(), out), in -> new EdgeApi.OfSession(requiredSession(in)));

    static final Codec<EdgeApi.CatchUp> CATCH_UP = Codec.of(
            (request, out) -> {
                writeSession(request.session(), out);
                WebApiCodecs.HISTORY.write(request.history(), out);
            },
            in -> new EdgeApi.CatchUp(requiredSession(in), WebApiCodecs.HISTORY.read(in)));

    static final Codec<EdgeApi.UsersInfo> USERS_INFO = Codec.of(
            (request, out) -> {
                writeSession(request.session(), out);
                writeIds("users", request.users(), out);
            },
            in -> new EdgeApi.UsersInfo(session(in), ids("users", in)));

    static final Codec<EdgeApi.UsersSearch> USERS_SEARCH = Codec.of(
            (request, out) -> {
                writeSession(request.session(), out);
                out.put("query", request.query()).put("count", request.count());
            },
            in -> new EdgeApi.UsersSearch(session(in), in.text("query"), in.integer("count")));

    static final Codec<EdgeApi.Membership> MEMBERSHIP = Codec.of(
            (request, out) -> {
                writeSession(request.session(), out);
                out.put("channel", request.channel().value());
                writeIds("users", request.users(), out);
            },
            in -> new EdgeApi.Membership(session(in), new ChannelId(in.text("channel")), ids("users", in)));

    static final Codec<EdgeApi.UsersFound> USERS_FOUND = Codec.of(
            (answer, out) -> {
                writeUsers("results", answer.results(), out);
                writeIds("failed_ids", answer.failed(), out);
            },
            in -> new EdgeApi.UsersFound(users("results", in), ids("failed_ids", in)));

    static final Codec<EdgeApi.NonMembers> NON_MEMBERS = Codec.of(
            (answer, out) -> {
                out.put("channel", answer.channel().value());
                writeIds("non_members", answer.nonMembers(), out);
            },
            in -> new EdgeApi.NonMembers(new ChannelId(in.text("channel")), ids("non_members", in)));

    static final Codec<EdgeApi.AskFigures> ASK_FIGURES = Codec.of((request, out) -> {}, in -> new EdgeApi.AskFigures());

    static final Codec<EdgeApi.Figures> FIGURES = Codec.of(
            (answer, out) -> out.put("sessions", answer.sessions())
                    .put("parked", answer.parked())
                    .put("boots", answer.boots())
                    .put("resumed", answer.resumed())
                    .put("origin_calls", answer.originCalls())
                    .put("coalesced", answer.coalesced())
                    .put("refused", answer.refused())
                    .put("catch_ups_from_memory", answer.catchUpsFromMemory())
                    .put("catch_ups_from_origin", answer.catchUpsFromOrigin())
                    .put("prefetched", answer.prefetched())
                    .put("users", answer.users())
                    .put("memberships", answer.memberships())
                    .put("oldest_users_ms", answer.oldestUsersMillis())
                    .put("stalest_answer_ms", answer.stalestAnswerMillis())
                    .put("evicted", answer.evicted()),
            in -> new EdgeApi.Figures(
                    in.integer("sessions"),
                    in.integer("parked"),
                    in.number("boots"),
                    in.number("resumed"),
                    in.number("origin_calls"),
                    in.number("coalesced"),
                    in.number("refused"),
                    in.number("catch_ups_from_memory"),
                    in.number("catch_ups_from_origin"),
                    in.number("prefetched"),
                    in.integer("users"),
                    in.integer("memberships"),
                    in.number("oldest_users_ms"),
                    in.number("stalest_answer_ms"),
                    in.number("evicted")));

    private EdgeCodecs() {}

    static Codec<EdgeApi.Booted> booted(SocketUrls urls) {
        var start = RtmCodecs.start(urls);
        return Codec.of(
                (answer, out) -> {
                    writeSession(answer.session(), out);
                    out.put("resumed", answer.resumed());
                    start.write(answer.start(), out);
                },
                in -> new EdgeApi.Booted(requiredSession(in), in.flag("resumed"), start.read(in)));
    }

    private static void writeSession(@Nullable Ticket session, ObjectNode out) {
        if (session != null) {
            out.put("session", session.value());
        }
    }

    private static @Nullable Ticket session(Fields in) {
        return in.has("session") ? requiredSession(in) : null;
    }

    private static Ticket requiredSession(Fields in) {
        return new Ticket(in.text("session"));
    }

    private static void writeUsers(String name, List<User> users, ObjectNode out) {
        var array = out.putArray(name);
        users.forEach(user -> SlackObjects.USER.write(user, array.addObject()));
    }

    private static List<User> users(String name, Fields in) {
        return in.objects(name).stream().map(SlackObjects.USER::read).toList();
    }

    private static void writeIds(String name, List<UserId> ids, ObjectNode out) {
        var array = out.putArray(name);
        ids.forEach(id -> array.add(id.value()));
    }

    private static List<UserId> ids(String name, Fields in) {
        return in.texts(name).stream().map(UserId::new).toList();
    }
}
