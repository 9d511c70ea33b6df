package rtmlab.labs.lab05;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import rtmlab.checkers.history.Event;
import rtmlab.checkers.history.Event.Acknowledged;
import rtmlab.checkers.history.Event.Saw;
import rtmlab.checkers.history.Event.Submitted;
import rtmlab.harness.simulated.SimulatedOutcome;
import rtmlab.harness.simulated.SimulatedTrial;

/** When members were shown what, which no promise asks about. */
final class Shown {

    /** A push takes a millisecond or two; whoever waits for the log instead takes many times that. */
    private static final long AT_ONCE_MICROS = 100_000;

    private final int members;
    private final Map<String, Submitted> sent = new LinkedHashMap<>();
    private final Set<String> acknowledged = new HashSet<>();
    private final Map<String, Map<String, Saw>> seen = new HashMap<>();

    /** Until the closing message is sent, whose push repairs whatever is left to repair. */
    private Shown(SimulatedOutcome outcome, int members) {
        this.members = members;
        for (var event : outcome.history().events()) {
            if (event instanceof Submitted closing && SimulatedTrial.isClosing(closing.id())) {
                return;
            }
            take(event);
        }
    }

    private void take(Event event) {
        switch (event) {
            case Submitted post -> sent.putIfAbsent(post.id(), post);
            case Acknowledged ack -> acknowledged.add(ack.id());
            case Saw saw -> seen.computeIfAbsent(saw.id(), _ -> new HashMap<>()).putIfAbsent(saw.member(), saw);
            default -> {}
        }
    }

    /** Complains of whoever was shown something late, though nothing was late in coming. */
    static Optional<String> late(SimulatedOutcome outcome, int members) {
        var shown = new Shown(outcome, members);
        return shown.missing()
                .or(() -> shown.seen.values().stream()
                        .flatMap(screens -> screens.values().stream())
                        .filter(saw -> shown.delayMicros(saw) > AT_ONCE_MICROS)
                        .findFirst()
                        .map(saw -> saw.member() + " was shown \"" + saw.text() + "\" "
                                + shown.delayMicros(saw) / 1_000
                                + " ms after it was sent, although nothing went wrong: what is pushed and next in turn can"
                                + " be released at once"));
    }

    /** Complains of what was acknowledged and was shown only when another message came after it, or not at all. */
    static Optional<String> onlyByTheNext(SimulatedOutcome outcome, int members) {
        return new Shown(outcome, members).missing();
    }

    private long delayMicros(Saw saw) {
        var post = sent.get(saw.id());
        return post == null ? 0 : saw.atMicros() - post.atMicros();
    }

    private Optional<String> missing() {
        return sent.values().stream()
                .filter(post -> acknowledged.contains(post.id()))
                .filter(post -> seen.getOrDefault(post.id(), Map.of()).size() < members)
                .findFirst()
                .map(post -> "\"" + post.text() + "\" (" + post.id() + ") was acknowledged, and long afterwards "
                        + seen.getOrDefault(post.id(), Map.of()).size() + " of " + members
                        + " members had been shown it: when no push comes, who looks into the log?");
    }
}
