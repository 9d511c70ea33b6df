package lab;

import rtmlab.protocol.Post;
import rtmlab.protocol.Ts;
import rtmlab.updated.SendPath;

/** What happens between a user's post and its answer. */
public final class Heart implements SendPath {

    private final Ports ports;

    public Heart(Ports ports) {
        this.ports = ports;
    }

    @Override
    public Ts send(Post post) {
        throw new UnsupportedOperationException("send(Post) is yours to write");
    }
}
