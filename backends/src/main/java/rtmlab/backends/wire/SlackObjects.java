package rtmlab.backends.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import rtmlab.protocol.Channel;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.Standing;
import rtmlab.protocol.Ts;
import rtmlab.protocol.User;
import rtmlab.protocol.UserId;
import rtmlab.protocol.Workspace;
import rtmlab.protocol.WorkspaceId;
import rtmlab.protocol.api.WebApi.Conversation;
import rtmlab.protocol.api.WebApi.Reading;

/** Users, channels and workspaces, in the shapes that Slack's objects have. */
final class SlackObjects {

    static final Codec<User> USER = Codec.of(SlackObjects::writeUser, SlackObjects::readUser);

    static final Codec<Channel> CHANNEL = Codec.of(SlackObjects::writeChannel, SlackObjects::readChannel);

    static final Codec<Conversation> CONVERSATION =
            Codec.of(SlackObjects::writeConversation, SlackObjects::readConversation);

    static final Codec<Workspace> WORKSPACE = Codec.of(
            (workspace, out) -> out.put("id", workspace.id().value())
                    .put("name", workspace.name())
                    .put("domain", workspace.domain()),
            in -> new Workspace(new WorkspaceId(in.text("id")), in.text("name")));

    private SlackObjects() {}

    private static void writeUser(User user, ObjectNode out) {
        out.put("id", user.id().value())
                .put("team_id", user.workspace().value())
                .put("name", user.name())
                .put("deleted", user.isDeleted())
                .put("real_name", user.realName())
                .put("is_admin", user.isAdmin())
                .put("is_owner", false)
                .put("is_primary_owner", false)
                .put("is_restricted", false)
                .put("is_ultra_restricted", false)
                .put("is_bot", user.isBot())
                .put("is_app_user", false);
        var profile = out.putObject("profile");
        writeNames(user.realName(), user.name(), profile);
        profile.put("team", user.workspace().value());
    }

    static void writeNames(String realName, String displayName, ObjectNode profile) {
        profile.put("real_name", realName)
                .put("real_name_normalized", realName)
                .put("display_name", displayName)
                .put("display_name_normalized", displayName);
    }

    private static User readUser(Fields in) {
        return new User(
                new UserId(in.text("id")),
                new WorkspaceId(in.text("team_id")),
                in.text("name"),
                in.text("real_name"),
                in.flag("is_bot"),
                in.flag("is_admin"),
                in.flag("deleted"));
    }

    private static void writeChannel(Channel channel, ObjectNode out) {
        out.put("id", channel.id().value())
                .put("name", channel.name())
                .put("name_normalized", channel.name())
                .put("is_channel", !channel.isPrivate())
                .put("is_group", channel.isPrivate())
                .put("is_im", false)
                .put("is_mpim", false)
                .put("is_private", channel.isPrivate())
                .put("is_archived", channel.isArchived())
                .put("is_general", channel.isGeneral())
                .put("is_read_only", channel.posting() == Channel.Posting.ADMINS)
                .put("is_shared", false)
                .put("is_org_shared", false)
                .put("is_ext_shared", false)
                .put("context_team_id", channel.workspace().value());
        var creator = channel.creator();
        if (creator != null) {
            out.put("creator", creator.value());
        }
    }

    private static Channel readChannel(Fields in) {
        var creator = in.optionalText("creator");
        return new Channel(
                new ChannelId(in.text("id")),
                new WorkspaceId(in.text("context_team_id")),
                in.text("name"),
                in.flag("is_private"),
                in.flag("is_archived"),
                in.flag("is_general"),
                in.flag("is_read_only") ? Channel.Posting.ADMINS : Channel.Posting.EVERYBODY,
                creator == null ? null : new UserId(creator));
    }

    private static void writeConversation(Conversation conversation, ObjectNode out) {
        writeChannel(conversation.channel(), out);
        out.put("is_member", conversation.standing().isMember());
        var memberCount = conversation.memberCount();
        if (memberCount != null) {
            out.put("num_members", memberCount);
        }
        var reading = conversation.reading();
        if (reading != null) {
            out.put("last_read", reading.lastRead().toString())
                    .put("unread_count", reading.unread())
                    .put("unread_count_display", reading.unread());
        }
        var members = conversation.members();
        if (members != null) {
            var ids = out.putArray("members");
            members.forEach(member -> ids.add(member.value()));
        }
    }

    private static Conversation readConversation(Fields in) {
        var memberCount = in.optionalNumber("num_members");
        return new Conversation(
                new Standing(readChannel(in), in.flag("is_member")),
                memberCount == null ? null : Math.toIntExact(memberCount),
                readReading(in),
                in.has("members")
                        ? in.texts("members").stream().map(UserId::new).toList()
                        : null);
    }

    private static @Nullable Reading readReading(Fields in) {
        var lastRead = in.optionalText("last_read");
        return lastRead == null ? null : new Reading(Ts.parse(lastRead), in.integer("unread_count"));
    }
}
