package rtmlab.protocol.variant;

import java.util.List;
import java.util.function.Consumer;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.Message;
import rtmlab.protocol.Post;
import rtmlab.protocol.Ts;

/** Notes nothing: for whoever wants to hear some of it, and no verdict. */
public class SilentJournal implements Journal {

    @Override
    public void submitted(Post post, int attempt) {}

    @Override
    public void acknowledged(Post post, Ts ts) {}

    @Override
    public void refused(Post post, String error) {}

    @Override
    public void unknown(Post post, String reason) {}

    @Override
    public void sawLive(Message message) {}

    @Override
    public void sawByCatchUp(Message message) {}

    @Override
    public Consumer<List<Message>> reading(ChannelId channel) {
        return _ -> {};
    }

    @Override
    public void snapshot(ChannelId channel, List<Message> messages) {}

    @Override
    public void online() {}

    @Override
    public void offline(String reason) {}
}
