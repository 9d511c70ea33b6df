package rtmlab.harness.boot;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.api.Endpoint;

/**
 * What clients have asked of whom, counted where it is sent: also what was not answered, or asked again because it was
 * not.
 */
final class RequestCount {

    private final Map<String, LongAdder> byKind = new ConcurrentHashMap<>();

    void count(NodeName to, Endpoint<?, ?> endpoint) {
        byKind.computeIfAbsent(to.role() + " " + endpoint.path(), _ -> new LongAdder())
                .increment();
    }

    /** How many there were until now, by the asked one's role and the path: {@code web-app /api/rtm.start}. */
    Map<String, Long> soFar() {
        var counts = new TreeMap<String, Long>();
        byKind.forEach((kind, count) -> counts.put(kind, count.sum()));
        return counts;
    }
}
