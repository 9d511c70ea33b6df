package rtmlab.backends.websocket;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import rtmlab.backends.wire.FrameCodec;
import rtmlab.protocol.api.Frame;

/**
 * Encodes a frame once, also when a handler sends it to many.
 *
 * <p>Used by node code alone, that is, by one thread at a time.
 */
final class Encoder {

    private final FrameCodec codec;
    private @Nullable Frame latest;
    private String latestText = "";
    private @Nullable ByteBuffer latestBytes;

    Encoder(FrameCodec codec) {
        this.codec = codec;
    }

    FrameCodec codec() {
        return codec;
    }

    @SuppressWarnings("ReferenceEquality") // comparing the contents of two frames costs as much as encoding one
    void send(Frame frame, Connection connection) {
        if (frame != latest) {
            latestText = codec.write(frame);
            latestBytes = null;
            latest = frame;
        }
        if (connection.masks()) {
            connection.send(latestText);
            return;
        }
        var bytes = latestBytes;
        if (bytes == null) {
            bytes = Connection.encode(latestText);
            latestBytes = bytes;
        }
        connection.send(bytes.duplicate());
    }
}
