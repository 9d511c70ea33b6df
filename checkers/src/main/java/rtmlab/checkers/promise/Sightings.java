package rtmlab.checkers.promise;

import java.util.ArrayList;
import java.util.List;

/**
 * Which message was shown on which screen, place by place of the history, and sorted by screen once all is told.
 *
 * <p>While a history is told, each sighting is written behind the one before it. There may be tens of thousands of
 * screens: if it were put straight to its own, almost every write would go where no cache reaches. Sorting channel by
 * channel touches few screens at a time.
 */
final class Sightings {
    private static final int NONE = -1;

    private final List<Screen> screens = new ArrayList<>();
    private final Ints screenAt = new Ints();
    private final Ints messageAt = new Ints();
    private long count;

    /** Takes the next sighting; the places between it and the one before show nothing. */
    void add(Channel channel, Screen screen, Message message, int place) {
        if (screen.number < 0) {
            screen.number = screens.size();
            screens.add(screen);
        }
        while (screenAt.size() < place) {
            screenAt.add(NONE);
            messageAt.add(NONE);
        }
        screenAt.add(screen.number);
        messageAt.add(message.number);
        channel.shownAt.add(place);
        count++;
    }

    /** How often a message was shown to a member. */
    long count() {
        return count;
    }

    Screen screen(int place) {
        return screens.get(screenAt.get(place));
    }

    /** The number of the message that was shown at this place. */
    int message(int place) {
        return messageAt.get(place);
    }

    /** Tells the screens of these channels what they have been shown up to now. */
    void sort(Iterable<Channel> channels) {
        var ends = new int[screens.size()];
        for (var channel : channels) {
            sort(channel, ends);
        }
    }

    /** @param ends where the next sighting of each screen goes, in the end where they end; no other channel's are touched */
    private void sort(Channel channel, int[] ends) {
        var places = channel.shownAt;
        for (int i = 0; i < places.size(); i++) {
            ends[screenAt.get(places.get(i))]++;
        }
        int begin = 0;
        for (var screen : channel.screens()) {
            if (screen.number >= 0) {
                int shown = ends[screen.number];
                ends[screen.number] = begin;
                begin += shown;
            }
        }
        var messages = new int[places.size()];
        var shownAt = new int[places.size()];
        for (int i = 0; i < places.size(); i++) {
            int place = places.get(i);
            int next = ends[screenAt.get(place)]++;
            messages[next] = messageAt.get(place);
            shownAt[next] = place;
        }
        int from = 0;
        for (var screen : channel.screens()) {
            if (screen.number >= 0) {
                int to = ends[screen.number];
                screen.messages = Ints.part(messages, from, to);
                screen.shownAt = Ints.part(shownAt, from, to);
                from = to;
            }
        }
    }
}
