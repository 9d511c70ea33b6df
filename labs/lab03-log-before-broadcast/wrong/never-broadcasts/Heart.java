package lab;

import rtmlab.protocol.Post;
import rtmlab.protocol.Ts;
import rtmlab.updated.SendPath;

/** Somebody will find it in the log. */
public final class Heart implements SendPath {

    private final Ports ports;

    public Heart(Ports ports) {
        this.ports = ports;
    }

    @Override
    public Ts send(Post post) {
        return ports.append(post).ts();
    }
}
