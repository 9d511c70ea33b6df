package rtmlab.harness.experiment;

import java.util.List;
import rtmlab.checkers.history.HistoryRecorder;
import rtmlab.protocol.Channel;
import rtmlab.protocol.Message;
import rtmlab.protocol.Ts;
import rtmlab.protocol.port.MessageStore;

/** Puts into a history what the store holds of a team's channels in the end. */
public final class StoreReader {

    /** More than any workload says in one channel. */
    private static final int LIMIT = 1_000_000;

    private StoreReader() {}

    /** What the store has of a channel, oldest first. */
    public static List<Message> messages(MessageStore store, Channel channel) {
        return store.history(channel.id(), Ts.BEFORE_ALL, Ts.AFTER_ALL, LIMIT).reversed();
    }

    public static void read(MessageStore store, Team team, HistoryRecorder history) {
        for (var channel : team.channels()) {
            var rows = messages(store, channel);
            for (var message : rows) {
                history.stored(
                        channel.name(),
                        message.clientMessageId().value(),
                        message.ts().toString(),
                        team.nameOf(message.author()),
                        message.text());
            }
            history.storeRead(channel.name(), rows.size());
        }
    }
}
