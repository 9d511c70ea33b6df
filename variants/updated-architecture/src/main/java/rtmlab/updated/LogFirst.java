package rtmlab.updated;

import rtmlab.protocol.Post;
import rtmlab.protocol.Ts;
import rtmlab.protocol.port.CallFailed;

/** Log first, tell everyone second: wherever this stops, the message is durable or its sender knows it may not be. */
final class LogFirst implements SendPath {

    private final Ports ports;

    LogFirst(Ports ports) {
        this.ports = ports;
    }

    @Override
    public Ts send(Post post) {
        var logged = ports.append(post); // Waits: from here on the message exists.
        try {
            return ports.broadcast(logged); // A crash before this line delays it, never loses it.
        } catch (CallFailed _) {
            // Nothing is lost: the channel server will find it in the log. But is it a repeat? The log knows.
            return ports.placeOf(logged);
        }
    }
}
