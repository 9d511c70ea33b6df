package rtmlab.simulator.world;

import java.util.List;
import java.util.Optional;
import rtmlab.protocol.Channel;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.Token;
import rtmlab.protocol.User;
import rtmlab.protocol.UserId;
import rtmlab.protocol.port.Directory;

/** A node's way to the users and channels in PostgreSQL; the fault model is {@link DatabaseServer}'s. */
final class SimulatedDirectory implements Directory {

    private final Life life;
    private final DatabaseServer server;
    private final Calls calls;

    SimulatedDirectory(Life life, DatabaseServer server) {
        this.life = life;
        this.server = server;
        this.calls = life.world.calls();
    }

    @Override
    public Optional<User> userOf(Token token) {
        return life.ask(server, calls.directoryUserOf, () -> server.userOf(token));
    }

    @Override
    public Optional<Channel> channel(ChannelId channel) {
        return life.ask(server, calls.directoryChannel, () -> server.channel(channel));
    }

    @Override
    public boolean isMember(UserId user, ChannelId channel) {
        return life.ask(server, calls.directoryIsMember, () -> server.isMember(user, channel));
    }

    @Override
    public List<Channel> channelsOf(UserId user) {
        return life.ask(server, calls.directoryChannelsOf, () -> server.channelsOf(user));
    }

    @Override
    public List<User> members(ChannelId channel) {
        return life.ask(server, calls.directoryMembers, () -> server.members(channel));
    }

    @Override
    public void addUser(User user, Token token) {
        life.ask(server, calls.directoryAddUser, () -> {
            server.addUser(user, token);
            return true;
        });
    }

    @Override
    public void addChannel(Channel channel) {
        life.ask(server, calls.directoryAddChannel, () -> {
            server.addChannel(channel);
            return true;
        });
    }

    @Override
    public void join(UserId user, ChannelId channel) {
        life.ask(server, calls.directoryJoin, () -> {
            server.join(user, channel);
            return true;
        });
    }
}
