package rtmlab.backends.websocket;

import java.util.List;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.drafts.Draft;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.exceptions.InvalidDataException;
import org.java_websocket.exceptions.LimitExceededException;
import org.java_websocket.framing.Framedata;

/**
 * RFC 6455 as Java-WebSocket speaks it, with a bound on what a message that comes in pieces takes in all.
 *
 * <p>Java-WebSocket's own bound is on each frame, and on the pieces of a message when the first and when the last of them
 * comes: whoever sends pieces for ever would fill the memory.
 */
final class BoundedDraft extends Draft_6455 {

    private final int maxBytes;
    private int pendingBytes;

    BoundedDraft(int maxBytes) {
        super(List.of(), maxBytes);
        this.maxBytes = maxBytes;
    }

    @Override
    public Draft copyInstance() {
        return new BoundedDraft(maxBytes);
    }

    @Override
    public void processFrame(WebSocketImpl connection, Framedata frame) throws InvalidDataException {
        switch (frame.getOpcode()) {
            case TEXT, BINARY, CONTINUOUS -> count(frame);
            case PING, PONG, CLOSING -> {} // May come between the pieces.
        }
        super.processFrame(connection, frame);
    }

    private void count(Framedata piece) throws LimitExceededException {
        // An empty piece takes memory, too.
        pendingBytes += Math.max(1, piece.getPayloadData().remaining());
        if (pendingBytes > maxBytes) {
            throw new LimitExceededException("Payload limit reached.", maxBytes);
        }
        if (piece.isFin()) {
            pendingBytes = 0;
        }
    }
}
