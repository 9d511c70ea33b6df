package rtmlab.protocol.shared;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.Message;
import rtmlab.protocol.Ts;

/**
 * What one member has been shown. At the seams, between history and the stream and from one connection to the next, a
 * message that is on the screen already is not shown again; but what one connection says twice, the user sees twice.
 */
final class Screen {

    private final Feed.Ports ports;
    private final Map<ChannelId, Set<Ts>> shown = new HashMap<>();
    private final Map<ChannelId, Ts> newest = new HashMap<>();

    /** What the present connection has said. */
    private final Map<ChannelId, Set<Ts>> stream = new HashMap<>();

    Screen(Feed.Ports ports) {
        this.ports = ports;
    }

    /** A new connection: what it says may overlap with what is on the screen. */
    void connected() {
        stream.clear();
    }

    void showLive(Message message) {
        var isSaidAgain =
                !stream.computeIfAbsent(message.channel(), _ -> new HashSet<>()).add(message.ts());
        if (isNew(message) || isSaidAgain) {
            ports.showLive(message);
        }
    }

    void showMissed(Message message) {
        if (isNew(message)) {
            ports.showMissed(message);
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
