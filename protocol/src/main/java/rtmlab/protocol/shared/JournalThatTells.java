package rtmlab.protocol.shared;

import java.util.List;
import java.util.function.Consumer;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.Message;
import rtmlab.protocol.Post;
import rtmlab.protocol.Ts;
import rtmlab.protocol.variant.Journal;

/** A journal that also tells someone when its client is online. */
public record JournalThatTells(Journal journal, Runnable whenOnline) implements Journal {

    @Override
    public void online() {
        whenOnline.run();
        journal.online();
    }

    @Override
    public void submitted(Post post, int attempt) {
        journal.submitted(post, attempt);
    }

    @Override
    public void acknowledged(Post post, Ts ts) {
        journal.acknowledged(post, ts);
    }

    @Override
    public void refused(Post post, String error) {
        journal.refused(post, error);
    }

    @Override
    public void unknown(Post post, String reason) {
        journal.unknown(post, reason);
    }

    @Override
    public void sawLive(Message message) {
        journal.sawLive(message);
    }

    @Override
    public void sawByCatchUp(Message message) {
        journal.sawByCatchUp(message);
    }

    @Override
    public Consumer<List<Message>> reading(ChannelId channel) {
        return journal.reading(channel);
    }

    @Override
    public void snapshot(ChannelId channel, List<Message> messages) {
        journal.snapshot(channel, messages);
    }

    @Override
    public void offline(String reason) {
        journal.offline(reason);
    }
}
