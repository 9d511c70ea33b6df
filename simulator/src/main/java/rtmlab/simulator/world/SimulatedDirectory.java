package rtmlab.simulator.world;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import rtmlab.protocol.Channel;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.ReadMark;
import rtmlab.protocol.Standing;
import rtmlab.protocol.Token;
import rtmlab.protocol.User;
import rtmlab.protocol.UserId;
import rtmlab.protocol.Workspace;
import rtmlab.protocol.WorkspaceId;
import rtmlab.protocol.port.Directory;

/** A node's way to the users and channels in PostgreSQL; the fault model is {@link DatabaseServer}'s. */
final class SimulatedDirectory implements Directory {

    private final Life life;
    private final DatabaseServer server;
    private final DirectoryTables tables;
    private final Calls calls;

    SimulatedDirectory(Life life, DatabaseServer server) {
        this.life = life;
        this.server = server;
        this.tables = server.directory;
        this.calls = life.world.calls();
    }

    @Override
    public Optional<User> userOf(Token token) {
        return life.ask(server, calls.directoryUserOf, () -> tables.userOf(token));
    }

    @Override
    public Optional<Workspace> workspace(WorkspaceId workspace) {
        return life.ask(server, calls.directoryWorkspace, () -> tables.workspace(workspace));
    }

    @Override
    public Optional<User> user(WorkspaceId workspace, UserId user) {
        return life.ask(server, calls.directoryUser, () -> tables.user(workspace, user));
    }

    @Override
    public List<User> users(WorkspaceId workspace, @Nullable UserId after, int limit) {
        return life.ask(server, calls.directoryUsers, () -> tables.users(workspace, after, limit));
    }

    @Override
    public Optional<Channel> channel(WorkspaceId workspace, ChannelId channel) {
        return life.ask(server, calls.directoryChannel, () -> tables.channel(workspace, channel));
    }

    @Override
    public Optional<Standing> standing(User user, ChannelId channel) {
        return life.ask(server, calls.directoryStanding, () -> tables.standing(user, channel));
    }

    @Override
    public List<Standing> channels(User user, Wanted wanted, @Nullable ChannelId after, int limit) {
        return life.ask(server, calls.directoryChannels, () -> tables.channels(user, wanted, after, limit));
    }

    @Override
    public List<Channel> channelsOf(UserId user) {
        return life.ask(server, calls.directoryChannelsOf, () -> tables.channelsOf(user));
    }

    @Override
    public List<UserId> members(ChannelId channel, @Nullable UserId after, int limit) {
        return life.ask(server, calls.directoryMembers, () -> tables.members(channel, after, limit));
    }

    @Override
    public SortedMap<UserId, List<ChannelId>> channelIdsOf(List<UserId> users) {
        return life.ask(server, calls.directoryChannelIdsOf, () -> tables.channelIdsOf(users));
    }

    @Override
    public SortedMap<ChannelId, List<UserId>> membersOf(List<ChannelId> channels) {
        return life.ask(server, calls.directoryMembersOf, () -> tables.membersOf(channels));
    }

    @Override
    public List<Integer> memberCounts(List<ChannelId> channels) {
        return life.ask(server, calls.directoryMemberCounts, () -> tables.memberCounts(channels));
    }

    @Override
    public List<ReadMark> readMarks(UserId user) {
        return life.ask(server, calls.directoryReadMarks, () -> tables.readMarks(user));
    }

    @Override
    public void mark(UserId user, ReadMark mark) {
        tell(calls.directoryMark, () -> tables.mark(user, mark));
    }

    @Override
    public void addWorkspace(Workspace workspace) {
        tell(calls.directoryAddWorkspace, () -> tables.addWorkspace(workspace));
    }

    @Override
    public void addUser(User user, Token token) {
        tell(calls.directoryAddUser, () -> tables.addUser(user, token));
    }

    @Override
    public void addChannel(Channel channel) {
        tell(calls.directoryAddChannel, () -> tables.addChannel(channel));
    }

    @Override
    public boolean createChannel(Channel channel, UserId creator) {
        return life.ask(server, calls.directoryCreateChannel, () -> tables.createChannel(channel, creator));
    }

    @Override
    public boolean renameChannel(Channel was, String name) {
        return life.ask(server, calls.directoryRenameChannel, () -> tables.renameChannel(was, name));
    }

    @Override
    public void join(UserId user, ChannelId channel) {
        tell(calls.directoryJoin, () -> tables.join(user, channel));
    }

    @Override
    public void leave(UserId user, ChannelId channel) {
        tell(calls.directoryLeave, () -> tables.leave(user, channel));
    }

    private void tell(Call call, Runnable change) {
        life.ask(server, call, () -> {
            change.run();
            return true;
        });
    }
}
