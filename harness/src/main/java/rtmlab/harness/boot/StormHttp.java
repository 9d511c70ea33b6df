package rtmlab.harness.boot;

import java.util.List;
import java.util.function.Function;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.api.EdgeApi;
import rtmlab.protocol.api.Endpoint;
import rtmlab.protocol.api.WebApi;
import rtmlab.protocol.port.Http;

/**
 * How one client of a storm makes its requests: through a load balancer, counted, and with or without those for what it has
 * missed.
 *
 * <p>By themselves all clients begin with the first web app, so that a crowd which drops at once would go to the second as
 * one. In a real network something stands before them that spreads it.
 */
final class StormHttp implements Http {

    private static final WebApi.Conversations NOTHING = new WebApi.Conversations(List.of(), null);

    private final Http http;
    private final List<NodeName> webApps;
    private final int client;
    private final RequestCount requests;
    private volatile boolean catchesUp = true;

    /** @param client its number: clients begin with one web app after the other */
    StormHttp(Http http, List<NodeName> webApps, int client, RequestCount requests) {
        this.http = http;
        this.webApps = List.copyOf(webApps);
        this.client = client;
        this.requests = requests;
    }

    /** From now on the client reads what it missed, or finds that it is in no channel in which it could have. */
    void catchUp(boolean wanted) {
        catchesUp = wanted;
    }

    @Override
    public <Q extends Record, A extends Record> A call(NodeName to, Endpoint<Q, A> endpoint, Q request) {
        if (!catchesUp && (endpoint.equals(WebApi.MY_CONVERSATIONS) || endpoint.equals(EdgeApi.CHANNELS))) {
            return endpoint.answer().cast(NOTHING);
        }
        var place = webApps.indexOf(to);
        var balanced = place < 0 ? to : webApps.get((place + client) % webApps.size());
        requests.count(balanced, endpoint);
        return http.call(balanced, endpoint, request);
    }

    @Override
    public <Q extends Record, A extends Record> void serve(Endpoint<Q, A> endpoint, Function<Q, A> handler) {
        http.serve(endpoint, handler);
    }
}
