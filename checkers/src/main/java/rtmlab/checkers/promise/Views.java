package rtmlab.checkers.promise;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import rtmlab.checkers.history.Event;
import rtmlab.checkers.history.Event.Read;

/**
 * The whole histories of one channel that someone was given: by reading it, and from the store in the end.
 *
 * <p>A read that is a beginning of a longer one says nothing that the longer one does not say, so it is left out.
 */
final class Views {
    private Views() {}

    /** One of them; {@code at} is where in the history it was given. */
    record View(Ints messages, int at, Event event) {

        /** Names whose it is: {@code the history that bob read}. */
        String words() {
            return event instanceof Read read ? "the history that " + read.member() + " read" : "the store";
        }
    }

    static List<View> of(Channel channel, Facts facts) {
        var views = new ArrayList<View>();
        var longestFirst = new ArrayList<>(channel.reads);
        longestFirst.sort(
                Comparator.comparingInt((HistoryRead read) -> -read.messages().size()));
        for (var read : longestFirst) {
            if (views.isEmpty()
                    || !isBeginning(read.messages(), views.getFirst().messages())) {
                views.add(new View(read.messages(), read.endedAt(), facts.events.get(read.endedAt())));
            }
        }
        if (facts.storeUnread(channel).isEmpty()) {
            views.add(new View(channel.rows, channel.readAt, facts.events.get(channel.readAt)));
        }
        return views;
    }

    private static boolean isBeginning(Ints part, Ints whole) {
        for (int i = 0; i < part.size(); i++) {
            if (part.get(i) != whole.get(i)) {
                return false;
            }
        }
        return true;
    }
}
