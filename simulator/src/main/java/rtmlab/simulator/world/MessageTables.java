package rtmlab.simulator.world;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.Link;
import rtmlab.protocol.Message;
import rtmlab.protocol.ReadMark;
import rtmlab.protocol.Ts;
import rtmlab.protocol.UserId;
import rtmlab.protocol.port.SearchIndex.Found;
import rtmlab.protocol.shared.Words;
import rtmlab.simulator.world.Happening.Kind;

/** What PostgreSQL holds of messages: their rows, their links, their words. */
final class MessageTables {

    private final Server server;

    /** Each channel's rows, lowest place first; rows of one place in the order in which they came. */
    private final Map<ChannelId, List<Message>> messages = new HashMap<>();

    private final Map<ChannelId, TreeMap<Ts, List<Link>>> links = new HashMap<>();
    private final Map<ChannelId, TreeMap<Ts, Message>> searchable = new HashMap<>();

    MessageTables(Server server) {
        this.server = server;
    }

    void insert(Message message) {
        var rows = rows(message.channel());
        var place = rows.size();
        while (place > 0 && rows.get(place - 1).ts().isAfter(message.ts())) {
            place--;
        }
        rows.add(place, message);
        server.world.kept(Kind.STORED, server, "row", message);
    }

    void insertOnce(Message message) {
        var earlier = insertFirst(message);
        if (earlier.ts().isAfter(message.ts())) {
            rows(message.channel()).remove(earlier);
            server.world.kept(Kind.REMOVED, server, "row", earlier);
            insert(earlier.post().at(message.ts()));
        }
    }

    Message insertFirst(Message message) {
        for (var row : rows(message.channel())) {
            if (isRepeated(row, message)) {
                return row;
            }
        }
        insert(message);
        return message;
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

    List<Integer> unread(UserId reader, List<ReadMark> marks) {
        return marks.stream()
                .map(mark -> (int) rows(mark.channel()).stream()
                        .filter(row -> row.ts().isAfter(mark.lastRead())
                                && !row.author().equals(reader))
                        .count())
                .toList();
    }

    void addLinks(Message message, List<Link> found) {
        links.computeIfAbsent(message.channel(), _ -> new TreeMap<>()).put(message.ts(), List.copyOf(found));
    }

    SortedMap<Ts, List<Link>> links(ChannelId channel, Ts after, Ts before) {
        var found = new TreeMap<>(links.getOrDefault(channel, new TreeMap<>()).subMap(after, false, before, false));
        found.values().removeIf(List::isEmpty);
        return found;
    }

    void index(Message message) {
        var indexed = searchable.computeIfAbsent(message.channel(), _ -> new TreeMap<>());
        for (var earlier : List.copyOf(indexed.values())) {
            if (isRepeated(earlier, message)) {
                if (!earlier.ts().isAfter(message.ts())) {
                    return;
                }
                indexed.remove(earlier.ts());
            }
        }
        indexed.put(message.ts(), message);
    }

    Found find(List<ChannelId> channels, String query, int skip, int limit) {
        var wanted = Words.of(query);
        if (wanted.isEmpty()) {
            return new Found(List.of(), 0);
        }
        var found = channels.stream()
                .distinct()
                .flatMap(channel -> searchable.getOrDefault(channel, new TreeMap<>()).values().stream())
                .filter(message -> Words.of(message.text()).containsAll(wanted))
                .sorted((one, other) -> one.ts().equals(other.ts())
                        ? one.channel().compareTo(other.channel())
                        : other.ts().compareTo(one.ts()))
                .toList();
        return new Found(found.stream().skip(skip).limit(limit).toList(), found.size());
    }

    private List<Message> rows(ChannelId channel) {
        return messages.computeIfAbsent(channel, _ -> new ArrayList<>());
    }
}
