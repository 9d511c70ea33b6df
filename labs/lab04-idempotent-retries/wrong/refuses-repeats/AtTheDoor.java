package lab;

import java.util.Optional;
import rtmlab.protocol.Message;
import rtmlab.protocol.Post;
import rtmlab.protocol.port.CallFailed;
import rtmlab.protocol.port.NotDone;
import rtmlab.updated.RetryPath;

/** Once is enough: whoever comes again is told so. */
public final class AtTheDoor implements RetryPath {

    private final Ports ports;

    public AtTheDoor(Ports ports) {
        this.ports = ports;
    }

    @Override
    public Message messageOf(Post post) {
        if (recall(post).isPresent()) {
            throw new NotDone("it was sent before");
        }
        var message = ports.send(post);
        try {
            ports.remember(post, message.ts().toString());
        } catch (CallFailed _) {
            // It is sent all the same.
        }
        return message;
    }

    private Optional<String> recall(Post post) {
        try {
            return ports.recall(post);
        } catch (CallFailed _) {
            return Optional.empty();
        }
    }
}
