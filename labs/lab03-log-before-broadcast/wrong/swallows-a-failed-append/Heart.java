package lab;

import rtmlab.protocol.Post;
import rtmlab.protocol.Ts;
import rtmlab.protocol.port.CallFailed;
import rtmlab.updated.SendPath;

/** It will have worked. */
public final class Heart implements SendPath {

    private final Ports ports;

    public Heart(Ports ports) {
        this.ports = ports;
    }

    @Override
    public Ts send(Post post) {
        try {
            return ports.broadcast(ports.append(post));
        } catch (CallFailed _) {
            return ports.guess(post).ts();
        }
    }
}
