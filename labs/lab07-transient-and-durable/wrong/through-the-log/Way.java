package lab;

import rtmlab.protocol.ChannelId;
import rtmlab.protocol.UserId;
import rtmlab.updated.TypingPath;

/** To be on the safe side, typing is kept as well. */
public final class Way implements TypingPath {

    private final Ports ports;

    public Way(Ports ports) {
        this.ports = ports;
    }

    @Override
    public void typing(ChannelId channel, UserId user) {
        ports.append(channel, user);
        ports.passOn(channel, user);
    }
}
