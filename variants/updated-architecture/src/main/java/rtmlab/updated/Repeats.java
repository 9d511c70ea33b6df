package rtmlab.updated;

import java.util.Optional;
import rtmlab.protocol.Message;
import rtmlab.protocol.Post;
import rtmlab.protocol.Ts;
import rtmlab.protocol.port.CallFailed;

/**
 * The fast check for a client's retry: Redis remembers which ids were posted, and where.
 *
 * <p>It saves work and decides nothing: Redis may forget, or be away. A repeat that gets past it is recognised by those
 * who read the log, where it has a later place than the first.
 */
final class Repeats implements RetryPath {

    private final Ports ports;

    Repeats(Ports ports) {
        this.ports = ports;
    }

    /** A repeat gets the answer that the first one got, or should have got; anything else goes the way of all messages. */
    @Override
    public Message messageOf(Post post) {
        var earlier = recall(post);
        if (earlier.isPresent()) {
            return ports.messageAt(post, earlier.get());
        }
        var message = ports.send(post);
        remember(post, message.ts());
        return message;
    }

    private Optional<Ts> recall(Post post) {
        try {
            return ports.recall(post).map(Ts::parse);
        } catch (CallFailed _) {
            return Optional.empty();
        }
    }

    private void remember(Post post, Ts place) {
        try {
            ports.remember(post, place.toString());
        } catch (CallFailed _) {
            // Forgotten, then: the log's readers will recognise a repeat.
        }
    }
}
