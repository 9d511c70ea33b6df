package rtmlab.updated;

import rtmlab.protocol.api.InternalApi;
import rtmlab.protocol.api.InternalApi.Publish;
import rtmlab.protocol.api.InternalApi.Released;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.Http;
import rtmlab.protocol.port.Node;

/** Knows which channel server a channel belongs to, and passes its messages on to it. Keeps nothing. */
final class AdminServer implements Node {

    private final Ring ring;

    private Http http;

    AdminServer(Ring ring) {
        this.ring = ring;
    }

    @Override
    public void start(Host host) {
        http = host.http();
        http.serve(InternalApi.PUBLISH, this::publish);
    }

    private Released publish(Publish request) {
        return http.call(ring.ownerOf(request.logged().channel()), InternalApi.RELEASE, request);
    }
}
