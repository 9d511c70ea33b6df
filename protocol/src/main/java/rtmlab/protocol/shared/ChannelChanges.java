package rtmlab.protocol.shared;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import rtmlab.protocol.Channel;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.Standing;
import rtmlab.protocol.User;
import rtmlab.protocol.WorkspaceId;
import rtmlab.protocol.api.Frame;
import rtmlab.protocol.api.InternalApi.TeamEvent;
import rtmlab.protocol.api.WebApi;
import rtmlab.protocol.api.WebApi.Conversation;
import rtmlab.protocol.api.WebApi.CreateConversation;
import rtmlab.protocol.api.WebApi.Invite;
import rtmlab.protocol.api.WebApi.Joined;
import rtmlab.protocol.api.WebApi.Left;
import rtmlab.protocol.api.WebApi.OneConversation;
import rtmlab.protocol.api.WebApi.RenameConversation;
import rtmlab.protocol.port.Directory;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.Http;
import rtmlab.protocol.port.SlackError;

/**
 * Those of Slack's methods {@code conversations.*} of which others hear: who joins and leaves, which channels there are.
 *
 * <p>Any member may invite to a channel; whoever created it, and admins, may rename it.
 */
final class ChannelChanges {

    private final Host host;
    private final Http http;
    private final Directory directory;
    private final Access access;
    private final MembershipListener memberships;
    private final TeamListener team;

    /**
     * For a node whose host this is.
     *
     * @param memberships told who has just joined or left a channel
     * @param team told of new channels and new names
     */
    ChannelChanges(Host host, Access access, MembershipListener memberships, TeamListener team) {
        this.host = host;
        this.http = host.http();
        this.directory = host.directory();
        this.access = access;
        this.memberships = memberships;
        this.team = team;
    }

    void serve() {
        http.serve(WebApi.JOIN, this::join);
        http.serve(WebApi.LEAVE, this::leave);
        http.serve(WebApi.CREATE, this::create);
        http.serve(WebApi.INVITE, this::invite);
        http.serve(WebApi.RENAME, this::rename);
    }

    private Joined join(OneConversation request) {
        var user = access.require(request.token());
        var standing = access.requireVisible(user, request.channel());
        if (standing.isMember()) {
            memberships.changed(user, standing.channel(), true, true);
            return new Joined(new Conversation(standing), true);
        }
        requireOpen(standing.channel());
        letIn(user, standing.channel());
        return new Joined(asMember(standing.channel()), false);
    }

    private Left leave(OneConversation request) {
        var user = access.require(request.token());
        var standing = access.requireVisible(user, request.channel());
        if (standing.channel().isGeneral()) {
            throw new SlackError("cant_leave_general");
        }
        if (standing.isMember()) {
            directory.leave(user.id(), request.channel());
        }
        memberships.changed(user, standing.channel(), false, !standing.isMember());
        return new Left(standing.isMember());
    }

    private Conversation create(CreateConversation request) {
        var user = access.require(request.token());
        var named = new Channel(newId(), ChannelNames.require(request.name()))
                .in(user.workspace())
                .createdBy(user.id());
        var channel = request.isPrivate() ? named.asPrivate() : named;
        if (!directory.createChannel(channel, user.id())) {
            throw new SlackError("name_taken");
        }
        if (!channel.isPrivate()) {
            tell(user.workspace(), null, new Frame.ChannelCreated(channel));
        }
        memberships.changed(user, channel, true, false);
        return asMember(channel);
    }

    /** Ten letters and digits, by chance: another one so called is not to be expected in the life of a workspace. */
    private ChannelId newId() {
        var chance = Math.floorMod(host.random().nextLong(), 3_656_158_440_062_976L); // 36 to the power of 10
        var digits = Long.toString(chance, 36).toUpperCase(Locale.ROOT);
        return new ChannelId("C" + "0".repeat(10 - digits.length()) + digits);
    }

    private Conversation invite(Invite request) {
        var user = access.require(request.token());
        var channel = access.requireMember(user, request.channel());
        requireOpen(channel);
        // All are looked at before any is let in.
        var invited = request.users().stream()
                .distinct()
                .map(each -> access.requireUser(user, each))
                .toList();
        requireInvitable(invited, user, channel);
        invited.forEach(each -> letIn(each, channel));
        return asMember(channel);
    }

    private void requireInvitable(List<User> invited, User by, Channel channel) {
        if (invited.isEmpty()) {
            throw new SlackError("no_user");
        }
        if (invited.size() > Invite.MAX_USERS) {
            throw new SlackError("too_many_users");
        }
        for (var each : invited) {
            if (each.id().equals(by.id())) {
                throw new SlackError("cant_invite_self");
            }
            if (each.isDeleted()) {
                throw new SlackError("cant_invite");
            }
            if (isMember(each, channel)) {
                // Whoever let them in may have died before it could tell.
                memberships.changed(each, channel, true, true);
                throw new SlackError("already_in_channel");
            }
        }
    }

    private boolean isMember(User user, Channel channel) {
        return directory.standing(user, channel.id()).filter(Standing::isMember).isPresent();
    }

    private Conversation rename(RenameConversation request) {
        var user = access.require(request.token());
        var name = ChannelNames.require(request.name());
        while (true) {
            var channel = access.requireMember(user, request.channel());
            if (!channel.mayBeRenamedBy(user)) {
                throw new SlackError("not_authorized");
            }
            requireOpen(channel);
            if (directory.renameChannel(channel, name)) {
                var renamed = channel.called(name);
                tell(user.workspace(), channel.isPrivate() ? channel.id() : null, new Frame.ChannelRename(renamed));
                return asMember(renamed);
            }
            if (isStillCalledSo(channel)) {
                throw new SlackError("name_taken");
            }
            // Somebody else has renamed it meanwhile: look again.
        }
    }

    private boolean isStillCalledSo(Channel channel) {
        return directory
                .channel(channel.workspace(), channel.id())
                .filter(now -> now.name().equals(channel.name()))
                .isPresent();
    }

    private void letIn(User user, Channel channel) {
        directory.join(user.id(), channel.id());
        memberships.changed(user, channel, true, false);
    }

    private void tell(WorkspaceId workspace, @Nullable ChannelId members, Frame event) {
        team.happened(new TeamEvent(workspace, members, event));
    }

    private static void requireOpen(Channel channel) {
        if (channel.isArchived()) {
            throw new SlackError("is_archived");
        }
    }

    private static Conversation asMember(Channel channel) {
        return new Conversation(new Standing(channel, true));
    }
}
