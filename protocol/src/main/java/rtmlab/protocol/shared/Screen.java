package rtmlab.protocol.shared;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.Message;
import rtmlab.protocol.Ts;
import rtmlab.protocol.variant.Journal;

/** What one member has been shown: a message with a place that is on the screen already is not shown again. */
final class Screen {

    private final Journal journal;
    private final Map<ChannelId, Set<Ts>> shown = new HashMap<>();
    private final Map<ChannelId, Ts> newest = new HashMap<>();

    Screen(Journal journal) {
        this.journal = journal;
    }

    void showLive(Message message) {
        if (isNew(message)) {
            journal.sawLive(message);
        }
    }

    void showMissed(Message message) {
        if (isNew(message)) {
            journal.sawByCatchUp(message);
        }
    }

    /** The place of the newest message on the screen. */
    Ts newest(ChannelId channel) {
        return newest.getOrDefault(channel, Ts.BEFORE_ALL);
    }

    private boolean isNew(Message message) {
        newest.merge(message.channel(), message.ts(), Ts::later);
        return shown.computeIfAbsent(message.channel(), _ -> new HashSet<>()).add(message.ts());
    }
}
