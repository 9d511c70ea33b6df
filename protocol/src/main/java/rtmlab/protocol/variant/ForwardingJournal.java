package rtmlab.protocol.variant;

import java.util.List;
import java.util.function.Consumer;
import rtmlab.protocol.Channel;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.Message;
import rtmlab.protocol.Post;
import rtmlab.protocol.Presence;
import rtmlab.protocol.Ts;
import rtmlab.protocol.UserId;

/** Passes everything on to another journal: for whoever wants to hear some of it on the way. */
public class ForwardingJournal implements Journal {

    private final Journal next;

    /** Everything goes on to {@code next}. */
    protected ForwardingJournal(Journal next) {
        this.next = next;
    }

    @Override
    public void submitted(Post post, int attempt) {
        next.submitted(post, attempt);
    }

    @Override
    public void acknowledged(Post post, Ts ts) {
        next.acknowledged(post, ts);
    }

    @Override
    public void refused(Post post, String error) {
        next.refused(post, error);
    }

    @Override
    public void unknown(Post post, String reason) {
        next.unknown(post, reason);
    }

    @Override
    public void sawLive(Message message) {
        next.sawLive(message);
    }

    @Override
    public void sawByCatchUp(Message message) {
        next.sawByCatchUp(message);
    }

    @Override
    public Consumer<List<Message>> reading(ChannelId channel) {
        return next.reading(channel);
    }

    @Override
    public void snapshot(ChannelId channel, List<Message> messages) {
        next.snapshot(channel, messages);
    }

    @Override
    public void online() {
        next.online();
    }

    @Override
    public void offline(String reason) {
        next.offline(reason);
    }

    @Override
    public void sawName(Channel channel) {
        next.sawName(channel);
    }

    @Override
    public void sawJoined(ChannelId channel) {
        next.sawJoined(channel);
    }

    @Override
    public void sawLeft(ChannelId channel) {
        next.sawLeft(channel);
    }

    @Override
    public void sawTyping(ChannelId channel, UserId user) {
        next.sawTyping(channel, user);
    }

    @Override
    public void typingEnded(ChannelId channel, UserId user) {
        next.typingEnded(channel, user);
    }

    @Override
    public void sawPresence(List<UserId> users, Presence presence) {
        next.sawPresence(users, presence);
    }

    @Override
    public void presenceEnded(List<UserId> users) {
        next.presenceEnded(users);
    }
}
