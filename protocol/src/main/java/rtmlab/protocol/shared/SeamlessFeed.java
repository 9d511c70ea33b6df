package rtmlab.protocol.shared;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.Message;
import rtmlab.protocol.Presence;
import rtmlab.protocol.UserId;

/**
 * Keeps a screen without gap or repeat at the seams: messages that arrive while history is read are shown after it. Who is
 * typing, and who is there, is passed on as it comes.
 */
final class SeamlessFeed implements Feed {

    private final Ports ports;
    private final Screen screen;
    private final List<Message> heldBack = new ArrayList<>();

    /** Those that the user has left since they were last asked for. */
    private final Set<ChannelId> left = new HashSet<>();

    private boolean isOnline;

    SeamlessFeed(Ports ports) {
        this.ports = ports;
        this.screen = new Screen(ports);
    }

    @Override
    public void opened() {
        screen.connected();
        heldBack.clear();
        isOnline = false;
    }

    @Override
    public void message(Message message) {
        if (isOnline) {
            screen.showLive(message);
        } else {
            heldBack.add(message);
        }
    }

    @Override
    public void catchUp(ChannelId channel) {
        left.remove(channel);
        var missed = ports.history(channel, screen.newest(channel));
        if (!left.contains(channel)) {
            missed.forEach(screen::showMissed);
        }
    }

    @Override
    public void left(ChannelId channel) {
        left.add(channel);
        heldBack.removeIf(message -> message.channel().equals(channel));
    }

    @Override
    public void online() {
        isOnline = true;
        heldBack.forEach(screen::showLive);
        heldBack.clear();
    }

    @Override
    public void typing(ChannelId channel, UserId user) {
        ports.showTyping(channel, user);
    }

    @Override
    public void presence(List<UserId> users, Presence presence) {
        ports.showPresence(users, presence);
    }

    @Override
    public void closed() {
        isOnline = false;
    }
}
