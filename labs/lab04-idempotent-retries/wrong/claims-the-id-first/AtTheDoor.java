package lab;

import java.util.Optional;
import rtmlab.protocol.Message;
import rtmlab.protocol.Post;
import rtmlab.protocol.Ts;
import rtmlab.protocol.port.CallFailed;
import rtmlab.protocol.port.MaybeDone;
import rtmlab.updated.RetryPath;

/** Hangs a sign out, so that nobody else begins; and dies with the sign hanging there. */
public final class AtTheDoor implements RetryPath {

    private static final String BEGUN = "begun";

    private final Ports ports;

    public AtTheDoor(Ports ports) {
        this.ports = ports;
    }

    @Override
    public Message messageOf(Post post) {
        var earlier = recall(post);
        if (earlier.isPresent() && earlier.get().equals(BEGUN)) {
            throw new MaybeDone("somebody is at it");
        }
        if (earlier.isPresent()) {
            return ports.messageAt(post, Ts.parse(earlier.get()));
        }
        remember(post, BEGUN);
        var message = ports.send(post);
        remember(post, message.ts().toString());
        return message;
    }

    private Optional<String> recall(Post post) {
        try {
            return ports.recall(post);
        } catch (CallFailed _) {
            return Optional.empty();
        }
    }

    private void remember(Post post, String note) {
        try {
            ports.remember(post, note);
        } catch (CallFailed _) {
            // It is only a sign.
        }
    }
}
