package lab;

import rtmlab.protocol.Post;
import rtmlab.protocol.Ts;
import rtmlab.protocol.port.CallFailed;
import rtmlab.updated.SendPath;

/** Fast, and a ghost where it stops in between. */
public final class Heart implements SendPath {

    private final Ports ports;

    public Heart(Ports ports) {
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
