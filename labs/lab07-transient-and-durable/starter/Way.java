package lab;

import rtmlab.protocol.ChannelId;
import rtmlab.protocol.UserId;
import rtmlab.updated.TypingPath;

/** Which way a gateway sends on that one of its users is typing. */
public final class Way implements TypingPath {

    private final Ports ports;

    public Way(Ports ports) {
        this.ports = ports;
    }

    @Override
    public void typing(ChannelId channel, UserId user) {
        throw new UnsupportedOperationException("typing(ChannelId, UserId) of Way is yours to write");
    }
}
