package rtmlab.bootstrap;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Supplier;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.Later;
import rtmlab.protocol.port.SlackError;

/**
 * Lets so many at once ask the origin, has others wait in line, and sends the rest away at once, to come back later.
 *
 * <p>After the outage of 2022-02-22 it was this that Slack raised slowly: caches were empty, and every boot was a
 * scatter query (SLACK-FACTS).
 */
final class Admission {

    // Clients give a call up after two seconds: who waited longer is served for nobody.
    private static final Duration PATIENCE = Duration.ofMillis(1_500);

    private final Host host;
    private final int maxAtOnce;
    private final int maxWaiting;
    private final Tally tally;
    private final Queue<Later<Boolean>> waiting = new ArrayDeque<>();
    private int atOnce;

    Admission(Host host, int maxAtOnce, int maxWaiting, Tally tally) {
        this.host = host;
        this.maxAtOnce = maxAtOnce;
        this.maxWaiting = maxWaiting;
        this.tally = tally;
    }

    /** Throws {@code service_unavailable} when there is no room, or none in time. Waits. */
    <T> T admit(Supplier<T> call) {
        if (atOnce < maxAtOnce) {
            atOnce++;
        } else {
            awaitTurn(); // Whoever leaves hands the place on: the number stays.
        }
        try {
            return call.get();
        } finally {
            leave();
        }
    }

    private void awaitTurn() {
        if (waiting.size() >= maxWaiting) {
            throw sentAway();
        }
        Later<Boolean> turn = host.later();
        waiting.add(turn);
        if (turn.await(PATIENCE).isEmpty() && waiting.remove(turn)) {
            throw sentAway();
        }
    }

    private SlackError sentAway() {
        tally.refused++;
        return new SlackError("service_unavailable");
    }

    private void leave() {
        var next = waiting.poll();
        if (next == null) {
            atOnce--;
        } else {
            next.complete(true);
        }
    }
}
