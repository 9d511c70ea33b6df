package rtmlab.updated;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.Message;
import rtmlab.protocol.Ts;

/** The last messages of one partition that were released, for gateways that come back: so many, and no more. */
final class Recent {

    /** At most; a text has 4,000 characters at most, so this is 2 MiB or so, usually a tenth of that. */
    static final int CAPACITY = 1_000;

    private final int capacity;
    private final ArrayDeque<Message> messages = new ArrayDeque<>();

    /** All that was released after this is here. */
    private Ts complete = Ts.BEFORE_ALL;

    /** The last that was released. */
    private Ts last = Ts.BEFORE_ALL;

    Recent(int capacity) {
        this.capacity = capacity;
    }

    /** What comes before this place was never here. */
    void startAt(Ts first) {
        complete = new Ts(first.micros() - 1);
        last = complete;
    }

    void add(Message message) {
        messages.addLast(message);
        last = Ts.later(last, message.ts());
        if (messages.size() > capacity) {
            complete = Ts.later(complete, messages.removeFirst().ts());
        }
    }

    Ts last() {
        return last;
    }

    /** A channel's messages after this one, oldest first; empty when some of them may no longer be here. */
    Optional<List<Message>> after(ChannelId channel, Ts after) {
        if (complete.isAfter(after)) {
            return Optional.empty();
        }
        var found = new ArrayList<Message>();
        // From the newest back, since gateways are usually but a little behind.
        for (var latest = messages.descendingIterator(); latest.hasNext(); ) {
            var message = latest.next();
            if (message.ts().isAfter(after) && message.channel().equals(channel)) {
                found.add(message);
            }
        }
        return Optional.of(found.reversed());
    }
}
