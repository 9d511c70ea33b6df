package rtmlab.initial;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import rtmlab.protocol.Channel;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.Session;
import rtmlab.protocol.UserId;
import rtmlab.protocol.WorkspaceId;
import rtmlab.protocol.api.Frame;

/** Who is connected, by channel and by user: what a crash of the channel server takes along. */
final class Rooms {

    private final Map<ChannelId, Set<ClientConnection>> byChannel = new HashMap<>();
    private final Map<UserId, Set<ClientConnection>> byUser = new LinkedHashMap<>();

    void enter(ClientConnection connection) {
        byUser.computeIfAbsent(connection.session().user(), _ -> new LinkedHashSet<>())
                .add(connection);
        for (var channel : connection.session().channels()) {
            byChannel.computeIfAbsent(channel, _ -> new LinkedHashSet<>()).add(connection);
        }
    }

    void leave(ClientConnection connection) {
        removeFrom(byUser, connection.session().user(), connection);
        for (var channel : connection.session().channels()) {
            removeFrom(byChannel, channel, connection);
        }
    }

    /** What this user may see and do has changed: they have joined or left this channel. */
    void change(Session session, Channel channel, boolean isRepeat) {
        var isMember = session.channels().contains(channel.id());
        for (var connection : of(session.user())) {
            var wasMember = connection.session().channels().contains(channel.id());
            leave(connection);
            connection.change(session);
            enter(connection);
            if (isMember != wasMember || !isRepeat) {
                connection.send(isMember ? new Frame.ChannelJoined(channel) : new Frame.ChannelLeft(channel.id()));
            }
        }
    }

    /** To every member of the channel who is connected, and to nobody else. */
    void tell(ChannelId channel, Frame event) {
        byChannel.getOrDefault(channel, Set.of()).forEach(connection -> connection.send(event));
    }

    /** As {@link #tell}, but for one of them. */
    void tellOthers(ChannelId channel, ClientConnection but, Frame event) {
        for (var connection : byChannel.getOrDefault(channel, Set.of())) {
            if (connection != but) {
                connection.send(event);
            }
        }
    }

    /** A copy: those who are told something may go meanwhile. */
    List<ClientConnection> of(UserId user) {
        return List.copyOf(byUser.getOrDefault(user, Set.of()));
    }

    /** A copy, as {@link #of(UserId)}. */
    List<ClientConnection> of(WorkspaceId team) {
        return byUser.values().stream()
                .flatMap(Collection::stream)
                .filter(connection -> connection.session().workspace().equals(team))
                .toList();
    }

    /** A copy, as {@link #of(UserId)}. */
    List<ClientConnection> all() {
        return byUser.values().stream().flatMap(Collection::stream).toList();
    }

    private static <K> void removeFrom(Map<K, Set<ClientConnection>> sets, K key, ClientConnection connection) {
        var set = sets.get(key);
        if (set != null && set.remove(connection) && set.isEmpty()) {
            sets.remove(key);
        }
    }
}
