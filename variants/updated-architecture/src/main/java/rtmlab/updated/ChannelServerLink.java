package rtmlab.updated;

import org.jspecify.annotations.Nullable;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.SocketUrl;
import rtmlab.protocol.Ticket;
import rtmlab.protocol.api.Frame;
import rtmlab.protocol.port.CallFailed;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.Sockets.Handler;
import rtmlab.protocol.port.Sockets.Socket;
import rtmlab.protocol.shared.BackOff;

/** A gateway's connection to one channel or presence server, which comes back whenever it breaks. */
final class ChannelServerLink {

    /** What the gateway makes of it. */
    interface Listener {

        /** Everything said over an earlier connection is forgotten on the other side. */
        void connected(ChannelServerLink link);

        void arrived(Frame frame);
    }

    private final Host host;
    private final NodeName server;
    private final Listener listener;
    private final boolean watched;
    private @Nullable Socket socket;
    private boolean isClosed;

    /** To a channel server: whether that lives is for the ring to say. */
    static ChannelServerLink unwatched(Host host, NodeName server, Listener listener) {
        return new ChannelServerLink(host, server, listener, false);
    }

    /** Both ends notice when the other falls silent. */
    static ChannelServerLink watched(Host host, NodeName server, Listener listener) {
        return new ChannelServerLink(host, server, listener, true);
    }

    private ChannelServerLink(Host host, NodeName server, Listener listener, boolean watched) {
        this.watched = watched;
        this.host = host;
        this.server = server;
        this.listener = listener;
    }

    NodeName server() {
        return server;
    }

    /** Connects, and connects again whenever the connection breaks. Does not wait. */
    void open() {
        host.spawn("link to " + server, this::connect);
    }

    boolean isUp() {
        return socket != null;
    }

    /** Sends a frame if there is a connection; otherwise it is lost. */
    void send(Frame frame) {
        if (socket != null) {
            socket.send(frame);
        }
    }

    /** For good: nothing more arrives. */
    void close() {
        isClosed = true;
        if (socket != null) {
            socket.close("no longer on the ring");
        }
    }

    private void connect() {
        var backOff = new BackOff(host.random());
        var url = new SocketUrl(server, new Ticket(host.name().value()));
        while (!isClosed) {
            try {
                var opened = watched
                        ? host.sockets().openWatched(url, new Frames())
                        : host.sockets().open(url, new Frames());
                if (isClosed) {
                    opened.close("no longer on the ring");
                    return;
                }
                socket = opened;
                listener.connected(this);
                return;
            } catch (CallFailed _) {
                host.clock().sleep(backOff.next());
            }
        }
    }

    private final class Frames implements Handler {
        @Override
        public void received(Frame frame) {
            if (!isClosed) {
                listener.arrived(frame);
            }
        }

        @Override
        public void closed(String reason) {
            socket = null;
            if (!isClosed) {
                open();
            }
        }
    }
}
