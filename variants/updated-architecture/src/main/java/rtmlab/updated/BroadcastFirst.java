package rtmlab.updated;

import rtmlab.protocol.Post;
import rtmlab.protocol.Ts;
import rtmlab.protocol.port.CallFailed;

/** The mechanism {@code LOG_BEFORE_BROADCAST} switched off: everybody is told of a message that may never be. */
final class BroadcastFirst implements SendPath {

    private final Ports ports;

    BroadcastFirst(Ports ports) {
        this.ports = ports;
    }

    @Override
    public Ts send(Post post) {
        try {
            ports.broadcast(ports.guess(post));
        } catch (CallFailed _) {
            // Who was not told now is told from the log.
        }
        return ports.append(post).ts();
    }
}
