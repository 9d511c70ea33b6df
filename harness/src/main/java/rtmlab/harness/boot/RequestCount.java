package rtmlab.harness.boot;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.api.Endpoint;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.Http;
import rtmlab.protocol.shared.HostWithHttp;

/**
 * What clients have asked of whom, counted where it is sent: also what was not answered, or asked again because it was
 * not.
 */
final class RequestCount {

    private final Map<String, LongAdder> byKind = new ConcurrentHashMap<>();

    /** This host, on which requests are counted. */
    Host counting(Host host) {
        return new HostWithHttp(host, new Counted(host.http()));
    }

    /** How many there were until now, by the asked one's role and the path: {@code web-app /api/rtm.start}. */
    Map<String, Long> soFar() {
        var counts = new TreeMap<String, Long>();
        byKind.forEach((kind, count) -> counts.put(kind, count.sum()));
        return counts;
    }

    private final class Counted implements Http {
        private final Http http;

        Counted(Http http) {
            this.http = http;
        }

        @Override
        public <Q extends Record, A extends Record> A call(NodeName to, Endpoint<Q, A> endpoint, Q request) {
            byKind.computeIfAbsent(to.role() + " " + endpoint.path(), _ -> new LongAdder())
                    .increment();
            return http.call(to, endpoint, request);
        }

        @Override
        public <Q extends Record, A extends Record> void serve(Endpoint<Q, A> endpoint, Function<Q, A> handler) {
            http.serve(endpoint, handler);
        }
    }
}
