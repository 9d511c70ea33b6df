package rtmlab.protocol.api;

import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.Token;
import rtmlab.protocol.User;
import rtmlab.protocol.UserId;
import rtmlab.protocol.WorkspaceId;

/** How a session starts with less than {@link WebApi#RTM_START}, and what an edge cache asks of the web app. */
public final class BootApi {

    /** The least that a client needs: who it is, its own channels, and where to open its WebSocket. */
    public static final Endpoint<UserBoot, WebApi.Start> USER_BOOT =
            Endpoint.post("/api/client.userBoot", UserBoot.class, WebApi.Start.class);

    /** For edge caches: a workspace's users, page by page. */
    public static final Endpoint<TeamUsers, UsersPage> TEAM_USERS =
            Endpoint.post("/internal/team/users", TeamUsers.class, UsersPage.class);

    /** For edge caches: who belongs to a channel. */
    public static final Endpoint<ChannelMembers, MembersFound> CHANNEL_MEMBERS =
            Endpoint.post("/internal/team/members", ChannelMembers.class, MembersFound.class);

    /** For edge caches: which channels many users are in, asked all at once. */
    public static final Endpoint<ChannelsOfUsers, ChannelsFound> CHANNELS_OF_USERS =
            Endpoint.post("/internal/users/channels", ChannelsOfUsers.class, ChannelsFound.class);

    private BootApi() {}

    public record UserBoot(Token token) {}

    public record TeamUsers(WorkspaceId workspace, @Nullable UserId after, int limit) {}

    /** In the order of their ids; fewer than asked for when these are the last. */
    public record UsersPage(List<User> users) {}

    public record ChannelMembers(ChannelId channel) {}

    public record MembersFound(List<UserId> members) {}

    public record ChannelsOfUsers(List<UserId> users) {}

    /** Whoever is in no channel is not there. */
    public record ChannelsFound(SortedMap<UserId, List<ChannelId>> channels) {}
}
