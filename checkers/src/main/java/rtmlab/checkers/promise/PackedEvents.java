package rtmlab.checkers.promise;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import rtmlab.checkers.history.Event;
import rtmlab.checkers.history.Event.Saw;
import rtmlab.checkers.history.Event.Via;

/**
 * A history's events in little memory: a sighting that shows its message as it was sent takes 20 bytes, and is made anew
 * for whoever asks for it; every other event is kept as it is.
 *
 * <p>Almost all of a long history are such sightings, so that what is kept grows with the number of messages and, slowly,
 * with that of deliveries.
 */
final class PackedEvents extends AbstractList<Event> {
    private static final int WHOLE = -1;

    private final List<Message> messages;
    private final List<Screen> screens = new ArrayList<>();

    // By place: the screen of a sighting, or WHOLE; and its moment, doubled, plus one where it came by catch-up.
    private final Ints screenAt = new Ints();
    private long[] momentAt = new long[64];

    private final List<Event> whole = new ArrayList<>();
    private final Ints wholeAt = new Ints();

    PackedEvents(List<Message> messages) {
        this.messages = messages;
    }

    void keep(Event event) {
        wholeAt.add(size());
        whole.add(event);
        add(WHOLE, 0);
    }

    /** Keeps what this screen has just been told to show. */
    void keep(Saw saw, Message message, Screen screen) {
        long moment = saw.atMicros() << 1 | (saw.via() == Via.LIVE ? 0 : 1);
        if (moment >> 1 != saw.atMicros() || !isAsSent(saw, message)) {
            keep(saw);
            return;
        }
        if (screen.number < 0) {
            screen.number = screens.size();
            screens.add(screen);
        }
        add(screen.number, moment);
    }

    private void add(int screen, long moment) {
        int place = size();
        if (place == momentAt.length) {
            momentAt = Arrays.copyOf(momentAt, place + (place >> 1));
        }
        momentAt[place] = moment;
        screenAt.add(screen);
    }

    @Override
    public int size() {
        return screenAt.size();
    }

    @Override
    public Event get(int place) {
        int number = screenAt.get(place);
        if (number == WHOLE) {
            return whole.get(wholeAt.indexOf(place));
        }
        var screen = screens.get(number);
        var message = messages.get(screen.messages.get(screen.shownAt.indexOf(place)));
        return made(message, screen, momentAt[place]);
    }

    // Both stay as they are from here on.
    private static boolean isAsSent(Saw saw, Message message) {
        return message.request != null
                && message.request.text().equals(saw.text())
                && message.request.member().equals(saw.sender())
                && saw.ts().equals(message.ts);
    }

    private static Saw made(Message message, Screen screen, long moment) {
        var request = Objects.requireNonNull(message.request);
        return new Saw(
                moment >> 1,
                screen.member,
                screen.channel,
                message.id,
                Objects.requireNonNull(message.ts),
                request.member(),
                request.text(),
                (moment & 1) == 0 ? Via.LIVE : Via.CATCH_UP);
    }
}
