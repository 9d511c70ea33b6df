package rtmlab.checkers.promise;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import rtmlab.checkers.history.Event.StoreRead;

/** What a history says about one channel. */
final class Channel {
    final String name;

    /** Messages that someone asked to be sent here, in that order. */
    final List<Message> sent = new ArrayList<>();

    /** The numbers of the messages that the store holds, in the store's order. */
    final Ints rows = new Ints();

    /** Where in the history each row stands. */
    final Ints rowsAt = new Ints();

    /** Where in the history a message was shown on one of its screens. */
    final Ints shownAt = new Ints();

    /** What members got when they asked for the channel's history, in the order of the answers. */
    final List<HistoryRead> reads = new ArrayList<>();

    @Nullable
    StoreRead read;

    int readAt = -1;

    private final Map<String, Screen> screens = new LinkedHashMap<>();

    Channel(String name) {
        this.name = name;
    }

    Screen screen(String member) {
        return screens.computeIfAbsent(member, _ -> new Screen(name, member));
    }

    Collection<Screen> screens() {
        return screens.values();
    }
}
