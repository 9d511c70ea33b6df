package rtmlab.protocol.port;

import java.time.Duration;
import rtmlab.protocol.SocketUrl;
import rtmlab.protocol.Ticket;
import rtmlab.protocol.api.Frame;

/**
 * WebSockets: both sides talk whenever they like, in order, until the connection breaks.
 *
 * <p>Steps: {@code socket open channel-server} (watched or not), {@code socket send message}, with the frame's own name.
 */
public interface Sockets {

    /** Accepts WebSockets from now on. Does not wait. */
    void serve(Listener listener);

    /** As {@link #serve}, for nodes alone: nobody else gets in, whatever ticket they show. The ports see to it. */
    default void serveNodes(Listener listener) {
        serve(listener);
    }

    /**
     * Opens a WebSocket to another node and waits until it is open.
     *
     * @throws CallFailed when it cannot be opened
     */
    Socket open(SocketUrl url, Handler handler);

    /** How long an end of a watched connection may be silent before the other takes it for gone. */
    Duration SILENCE = Duration.ofSeconds(1);

    /**
     * As {@link #open}, for a connection that both ends watch: when one is silent for {@link #SILENCE}, being paused or
     * out of reach, the connection is gone, and the other end is told so. The ports see to it; it takes no steps.
     */
    Socket openWatched(SocketUrl url, Handler handler);

    /** One end of an open WebSocket. */
    interface Socket {

        /**
         * Sends a frame. Does not wait, and does not fail: what is sent into a broken connection is lost, and the
         * handler is told that it closed.
         */
        void send(Frame frame);

        /** Closes the connection after what was sent has gone out. Does not wait. */
        void close(String reason);
    }

    /** What a server does with those who connect. */
    interface Listener {

        /**
         * Someone has opened a WebSocket with this ticket. Until it returns, no frame of that socket is handled.
         *
         * @return what handles the frames of this socket
         */
        Handler opened(Socket socket, Ticket ticket);
    }

    /** What is done with one socket's frames: one after the other, in order, also when handling one waits. */
    interface Handler {

        void received(Frame frame);

        /** The connection is gone; nothing more is received. Called once. */
        void closed(String reason);
    }
}
