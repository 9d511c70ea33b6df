package rtmlab.bootstrap;

import java.util.function.Function;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.Token;
import rtmlab.protocol.api.Endpoint;
import rtmlab.protocol.api.WebApi;
import rtmlab.protocol.port.Node;
import rtmlab.protocol.variant.Member;
import rtmlab.protocol.variant.Topology;

/** Sessions start with one request to the web app; no process is added. */
record AtTheWebApp<Q extends Record>(Endpoint<Q, WebApi.Start> endpoint, Function<Token, Q> request)
        implements BootedArchitecture.Wiring {

    @Override
    public Topology addTo(Topology topology) {
        return topology;
    }

    @Override
    public Node node(NodeName name, Topology topology) {
        throw new IllegalArgumentException("there is no " + name);
    }

    @Override
    public SessionStart sessionStart(Member member, Topology topology) {
        return host -> new CallsPassedOn(host.http()) {
            @Override
            WebApi.Connection connect(NodeName webApp, WebApi.RtmConnect asked) {
                return host.http()
                        .call(webApp, endpoint, request.apply(asked.token()))
                        .connection();
            }
        };
    }
}
