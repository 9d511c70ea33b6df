package lab;

import rtmlab.protocol.Message;
import rtmlab.protocol.Post;
import rtmlab.updated.RetryPath;

/** What a web app makes of a post that may have been sent before. */
public final class AtTheDoor implements RetryPath {

    private final Ports ports;

    public AtTheDoor(Ports ports) {
        this.ports = ports;
    }

    @Override
    public Message messageOf(Post post) {
        throw new UnsupportedOperationException("messageOf(Post) is yours to write");
    }
}
