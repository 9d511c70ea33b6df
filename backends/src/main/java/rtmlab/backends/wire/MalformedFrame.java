package rtmlab.backends.wire;

import org.jspecify.annotations.Nullable;
import rtmlab.protocol.api.Frame;
import rtmlab.protocol.api.RtmError;

/** What came over a WebSocket is no frame. */
public final class MalformedFrame extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Frame.Refusal refusal;

    MalformedFrame(@Nullable Long id, RtmError error, String detail) {
        super(detail, null, false, false);
        this.refusal = new Frame.Refusal(id, error);
    }

    /** What to answer. */
    public Frame.Refusal refusal() {
        return refusal;
    }
}
