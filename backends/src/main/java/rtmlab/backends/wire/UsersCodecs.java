package rtmlab.backends.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import rtmlab.protocol.Presence;
import rtmlab.protocol.UserId;
import rtmlab.protocol.api.WebApi;

/** Slack's methods {@code users.*}. */
final class UsersCodecs {

    private static final Cursors CURSORS = new Cursors("user");

    static final Codec<WebApi.ListUsers> LIST_USERS = Codec.of(
            (request, out) -> {
                WebApiCodecs.writeToken(request.token(), out);
                out.put("limit", request.limit());
                var after = request.after();
                CURSORS.write(after == null ? null : after.value(), out);
            },
            in -> new WebApi.ListUsers(WebApiCodecs.token(in), user(CURSORS.read(in)), Cursors.limit(in)));

    static final Codec<WebApi.Users> USERS = Codec.of(
            (answer, out) -> {
                var members = out.putArray("members");
                answer.members().forEach(user -> SlackObjects.USER.write(user, members.addObject()));
                var next = answer.next();
                CURSORS.writeNext(next == null ? null : next.value(), out);
            },
            in -> new WebApi.Users(
                    in.objects("members").stream().map(SlackObjects.USER::read).toList(), user(CURSORS.readNext(in))));

    static final Codec<WebApi.UserInfo> USER_INFO = Codec.of(
            (request, out) -> {
                WebApiCodecs.writeToken(request.token(), out);
                out.put("user", request.user().value());
            },
            in -> new WebApi.UserInfo(WebApiCodecs.token(in), requiredUser(in)));

    static final Codec<WebApi.UserFound> USER_FOUND = Codec.of(
            (answer, out) -> SlackObjects.USER.write(answer.user(), out.putObject("user")),
            in -> new WebApi.UserFound(SlackObjects.USER.read(in.object("user"))));

    static final Codec<WebApi.SetProfile> SET_PROFILE = Codec.of(
            (request, out) -> {
                WebApiCodecs.writeToken(request.token(), out);
                var profile = out.putObject("profile");
                profile.put("real_name", request.realName());
                profile.put("display_name", request.displayName());
            },
            UsersCodecs::readSetProfile);

    static final Codec<WebApi.Profile> PROFILE = Codec.of(
            (answer, out) -> SlackObjects.writeNames(answer.realName(), answer.displayName(), out.putObject("profile")),
            in -> new WebApi.Profile(
                    in.object("profile").text("real_name"), in.object("profile").text("display_name")));

    static final Codec<WebApi.GetPresence> GET_PRESENCE = Codec.of(
            (request, out) -> {
                WebApiCodecs.writeToken(request.token(), out);
                if (request.user() != null) {
                    out.put("user", request.user().value());
                }
            },
            in -> new WebApi.GetPresence(WebApiCodecs.token(in), user(in.optionalText("user"))));

    static final Codec<WebApi.PresenceFound> PRESENCE_FOUND =
            Codec.of(UsersCodecs::writePresence, UsersCodecs::readPresence);

    /** Slack's words are {@code away} and, for leaving it to the clients, {@code auto}. */
    static final Codec<WebApi.SetPresence> SET_PRESENCE = Codec.of(
            (request, out) -> {
                WebApiCodecs.writeToken(request.token(), out);
                out.put("presence", request.isAway() ? "away" : "auto");
            },
            in -> new WebApi.SetPresence(WebApiCodecs.token(in), readAway(in)));

    private UsersCodecs() {}

    private static void writePresence(WebApi.PresenceFound answer, ObjectNode out) {
        var isAway = answer.presence() == Presence.AWAY;
        out.put("presence", answer.presence().word())
                .put("online", answer.connections() > 0)
                .put("auto_away", isAway && answer.connections() > 0 && !answer.isManuallyAway())
                .put("manual_away", answer.isManuallyAway())
                .put("connection_count", answer.connections());
        var lastActivity = answer.lastActivity();
        if (lastActivity != null) {
            out.put("last_activity", lastActivity.getEpochSecond());
        }
    }

    private static WebApi.PresenceFound readPresence(Fields in) {
        var lastActivity = in.optionalNumber("last_activity");
        return new WebApi.PresenceFound(
                Presence.of(in.text("presence")),
                in.flag("manual_away"),
                in.integer("connection_count"),
                lastActivity == null ? null : Instant.ofEpochSecond(lastActivity));
    }

    /** Either one field by its name, or several of them in a profile, which in a form is JSON in a text. */
    private static WebApi.SetProfile readSetProfile(Fields in) {
        var token = WebApiCodecs.token(in);
        var name = in.optionalText("name");
        var value = in.optionalText("value");
        var profile = name == null ? in.objectOrText("profile") : null;
        var realName = profile != null ? profile.optionalText("real_name") : "real_name".equals(name) ? value : null;
        var displayName =
                profile != null ? profile.optionalText("display_name") : "display_name".equals(name) ? value : null;
        if (realName == null && displayName == null) {
            throw new Malformed("invalid_profile", "what can be set of a profile is real_name and display_name");
        }
        return new WebApi.SetProfile(token, realName, displayName);
    }

    private static boolean readAway(Fields in) {
        var presence = in.optionalText("presence");
        if (presence != null && (presence.equals("away") || presence.equals("auto"))) {
            return presence.equals("away");
        }
        throw new Malformed("invalid_presence", "presence is auto or away");
    }

    private static UserId requiredUser(Fields in) {
        var user = user(in.optionalText("user"));
        if (user == null) {
            throw new Malformed("user_not_found", "missing required field: user");
        }
        return user;
    }

    private static @Nullable UserId user(@Nullable String id) {
        return id == null || id.isBlank() ? null : new UserId(id);
    }
}
