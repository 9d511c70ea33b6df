package rtmlab.checkers.promise;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import rtmlab.checkers.history.Event;
import rtmlab.checkers.history.Event.Fault;
import rtmlab.checkers.history.Words;
import rtmlab.checkers.promise.Verdict.Broken;

/** Builds the sentence and the events that show how a promise was broken. */
final class Witness {
    private final StringBuilder sentence = new StringBuilder();
    private final List<Event> events = new ArrayList<>();

    Witness say(String words) {
        sentence.append(words);
        return this;
    }

    Witness show(@Nullable Event event) {
        if (event != null && !events.contains(event)) {
            events.add(event);
        }
        return this;
    }

    /** Names the fault that explains what is missing, if there was one. */
    Witness blame(Optional<Fault> fault) {
        fault.ifPresent(struck -> say("; " + struck.sentence()).show(struck));
        return this;
    }

    Broken broken() {
        return new Broken(sentence.toString(), events);
    }

    /** Begins the witness of a promise that an acknowledgement made. */
    static Witness ofAck(Message message) {
        var request = Objects.requireNonNull(message.request);
        var ack = Objects.requireNonNull(message.ack);
        return new Witness()
                .say(request.member() + " was told that " + Words.quote(request.text()) + " was sent to "
                        + Words.channel(request.channel()) + " (id " + message.id + ", ts " + ack.ts() + ")")
                .show(request)
                .show(ack);
    }
}
