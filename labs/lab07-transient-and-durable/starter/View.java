package lab;

import java.util.List;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.Message;
import rtmlab.protocol.Presence;
import rtmlab.protocol.UserId;
import rtmlab.protocol.shared.Feed;

/** What a client shows of what its connection brings. */
public final class View implements Feed {

    private final Ports ports;

    public View(Ports ports) {
        this.ports = ports;
    }

    @Override
    public void opened() {}

    @Override
    public void message(Message message) {
        throw new UnsupportedOperationException("message(Message) is yours to write");
    }

    @Override
    public void catchUp(ChannelId channel) {
        throw new UnsupportedOperationException("catchUp(ChannelId) is yours to write");
    }

    @Override
    public void online() {}

    @Override
    public void typing(ChannelId channel, UserId user) {
        throw new UnsupportedOperationException("typing(ChannelId, UserId) of View is yours to write");
    }

    @Override
    public void presence(List<UserId> users, Presence presence) {
        throw new UnsupportedOperationException("presence(List, Presence) is yours to write");
    }

    @Override
    public void closed() {}
}
