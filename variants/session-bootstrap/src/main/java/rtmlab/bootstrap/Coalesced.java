package rtmlab.bootstrap;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import rtmlab.protocol.port.CallFailed;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.Later;
import rtmlab.protocol.port.SlackError;

/** Has what many want at the same time be fetched once: who comes later waits for the answer that is on its way. */
final class Coalesced<K, V> {

    private static final Duration PATIENCE = Duration.ofMillis(1_500);

    private final Host host;
    private final Tally tally;
    private final Map<K, Later<Optional<V>>> underway = new HashMap<>();

    Coalesced(Host host, Tally tally) {
        this.host = host;
        this.tally = tally;
    }

    /** Throws {@code service_unavailable} when there is no answer, whoever asked for it. Waits. */
    V get(K key, Supplier<V> fetch) {
        var already = underway.get(key);
        if (already != null) {
            tally.coalesced++;
            return already.await(PATIENCE)
                    .flatMap(answer -> answer)
                    .orElseThrow(() -> new SlackError("service_unavailable"));
        }
        Later<Optional<V>> answer = host.later();
        underway.put(key, answer);
        Optional<V> fetched = Optional.empty();
        try {
            var value = fetch.get();
            fetched = Optional.of(value);
            return value;
        } catch (CallFailed _) {
            throw new SlackError("service_unavailable");
        } finally {
            underway.remove(key);
            answer.complete(fetched);
        }
    }

    boolean isUnderway(K key) {
        return underway.containsKey(key);
    }
}
