package lab;

import rtmlab.protocol.Message;
import rtmlab.protocol.Post;
import rtmlab.updated.RetryPath;

/** Right, and every repeat goes all the way. */
public final class AtTheDoor implements RetryPath {

    private final Ports ports;

    public AtTheDoor(Ports ports) {
        this.ports = ports;
    }

    @Override
    public Message messageOf(Post post) {
        return ports.send(post);
    }
}
