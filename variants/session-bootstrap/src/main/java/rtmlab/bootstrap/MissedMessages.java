package rtmlab.bootstrap;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.Message;
import rtmlab.protocol.Ts;
import rtmlab.protocol.api.WebApi;

/** The latest messages of one stream, and from where on in each channel none of its messages is lacking. */
final class MissedMessages {

    private final int max;
    private final Queue<Message> inOrderOfArrival = new ArrayDeque<>();
    private final Map<ChannelId, TreeMap<Ts, Message>> byPlace = new HashMap<>();

    /** The newest place that has been forgotten: after it nothing is lacking. */
    private final Map<ChannelId, Ts> forgotten = new HashMap<>();

    MissedMessages(int max) {
        this.max = max;
    }

    void add(Message message) {
        inOrderOfArrival.add(message);
        byPlace.computeIfAbsent(message.channel(), _ -> new TreeMap<>()).put(message.ts(), message);
        if (inOrderOfArrival.size() > max) {
            forget(inOrderOfArrival.remove());
        }
    }

    private void forget(Message message) {
        var channel = message.channel();
        var kept = byPlace.getOrDefault(channel, new TreeMap<>());
        kept.remove(message.ts());
        if (kept.isEmpty()) {
            byPlace.remove(channel);
        }
        forgotten.merge(channel, message.ts(), Ts::later);
    }

    /** As the store would answer it; nothing where something was forgotten. */
    Optional<WebApi.Messages> answer(WebApi.History wanted) {
        var lost = forgotten.get(wanted.channel());
        if (lost != null && lost.isAfter(wanted.oldest())) {
            return Optional.empty();
        }
        List<Message> found = new ArrayList<>();
        var channel = byPlace.get(wanted.channel());
        if (channel != null && wanted.latest().isAfter(wanted.oldest())) {
            found.addAll(channel.subMap(wanted.oldest(), false, wanted.latest(), false)
                    .descendingMap()
                    .values());
        }
        var hasMore = found.size() > wanted.limit();
        return Optional.of(
                new WebApi.Messages(List.copyOf(hasMore ? found.subList(0, wanted.limit()) : found), hasMore));
    }
}
