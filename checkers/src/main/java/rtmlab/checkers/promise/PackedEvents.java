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
 * A history's events in little memory: a sighting that shows its message as it was sent takes 16 bytes, and is made anew
 * for whoever asks for it; every other event is kept as it is.
 *
 * <p>Almost all of a long history are such sightings, so that what is kept grows with the number of messages and, slowly,
 * with that of deliveries.
 */
final class PackedEvents extends AbstractList<Event> {
    private static final long WHOLE = Long.MIN_VALUE;

    private final Sightings sightings;
    private final List<Message> messages;

    // By place: the moment of a sighting, doubled, plus one where it came by catch-up; or WHOLE.
    private long[] momentAt = new long[64];
    private int size;

    private final List<Event> whole = new ArrayList<>();
    private final Ints wholeAt = new Ints();

    PackedEvents(Sightings sightings, List<Message> messages) {
        this.sightings = sightings;
        this.messages = messages;
    }

    void keep(Event event) {
        wholeAt.add(size());
        whole.add(event);
        add(WHOLE);
    }

    /** Keeps the sighting that was just told. */
    void keep(Saw saw, Message message) {
        long moment = saw.atMicros() << 1 | (saw.via() == Via.LIVE ? 0 : 1);
        if (moment >> 1 != saw.atMicros() || moment == WHOLE || !isAsSent(saw, message)) {
            keep(saw);
            return;
        }
        add(moment);
    }

    private void add(long moment) {
        if (size == momentAt.length) {
            momentAt = Arrays.copyOf(momentAt, size + (size >> 1));
        }
        momentAt[size++] = moment;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public Event get(int place) {
        Objects.checkIndex(place, size);
        return momentAt[place] == WHOLE
                ? whole.get(wholeAt.indexOf(place))
                : made(messages.get(sightings.message(place)), sightings.screen(place), momentAt[place]);
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
