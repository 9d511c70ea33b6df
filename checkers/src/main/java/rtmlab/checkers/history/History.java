package rtmlab.checkers.history;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import rtmlab.checkers.history.Event.Answer;
import rtmlab.checkers.history.Event.Saw;
import rtmlab.checkers.history.Event.StoreRead;
import rtmlab.checkers.history.Event.Submitted;

/**
 * What happened in one run, in order.
 *
 * <p>A history may show a system that misbehaves, but it must be a possible recording: an answer follows its request
 * and names the same member and channel, the attempts of one id carry the same message, and a channel's store is read
 * once.
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

    public List<Event> events() {
        return events;
    }

    /** What clients asked for and were shown: the number of requests and of sightings. */
    public long operations() {
        return events.stream()
                .filter(event -> event instanceof Submitted || event instanceof Saw)
                .count();
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
                default -> {}
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
