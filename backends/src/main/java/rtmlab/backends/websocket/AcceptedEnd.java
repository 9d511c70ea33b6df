package rtmlab.backends.websocket;

import org.jspecify.annotations.Nullable;
import rtmlab.backends.runtime.NodeSecret;
import rtmlab.backends.runtime.Steps;
import rtmlab.backends.runtime.Tasks;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.SocketUrl;
import rtmlab.protocol.Ticket;
import rtmlab.protocol.port.Sockets.Listener;

/** The end of a WebSocket that was called. */
final class AcceptedEnd extends SocketEnd {

    private final NodeName self;
    private final @Nullable NodeSecret secret;
    private final Listener listener;
    private @Nullable Ticket ticket;

    /** @param secret what callers have to show, where only nodes may call */
    AcceptedEnd(
            String name,
            Connection connection,
            Steps steps,
            Tasks tasks,
            Encoder encoder,
            NodeName self,
            @Nullable NodeSecret secret,
            Listener listener) {
        super(name, null, connection, steps, tasks, encoder);
        this.self = self;
        this.secret = secret;
        this.listener = listener;
    }

    @Override
    public void asked(SocketUrl url, @Nullable String authorization) {
        if (secret != null && !secret.isShownBy(authorization)) {
            throw new IllegalArgumentException(self + " takes WebSockets of nodes alone");
        }
        // Where a node has died, another one may be listening by now.
        if (!url.node().equals(self)) {
            throw new IllegalArgumentException("this is " + self + ", not " + url.node());
        }
        ticket = url.ticket();
    }

    @Override
    public void opened() {
        var shown = ticket;
        if (shown == null) {
            throw new IllegalStateException("a connection is asked for before it opens");
        }
        enqueue(() -> handleWith(listener.opened(this, shown)));
        handle();
    }
}
