package rtmlab.simulator.world;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import rtmlab.protocol.Message;
import rtmlab.protocol.UserId;

/** Who was notified of what. */
final class NotificationTable {

    private final Map<UserId, List<Message>> rows = new HashMap<>();

    void addOnce(UserId user, Message message) {
        var notified = rows.computeIfAbsent(user, _ -> new ArrayList<>());
        for (var place = 0; place < notified.size(); place++) {
            var row = notified.get(place);
            if (isRepeated(row, message)) {
                if (row.ts().isAfter(message.ts())) {
                    notified.set(place, row.post().at(message.ts()));
                }
                return;
            }
        }
        notified.add(message);
    }

    /** Ids are a client's own, so they count per author. */
    private static boolean isRepeated(Message row, Message message) {
        return row.channel().equals(message.channel())
                && row.author().equals(message.author())
                && row.clientMessageId().equals(message.clientMessageId());
    }

    List<Message> of(UserId user, int limit) {
        return rows.getOrDefault(user, List.of()).stream()
                .sorted(Comparator.comparing(Message::ts).reversed())
                .limit(limit)
                .toList();
    }
}
