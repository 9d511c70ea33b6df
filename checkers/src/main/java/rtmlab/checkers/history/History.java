package rtmlab.checkers.history;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import rtmlab.checkers.history.Event.Answer;
import rtmlab.checkers.history.Event.Read;
import rtmlab.checkers.history.Event.Reading;
import rtmlab.checkers.history.Event.Saw;
import rtmlab.checkers.history.Event.StoreRead;
import rtmlab.checkers.history.Event.Submitted;

/**
 * What happened in one run, in order.
 *
 * <p>A history may show a system that misbehaves, but it must be a possible recording: an answer follows its request
 * and names the same member and channel, the attempts of one id carry the same message, a read is answered once, and a
 * channel's store is read once.
 */
public final class History {
    private final List<Event> events;

    /** Throws {@link MalformedHistory} when the events are no possible recording. */
    public History(List<? extends Event> events) {
        this.events = List.copyOf(events);
        var rules = new Rules();
        int number = 0;
        for (var event : this.events) {
            number++;
            try {
                rules.accept(event);
            } catch (IllegalArgumentException impossible) {
                throw new MalformedHistory("event " + number, String.valueOf(impossible.getMessage()));
            }
        }
    }

    private History(List<Event> events, Rules rules) {
        this.events = events;
    }

    /** For readers, who have held every event against the rules as it came. */
    static History of(List<Event> events, Rules rules) {
        return new History(List.copyOf(events), rules);
    }

    public List<Event> events() {
        return events;
    }

    /** What clients asked for and were shown: the number of requests, of reads and of sightings. */
    public long operations() {
        return events.stream().filter(History::isOperation).count();
    }

    /** Tells whether the event is a request, a read or a sighting. */
    public static boolean isOperation(Event event) {
        return event instanceof Submitted || event instanceof Reading || event instanceof Saw;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof History that && events.equals(that.events);
    }

    @Override
    public int hashCode() {
        return events.hashCode();
    }

    @Override
    public String toString() {
        return "History of " + Words.count(events.size(), "event");
    }

    /** Knows what cannot have been recorded. */
    static final class Rules {
        private final Map<String, Submitted> submitted = new HashMap<>();
        private final Set<String> channelsRead = new HashSet<>();
        private final Map<String, Reading> readings = new HashMap<>();
        private final Set<String> answered = new HashSet<>();

        void accept(Event event) {
            switch (event) {
                case Submitted request -> accept(request);
                case Answer answer -> accept(answer);
                case StoreRead read -> {
                    if (!channelsRead.add(read.channel())) {
                        throw new IllegalArgumentException(
                                "the store's " + Words.channel(read.channel()) + " is read a second time");
                    }
                }
                case Reading reading -> {
                    if (readings.put(reading.read(), reading) != null) {
                        throw new IllegalArgumentException("two reads are called " + reading.read());
                    }
                }
                case Read read -> accept(read);
                default -> {}
            }
        }

        private void accept(Read read) {
            var reading = readings.get(read.read());
            if (reading == null) {
                throw new IllegalArgumentException(
                        read.member() + " got an answer to the read " + read.read() + ", which nobody had asked for");
            }
            if (!reading.member().equals(read.member()) || !reading.channel().equals(read.channel())) {
                throw new IllegalArgumentException("the read " + read.read() + " of " + Words.channel(read.channel())
                        + " is answered to " + read.member() + ", but " + reading.member() + " had asked for "
                        + Words.channel(reading.channel()));
            }
            if (!answered.add(read.read())) {
                throw new IllegalArgumentException("the read " + read.read() + " is answered a second time");
            }
        }

        private void accept(Submitted request) {
            var first = submitted.putIfAbsent(request.id(), request);
            if (first == null) {
                return;
            }
            boolean same = first.member().equals(request.member())
                    && first.channel().equals(request.channel())
                    && first.text().equals(request.text());
            if (!same) {
                throw new IllegalArgumentException(
                        "two messages have the id " + request.id() + ": " + Words.quote(first.text()) + " from "
                                + first.member() + " in " + Words.channel(first.channel()) + " and "
                                + Words.quote(request.text()) + " from " + request.member() + " in "
                                + Words.channel(request.channel()));
            }
        }

        private void accept(Answer answer) {
            var request = submitted.get(answer.id());
            if (request == null) {
                throw new IllegalArgumentException(
                        answer.member() + " got an answer for " + answer.id() + ", which nobody had asked to be sent");
            }
            if (!request.member().equals(answer.member())) {
                throw new IllegalArgumentException(answer.member() + " got an answer for " + answer.id() + ", which "
                        + request.member() + " had asked to be sent");
            }
            if (!request.channel().equals(answer.channel())) {
                throw new IllegalArgumentException("the answer for " + answer.id() + " names "
                        + Words.channel(answer.channel()) + ", the request " + Words.channel(request.channel()));
            }
        }
    }
}
