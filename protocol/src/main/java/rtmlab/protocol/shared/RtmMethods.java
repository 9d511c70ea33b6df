package rtmlab.protocol.shared;

import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import rtmlab.protocol.Channel;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.Standing;
import rtmlab.protocol.Token;
import rtmlab.protocol.User;
import rtmlab.protocol.UserId;
import rtmlab.protocol.WorkspaceId;
import rtmlab.protocol.api.BootApi;
import rtmlab.protocol.api.BootApi.ChannelMembers;
import rtmlab.protocol.api.BootApi.ChannelsFound;
import rtmlab.protocol.api.BootApi.ChannelsOfUsers;
import rtmlab.protocol.api.BootApi.MembersFound;
import rtmlab.protocol.api.BootApi.TeamUsers;
import rtmlab.protocol.api.BootApi.UserBoot;
import rtmlab.protocol.api.BootApi.UsersPage;
import rtmlab.protocol.api.Frame;
import rtmlab.protocol.api.InternalApi;
import rtmlab.protocol.api.InternalApi.AskMemberships;
import rtmlab.protocol.api.InternalApi.Memberships;
import rtmlab.protocol.api.InternalApi.Redeem;
import rtmlab.protocol.api.InternalApi.Redeemed;
import rtmlab.protocol.api.InternalApi.TeamEvent;
import rtmlab.protocol.api.WebApi;
import rtmlab.protocol.api.WebApi.Connection;
import rtmlab.protocol.api.WebApi.Conversation;
import rtmlab.protocol.api.WebApi.RtmConnect;
import rtmlab.protocol.api.WebApi.RtmStart;
import rtmlab.protocol.api.WebApi.Start;
import rtmlab.protocol.port.Directory;
import rtmlab.protocol.port.Directory.Wanted;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.Http;
import rtmlab.protocol.port.SlackError;

/** Slack's methods {@code rtm.*}, which send a client to its WebSocket, and the tickets for that. */
public final class RtmMethods {

    private final Http http;
    private final Directory directory;
    private final Access access;
    private final Readings readings;
    private final Tickets tickets;
    private final Function<User, NodeName> socketServer;

    /**
     * For a node whose host this is.
     *
     * @param socketServer where a user's WebSocket is to be opened
     */
    public RtmMethods(Host host, Access access, Function<User, NodeName> socketServer) {
        this.http = host.http();
        this.directory = host.directory();
        this.access = access;
        this.readings = new Readings(host);
        this.tickets = new Tickets(host);
        this.socketServer = socketServer;
    }

    public void serve() {
        http.serve(WebApi.RTM_CONNECT, this::connect);
        http.serve(WebApi.RTM_START, this::start);
        http.serve(BootApi.USER_BOOT, this::userBoot);
        http.serve(BootApi.TEAM_USERS, this::teamUsers);
        http.serve(BootApi.CHANNEL_MEMBERS, this::channelMembers);
        http.serve(BootApi.CHANNELS_OF_USERS, this::channelsOfUsers);
        http.serve(InternalApi.REDEEM_TICKET, this::redeem);
        http.serve(InternalApi.MEMBERSHIPS, this::memberships);
        http.serve(InternalApi.NEWEST, this::newest);
    }

    private Connection connect(RtmConnect request) {
        return connection(access.require(request.token()), request.token(), request.batchesPresence());
    }

    private Connection connection(User self, Token token, boolean batchesPresence) {
        var url = tickets.issue(token, socketServer.apply(self), batchesPresence);
        return new Connection(url, self, access.workspaceOf(self));
    }

    /** Everything at once, and so the more the larger the workspace: what a lazy start is there to avoid. */
    private Start start(RtmStart request) {
        var self = access.require(request.token());
        var users = directory.users(self.workspace(), null, Integer.MAX_VALUE);
        var reading = readings.of(self);
        var visible = directory.channels(self, Wanted.ALL, null, Integer.MAX_VALUE);
        var members = directory.membersOf(
                visible.stream().map(standing -> standing.channel().id()).toList());
        var channels = visible.stream()
                .sorted(Comparator.comparing(standing -> standing.channel().isPrivate()))
                .map(standing -> {
                    var channel = standing.channel().id();
                    var belonging = members.getOrDefault(channel, List.of());
                    return new Conversation(standing, null, reading.get(channel), belonging);
                })
                .toList();
        return new Start(connection(self, request.token(), false), users, channels);
    }

    /** The least that a client needs at first: it grows with the user's own channels, and not with the workspace. */
    private Start userBoot(UserBoot request) {
        var self = access.require(request.token());
        var reading = readings.of(self);
        var channels = directory.channelsOf(self.id()).stream()
                .map(channel -> new Conversation(new Standing(channel, true), null, reading.get(channel.id())))
                .toList();
        return new Start(connection(self, request.token(), false), List.of(), channels);
    }

    private UsersPage teamUsers(TeamUsers request) {
        return new UsersPage(directory.users(request.workspace(), request.after(), request.limit()));
    }

    private ChannelsFound channelsOfUsers(ChannelsOfUsers request) {
        return new ChannelsFound(directory.channelIdsOf(request.users()));
    }

    private MembersFound channelMembers(ChannelMembers request) {
        return new MembersFound(directory.members(request.channel(), null, Integer.MAX_VALUE));
    }

    private Redeemed redeem(Redeem request) {
        return new Redeemed(tickets.redeem(request.ticket()));
    }

    private Memberships memberships(AskMemberships request) {
        var user = requireUser(request.team(), request.user());
        return new Memberships(user, directory.channelsOf(user.id()));
    }

    private TeamEvent newest(TeamEvent told) {
        var event = switch (told.event()) {
            case Frame.ChannelCreated(var channel) -> new Frame.ChannelCreated(requireChannel(told, channel.id()));
            case Frame.ChannelRename(var channel) -> new Frame.ChannelRename(requireChannel(told, channel.id()));
            case Frame.UserChange(var user) -> new Frame.UserChange(requireUser(told.team(), user.id()));
            default -> throw new SlackError("invalid_arguments");
        };
        return new TeamEvent(told.team(), told.channel(), event);
    }

    private Channel requireChannel(TeamEvent told, ChannelId channel) {
        return directory.channel(told.team(), channel).orElseThrow(() -> new SlackError("channel_not_found"));
    }

    private User requireUser(WorkspaceId team, UserId user) {
        return directory.user(team, user).orElseThrow(() -> new SlackError("user_not_found"));
    }
}
