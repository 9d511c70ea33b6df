package rtmlab.checkers.promise;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import rtmlab.checkers.history.Event;
import rtmlab.checkers.history.Event.Acknowledged;
import rtmlab.checkers.history.Event.Connected;
import rtmlab.checkers.history.Event.Disconnected;
import rtmlab.checkers.history.Event.Fault;
import rtmlab.checkers.history.Event.FaultsEnded;
import rtmlab.checkers.history.Event.Joined;
import rtmlab.checkers.history.Event.Left;
import rtmlab.checkers.history.Event.Quiet;
import rtmlab.checkers.history.Event.Read;
import rtmlab.checkers.history.Event.Reading;
import rtmlab.checkers.history.Event.Refused;
import rtmlab.checkers.history.Event.Saw;
import rtmlab.checkers.history.Event.Snapshot;
import rtmlab.checkers.history.Event.StoreRead;
import rtmlab.checkers.history.Event.Stored;
import rtmlab.checkers.history.Event.Submitted;
import rtmlab.checkers.history.Event.Unknown;
import rtmlab.checkers.history.History;
import rtmlab.checkers.history.Words;
import rtmlab.checkers.promise.Verdict.Kept;
import rtmlab.checkers.promise.Verdict.Undecided;

/**
 * A history sorted by message, channel and screen, and what every promise asks of it.
 *
 * <p>Places in the history are positions in its list of events, so "before" means earlier in that list.
 */
final class Facts {
    static final String NOBODY_READ = "nobody read a channel's history";

    final List<Event> events;

    private final List<Message> messages = new ArrayList<>();
    private final Map<String, Message> messageOf = new HashMap<>();
    private @Nullable Message latestMessage;
    private final Map<String, Channel> channels = new LinkedHashMap<>();
    // Where messages are shown or stored otherwise than they were sent.
    private final Ints alteredAt = new Ints();
    private final Sightings sightings = new Sightings();
    private long lastMoment;
    private final List<Fault> faults = new ArrayList<>();
    private final Ints faultsAt = new Ints();
    private final Set<String> disconnected = new HashSet<>();
    final Outage outage = new Outage();
    private final Map<String, Integer> readingAt = new HashMap<>();

    @Nullable
    FaultsEnded faultsEnded;

    int faultsEndedAt = Message.NEVER;

    // Where the system came to rest, and who was out of touch then; null while it has not, or has been woken again.
    private @Nullable Rest rest;

    private record Rest(int at, Set<String> disconnected) {}

    // Null where all events are kept by someone else.
    private final @Nullable PackedEvents packed;

    /** For a history that is told event by event, and kept in little memory. */
    Facts() {
        packed = new PackedEvents(sightings, messages);
        events = packed;
    }

    private Facts(History history) {
        packed = null;
        events = history.events();
    }

    static Facts of(History history) {
        var facts = new Facts(history);
        int at = 0;
        for (var event : history.events()) {
            facts.accept(event, at++);
        }
        facts.sort();
        return facts;
    }

    void accept(Event event) {
        accept(event, events.size());
    }

    private void accept(Event event, int at) {
        lastMoment = Math.max(lastMoment, event.atMicros());
        switch (event) {
            case Submitted request -> {
                var message = message(request.id());
                if (message.request == null) {
                    channel(request.channel()).sent.add(message);
                }
                message.accept(request, at);
                rest = null;
            }
            case Acknowledged answer -> message(answer.id()).accept(answer, at);
            case Refused answer -> message(answer.id()).accept(answer);
            case Unknown answer -> message(answer.id()).accept(answer);
            case Saw saw -> {
                var channel = channel(saw.channel());
                var message = message(saw.id());
                sightings.add(channel, channel.screen(saw.member()), message, at);
                show(message, saw.ts(), saw.sender(), saw.text(), at);
                if (packed != null) {
                    packed.keep(saw, message);
                    return;
                }
            }
            case Joined joined ->
                channel(joined.channel()).screen(joined.member()).joined(at);
            case Left left -> channel(left.channel()).screen(left.member()).left(at);
            case Connected connected -> {
                disconnected.remove(connected.member());
                outage.connected(connected.member(), connected.atMicros());
            }
            case Disconnected lost -> {
                disconnected.add(lost.member());
                outage.lost(lost.member(), at, lost.atMicros());
            }
            case Stored row -> {
                var channel = channel(row.channel());
                var message = message(row.id());
                channel.rows.add(message.number);
                channel.rowsAt.add(at);
                show(message, row.ts(), row.sender(), row.text(), at);
            }
            case StoreRead read -> {
                var channel = channel(read.channel());
                channel.read = read;
                channel.readAt = at;
            }
            case Fault fault -> {
                faults.add(fault);
                faultsAt.add(at);
            }
            case Reading reading -> readingAt.put(reading.read(), at);
            case Read read -> {
                var channel = channel(read.channel());
                int begunAt = readingAt.getOrDefault(read.read(), at);
                channel.reads.add(new HistoryRead(read.member(), begunAt, at, numbers(read.ids())));
            }
            case Snapshot snapshot ->
                channel(snapshot.channel())
                        .screen(snapshot.member())
                        .snapshots
                        .add(new HistoryRead(snapshot.member(), at, at, numbers(snapshot.ids())));
            case FaultsEnded ended -> {
                faultsEnded = ended;
                faultsEndedAt = at;
                outage.faultsEnded(ended.atMicros());
            }
            case Quiet _ -> rest = new Rest(at, Set.copyOf(disconnected));
        }
        if (packed != null) {
            packed.keep(event);
        }
    }

    /** Puts what was shown on each screen where promises look for it: to be done when all is told. */
    void sort() {
        sightings.sort(channels.values());
    }

    private void show(Message message, String ts, String sender, String text, int at) {
        message.named(ts, at);
        if (message.differsFrom(sender, text)) {
            message.altered = true;
            alteredAt.add(at);
        }
    }

    Message message(String id) {
        // A message is shown to many, mostly one right after the other.
        var latest = latestMessage;
        if (latest != null && latest.id.equals(id)) {
            return latest;
        }
        var message = messageOf.get(id);
        if (message == null) {
            message = new Message(messages.size(), id);
            messages.add(message);
            messageOf.put(id, message);
        }
        latestMessage = message;
        return message;
    }

    private Ints numbers(List<String> ids) {
        var numbers = new Ints();
        ids.forEach(id -> numbers.add(message(id).number));
        return numbers;
    }

    private Channel channel(String name) {
        return channels.computeIfAbsent(name, Channel::new);
    }

    List<Message> messages() {
        return messages;
    }

    Message message(int number) {
        return messages.get(number);
    }

    Collection<Channel> channels() {
        return channels.values();
    }

    /** How often a message was shown to a member. */
    long sightings() {
        return sightings.count();
    }

    /** Tells whether, at this place, the message is shown or stored otherwise than it had been sent by then. */
    boolean isAltered(Message message, int at) {
        return message.altered && alteredAt.indexOf(at) >= 0;
    }

    /** Tells whether no read of a channel was answered. */
    boolean readsNothing() {
        return channels.values().stream().allMatch(channel -> channel.reads.isEmpty());
    }

    /** When what stands at this place happened, in seconds. */
    String moment(int place) {
        return Words.seconds(events.get(place).atMicros());
    }

    /** The latest moment that the history tells of. */
    long lastMoment() {
        return lastMoment;
    }

    /** The last fault that struck, if one did. */
    Optional<Fault> lastFault() {
        return faults.reversed().stream().filter(Fault::hit).findFirst();
    }

    /** Tells whether the system came to rest, and was left in peace after that. */
    boolean cameToRest() {
        return rest != null;
    }

    /**
     * Answers since where this member has stayed in the channel: it belongs to it without a break until the system is
     * at rest, and is connected then. Answers {@link Screen#NOT_A_MEMBER} if it does not stay.
     */
    int staysSince(Screen screen) {
        if (rest == null || rest.disconnected().contains(screen.member)) {
            return Screen.NOT_A_MEMBER;
        }
        return screen.belongsSince(rest.at());
    }

    /** Tells why the store's rows of this channel cannot be relied on, if so. */
    Optional<String> storeUnread(Channel channel) {
        if (channel.read == null) {
            return Optional.of("the store was not read for " + Words.channel(channel.name));
        }
        if (rest == null || channel.readAt < rest.at()) {
            return Optional.of(
                    "the store was read for " + Words.channel(channel.name) + " before the system had come to rest");
        }
        if (channel.read.count() != channel.rows.size()) {
            return Optional.of("the store holds " + Words.count(channel.read.count(), "message") + " of "
                    + Words.channel(channel.name) + ", but the history shows " + channel.rows.size());
        }
        return Optional.empty();
    }

    /** The verdict on a promise that nothing in the history breaks: kept, if something could have broken it. */
    Verdict unbroken(String evidence) {
        if (!cameToRest()) {
            return new Undecided("the run never came to rest");
        }
        if (!faults.isEmpty() && faults.stream().noneMatch(Fault::hit)) {
            return new Undecided("none of the faults that were planned (" + faults.size() + ") hit anything");
        }
        return new Kept(evidence);
    }

    /** Answers the fault that may explain why this message did not arrive: the first to strike after it was sent. */
    Optional<Fault> blame(Message message) {
        return blame(message, true).or(() -> blame(message, false));
    }

    private Optional<Fault> blame(Message message, boolean crashesOnly) {
        Optional<Fault> before = Optional.empty();
        for (int i = 0; i < faults.size(); i++) {
            var fault = faults.get(i);
            if (!fault.hit() || (crashesOnly && !fault.kind().isCrash())) {
                continue;
            }
            if (faultsAt.get(i) > message.submittedAt) {
                return Optional.of(fault);
            }
            before = Optional.of(fault);
        }
        return before;
    }
}
