package rtmlab.simulator.world;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import rtmlab.protocol.Channel;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.Message;
import rtmlab.protocol.Token;
import rtmlab.protocol.Ts;
import rtmlab.protocol.User;
import rtmlab.protocol.UserId;
import rtmlab.simulator.world.Happening.Kind;

/**
 * PostgreSQL: messages, and who there is.
 *
 * <p>Fault model: what was written is there for good; a restart only makes it unavailable for a while.
 */
final class DatabaseServer extends Server {

    /** Each channel's rows, lowest place first; rows of one place in the order in which they came. */
    private final Map<ChannelId, List<Message>> messages = new HashMap<>();

    private final Map<Token, UserId> tokens = new HashMap<>();
    private final Map<UserId, User> users = new TreeMap<>();
    private final Map<ChannelId, Channel> channels = new TreeMap<>();
    private final Map<UserId, TreeSet<ChannelId>> channelsOf = new HashMap<>();
    private final Map<ChannelId, TreeSet<UserId>> members = new HashMap<>();

    DatabaseServer(World world) {
        super(world, "postgres");
    }

    void insert(Message message) {
        var rows = rows(message.channel());
        var place = rows.size();
        while (place > 0 && rows.get(place - 1).ts().isAfter(message.ts())) {
            place--;
        }
        rows.add(place, message);
        world.kept(Kind.STORED, this, "row", message);
    }

    void insertOnce(Message message) {
        var rows = rows(message.channel());
        var place = 0;
        while (place < rows.size() && !isRepeated(rows.get(place), message)) {
            place++;
        }
        if (place == rows.size()) {
            insert(message);
        } else if (rows.get(place).ts().isAfter(message.ts())) {
            var earlier = rows.remove(place);
            world.kept(Kind.REMOVED, this, "row", earlier);
            insert(earlier.post().at(message.ts()));
        }
    }

    /** Ids are a client's own, so they count per author. */
    private static boolean isRepeated(Message row, Message message) {
        return row.author().equals(message.author()) && row.clientMessageId().equals(message.clientMessageId());
    }

    List<Message> history(ChannelId channel, Ts after, Ts before, int limit) {
        var rows = rows(channel);
        var newestFirst = new ArrayList<Message>();
        for (var place = rows.size() - 1; place >= 0 && newestFirst.size() < limit; place--) {
            var row = rows.get(place);
            if (row.ts().isAfter(after) && before.isAfter(row.ts())) {
                newestFirst.add(row);
            }
        }
        return newestFirst;
    }

    private List<Message> rows(ChannelId channel) {
        return messages.computeIfAbsent(channel, _ -> new ArrayList<>());
    }

    Optional<User> userOf(Token token) {
        return Optional.ofNullable(tokens.get(token)).map(users::get);
    }

    Optional<Channel> channel(ChannelId channel) {
        return Optional.ofNullable(channels.get(channel));
    }

    boolean isMember(UserId user, ChannelId channel) {
        return channelsOf.getOrDefault(user, new TreeSet<>()).contains(channel);
    }

    List<Channel> channelsOf(UserId user) {
        var found = new ArrayList<Channel>();
        for (var channel : channelsOf.getOrDefault(user, new TreeSet<>())) {
            channel(channel).ifPresent(found::add);
        }
        return found;
    }

    List<User> members(ChannelId channel) {
        var found = new ArrayList<User>();
        for (var user : members.getOrDefault(channel, new TreeSet<>())) {
            Optional.ofNullable(users.get(user)).ifPresent(found::add);
        }
        return found;
    }

    void addUser(User user, Token token) {
        users.put(user.id(), user);
        tokens.put(token, user.id());
    }

    void addChannel(Channel channel) {
        channels.put(channel.id(), channel);
    }

    void join(UserId user, ChannelId channel) {
        channelsOf.computeIfAbsent(user, _ -> new TreeSet<>()).add(channel);
        members.computeIfAbsent(channel, _ -> new TreeSet<>()).add(user);
    }

    @Override
    void forget() {
        // All of it is on disk.
    }
}
