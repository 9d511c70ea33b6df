package lab;

import rtmlab.protocol.ChannelId;
import rtmlab.protocol.UserId;
import rtmlab.updated.TypingPath;

/** Nothing may be lost, so it waits until it can be sent. */
public final class Way implements TypingPath {

    private final Ports ports;

    public Way(Ports ports) {
        this.ports = ports;
    }

    @Override
    public void typing(ChannelId channel, UserId user) {
        ports.spawn(() -> {
            while (!ports.isConnected(channel)) {
                ports.pause();
            }
            ports.passOn(channel, user);
        });
    }
}
