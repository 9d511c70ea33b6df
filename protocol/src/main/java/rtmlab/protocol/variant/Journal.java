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

/** What one member did and saw, in the order in which it happened: the raw material of every verdict. */
public interface Journal {

    /** The client is about to send this. {@code attempt} counts from 1 and rises with each retry. */
    void submitted(Post post, int attempt);

    /** The user was told that it is sent. */
    void acknowledged(Post post, Ts ts);

    /** This attempt certainly had no effect, and why. */
    void refused(Post post, String error);

    /** This attempt may or may not have had an effect. */
    void unknown(Post post, String reason);

    /** The user was shown this message, as it came. */
    void sawLive(Message message);

    /** The user was shown this message, read from the channel's history. */
    void sawByCatchUp(Message message);

    /** The user asks for all messages of a channel; the answer, oldest first, goes to what this returns. */
    Consumer<List<Message>> reading(ChannelId channel);

    /**
     * The client goes on from these messages, oldest first: what a channel holds beside what is on the screen. Whatever
     * is newer comes live.
     */
    void snapshot(ChannelId channel, List<Message> messages);

    /** Connected and caught up: from here on nothing is missed while the connection lasts. */
    void online();

    void offline(String reason);

    /** The user was shown how a channel is called now. No verdict on messages rests on it. */
    default void sawName(Channel channel) {}

    /** The user, who had been shown that they belong to this channel no longer, was shown that they do again. */
    default void sawJoined(ChannelId channel) {}

    /** The user was shown that they belong to this channel no longer. */
    default void sawLeft(ChannelId channel) {}

    /** The user was shown that another one is typing. It is gone in a moment, and no verdict rests on it. */
    default void sawTyping(ChannelId channel, UserId user) {}

    /** The user is no longer shown that this one is typing. */
    default void typingEnded(ChannelId channel, UserId user) {}

    /** The user was shown that these are there, or away. */
    default void sawPresence(List<UserId> users, Presence presence) {}

    /** The user is no longer shown whether these are there. */
    default void presenceEnded(List<UserId> users) {}
}
