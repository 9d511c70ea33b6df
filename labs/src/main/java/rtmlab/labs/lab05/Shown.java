package rtmlab.labs.lab05;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
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

    /** So long is long for a reader, whatever became of a push. */
    private static final long SOON_MICROS = 2_000_000;

    private final int members;
    private final Map<String, Submitted> sent = new LinkedHashMap<>();
    private final Map<String, Acknowledged> acknowledged = new HashMap<>();
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
            case Acknowledged ack -> acknowledged.putIfAbsent(ack.id(), ack);
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

    /** The same, and complains of what was shown long after it was acknowledged. */
    static Optional<String> lateOrOnlyByTheNext(SimulatedOutcome outcome, int members) {
        var shown = new Shown(outcome, members);
        return shown.missing()
                .or(
                        () -> shown.seen.values().stream()
                                .flatMap(screens -> screens.values().stream())
                                .filter(saw -> shown.afterItsAckMicros(saw) > SOON_MICROS)
                                .findFirst()
                                .map(
                                        saw -> saw.member() + " was shown \"" + saw.text() + "\" "
                                                + shown.afterItsAckMicros(saw) / 1_000
                                                + " ms after it was acknowledged: how long does a missing push keep a reader waiting?"));
    }

    private long delayMicros(Saw saw) {
        var post = sent.get(saw.id());
        return post == null ? 0 : saw.atMicros() - post.atMicros();
    }

    private long afterItsAckMicros(Saw saw) {
        var ack = acknowledged.get(saw.id());
        return ack == null ? 0 : saw.atMicros() - ack.atMicros();
    }

    private Optional<String> missing() {
        return sent.values().stream()
                .filter(post -> acknowledged.containsKey(post.id()))
                .filter(post -> seen.getOrDefault(post.id(), Map.of()).size() < members)
                .findFirst()
                .map(post -> "\"" + post.text() + "\" (" + post.id() + ") was acknowledged, and long afterwards "
                        + seen.getOrDefault(post.id(), Map.of()).size() + " of " + members
                        + " members had been shown it: when no push comes, who looks into the log?");
    }
}
