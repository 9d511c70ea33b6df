package lab;

import rtmlab.protocol.Post;
import rtmlab.protocol.Ts;
import rtmlab.protocol.port.CallFailed;
import rtmlab.updated.SendPath;

/** Log first, tell everyone second: wherever this stops, the message is durable or its sender knows it may not be. */
public final class Heart implements SendPath {

    private final Ports ports;

    public Heart(Ports ports) {
        this.ports = ports;
    }

    @Override
    public Ts send(Post post) {
        var logged = ports.append(post); // From here on the message exists.
        try {
            return ports.broadcast(logged);
        } catch (CallFailed _) {
            return ports.placeOf(logged); // It is sent all the same: whoever was not told will find it in the log.
        }
    }
}
