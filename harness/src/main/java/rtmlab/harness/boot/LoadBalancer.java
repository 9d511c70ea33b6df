package rtmlab.harness.boot;

import java.util.List;
import java.util.function.Function;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.api.Endpoint;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.Http;
import rtmlab.protocol.shared.HostWithHttp;

/**
 * What stands before the web apps in a real network: by themselves all clients would begin with the first of them, and a
 * crowd that drops at once would go to the second as one.
 */
record LoadBalancer(List<NodeName> webApps, int client) {

    LoadBalancer {
        webApps = List.copyOf(webApps);
    }

    /** This host, from which requests go to the web apps in an order of the client's own. */
    Host before(Host host) {
        return new HostWithHttp(host, new Balanced(host.http()));
    }

    private NodeName instead(NodeName asked) {
        var place = webApps.indexOf(asked);
        return place < 0 ? asked : webApps.get((place + client) % webApps.size());
    }

    private final class Balanced implements Http {
        private final Http http;

        Balanced(Http http) {
            this.http = http;
        }

        @Override
        public <Q extends Record, A extends Record> A call(NodeName to, Endpoint<Q, A> endpoint, Q request) {
            return http.call(instead(to), endpoint, request);
        }

        @Override
        public <Q extends Record, A extends Record> void serve(Endpoint<Q, A> endpoint, Function<Q, A> handler) {
            http.serve(endpoint, handler);
        }
    }
}
