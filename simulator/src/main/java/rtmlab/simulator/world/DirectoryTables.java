package rtmlab.simulator.world;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import rtmlab.protocol.Channel;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.ReadMark;
import rtmlab.protocol.Standing;
import rtmlab.protocol.Token;
import rtmlab.protocol.Ts;
import rtmlab.protocol.User;
import rtmlab.protocol.UserId;
import rtmlab.protocol.Workspace;
import rtmlab.protocol.WorkspaceId;
import rtmlab.protocol.port.Directory.Wanted;
import rtmlab.protocol.port.NotDone;

/** What PostgreSQL holds of workspaces, users, channels and memberships. */
final class DirectoryTables {

    private final Map<WorkspaceId, Workspace> workspaces = new HashMap<>();
    private final Map<Token, UserId> tokens = new HashMap<>();
    private final NavigableMap<UserId, User> users = new TreeMap<>();
    private final NavigableMap<ChannelId, Channel> channels = new TreeMap<>();

    /** Each user's memberships, and how far the user has read. */
    private final Map<UserId, NavigableMap<ChannelId, Ts>> memberships = new HashMap<>();

    private final Map<ChannelId, NavigableMap<UserId, Boolean>> members = new HashMap<>();

    Optional<User> userOf(Token token) {
        return Optional.ofNullable(tokens.get(token)).map(users::get);
    }

    Optional<Workspace> workspace(WorkspaceId workspace) {
        return Optional.ofNullable(workspaces.get(workspace));
    }

    Optional<User> user(WorkspaceId workspace, UserId user) {
        return Optional.ofNullable(users.get(user))
                .filter(found -> found.workspace().equals(workspace));
    }

    List<User> users(WorkspaceId workspace, @Nullable UserId after, int limit) {
        return from(users, after).values().stream()
                .filter(user -> user.workspace().equals(workspace))
                .limit(limit)
                .toList();
    }

    Optional<Channel> channel(WorkspaceId workspace, ChannelId channel) {
        return Optional.ofNullable(channels.get(channel))
                .filter(found -> found.workspace().equals(workspace));
    }

    Optional<Standing> standing(User user, ChannelId channel) {
        return channel(user.workspace(), channel).map(found -> standing(user, found));
    }

    List<Standing> channels(User user, Wanted wanted, @Nullable ChannelId after, int limit) {
        return from(channels, after).values().stream()
                .filter(channel -> channel.workspace().equals(user.workspace()))
                .filter(wanted::includes)
                .map(channel -> standing(user, channel))
                .filter(Standing::isVisible)
                .limit(limit)
                .toList();
    }

    List<Channel> channelsOf(UserId user) {
        var found = new ArrayList<Channel>();
        for (var channel : membershipsOf(user).keySet()) {
            Optional.ofNullable(channels.get(channel)).ifPresent(found::add);
        }
        return found;
    }

    List<UserId> members(ChannelId channel, @Nullable UserId after, int limit) {
        return from(membersOf(channel), after).keySet().stream().limit(limit).toList();
    }

    SortedMap<UserId, List<ChannelId>> channelIdsOf(List<UserId> wanted) {
        var found = new TreeMap<UserId, List<ChannelId>>();
        for (var user : wanted) {
            var channels = membershipsOf(user).navigableKeySet();
            if (!channels.isEmpty()) {
                found.put(user, List.copyOf(channels));
            }
        }
        return found;
    }

    SortedMap<ChannelId, List<UserId>> membersOf(List<ChannelId> wanted) {
        var found = new TreeMap<ChannelId, List<UserId>>();
        for (var channel : wanted) {
            var users = membersOf(channel).navigableKeySet();
            if (!users.isEmpty()) {
                found.put(channel, List.copyOf(users));
            }
        }
        return found;
    }

    List<Integer> memberCounts(List<ChannelId> wanted) {
        return wanted.stream().map(channel -> membersOf(channel).size()).toList();
    }

    List<ReadMark> readMarks(UserId user) {
        return membershipsOf(user).entrySet().stream()
                .map(membership -> new ReadMark(membership.getKey(), membership.getValue()))
                .toList();
    }

    void mark(UserId user, ReadMark mark) {
        membershipsOf(user).replace(mark.channel(), mark.lastRead());
    }

    void addWorkspace(Workspace workspace) {
        workspaces.put(workspace.id(), workspace);
    }

    void addUser(User user, Token token) {
        users.put(user.id(), user);
        tokens.put(token, user.id());
    }

    void addChannel(Channel channel) {
        channels.put(channel.id(), channel);
    }

    boolean createChannel(Channel channel, UserId creator) {
        if (isTaken(channel)) {
            return false;
        }
        addChannel(channel.createdBy(creator));
        join(creator, channel.id());
        return true;
    }

    boolean renameChannel(Channel was, String name) {
        var channel = channels.get(was.id());
        if (channel == null) {
            throw new NotDone("no channel " + was.id());
        }
        var renamed = channel.called(name);
        if (!channel.name().equals(was.name()) || isTaken(renamed)) {
            return false;
        }
        addChannel(renamed);
        return true;
    }

    /** Whether another channel has its name. */
    private boolean isTaken(Channel channel) {
        return channels.values().stream()
                .anyMatch(other -> other.workspace().equals(channel.workspace())
                        && other.name().equals(channel.name())
                        && !other.id().equals(channel.id()));
    }

    void join(UserId user, ChannelId channel) {
        var joining = users.get(user);
        var joined = channels.get(channel);
        if (joining == null || joined == null || !joining.workspace().equals(joined.workspace())) {
            throw new NotDone("no user " + user + " and channel " + channel + " in one workspace");
        }
        memberships.computeIfAbsent(user, _ -> new TreeMap<>()).putIfAbsent(channel, Ts.BEFORE_ALL);
        members.computeIfAbsent(channel, _ -> new TreeMap<>()).put(user, true);
    }

    void leave(UserId user, ChannelId channel) {
        membershipsOf(user).remove(channel);
        membersOf(channel).remove(user);
    }

    private Standing standing(User user, Channel channel) {
        return new Standing(channel, membershipsOf(user.id()).containsKey(channel.id()));
    }

    private NavigableMap<ChannelId, Ts> membershipsOf(UserId user) {
        return memberships.getOrDefault(user, new TreeMap<>());
    }

    private NavigableMap<UserId, Boolean> membersOf(ChannelId channel) {
        return members.getOrDefault(channel, new TreeMap<>());
    }

    private static <K, V> NavigableMap<K, V> from(NavigableMap<K, V> rows, @Nullable K after) {
        return after == null ? rows : rows.tailMap(after, false);
    }
}
