package rtmlab.bootstrap;

import java.util.List;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.api.Endpoint;
import rtmlab.protocol.port.Http;
import rtmlab.protocol.port.NotDone;

/** The web apps, one after the other; what one of them certainly did not do, the next one is asked. */
final class Origin {

    private final Http http;
    private final List<NodeName> webApps;
    private final Tally tally;
    private int next;

    Origin(Http http, List<NodeName> webApps, Tally tally) {
        this.http = http;
        this.webApps = webApps;
        this.tally = tally;
    }

    <Q extends Record, A extends Record> A call(Endpoint<Q, A> endpoint, Q request) {
        for (var tries = 1; tries < webApps.size(); tries++) {
            try {
                return ask(endpoint, request);
            } catch (NotDone _) {
                // The next one may be well.
            }
        }
        return ask(endpoint, request);
    }

    private <Q extends Record, A extends Record> A ask(Endpoint<Q, A> endpoint, Q request) {
        tally.originCalls++;
        return http.call(webApps.get(next++ % webApps.size()), endpoint, request);
    }
}
