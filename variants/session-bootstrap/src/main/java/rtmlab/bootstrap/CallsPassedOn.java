package rtmlab.bootstrap;

import java.util.function.Function;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.api.Endpoint;
import rtmlab.protocol.api.WebApi;
import rtmlab.protocol.port.Http;

/** A client's requests: that for a WebSocket is made another way, all others as they come. */
abstract class CallsPassedOn implements Http {

    private final Http http;

    CallsPassedOn(Http http) {
        this.http = http;
    }

    @Override
    public <Q extends Record, A extends Record> A call(NodeName to, Endpoint<Q, A> endpoint, Q request) {
        if (request instanceof WebApi.RtmConnect connect) {
            return endpoint.answer().cast(connect(to, connect));
        }
        return http.call(to, endpoint, request);
    }

    /** Starts a session; as {@code rtm.connect} it says where to open the WebSocket. */
    abstract WebApi.Connection connect(NodeName webApp, WebApi.RtmConnect request);

    @Override
    public <Q extends Record, A extends Record> void serve(Endpoint<Q, A> endpoint, Function<Q, A> handler) {
        http.serve(endpoint, handler);
    }
}
