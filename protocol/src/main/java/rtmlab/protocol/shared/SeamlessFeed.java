package rtmlab.protocol.shared;

import java.util.ArrayList;
import java.util.List;
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
        ports.history(channel, screen.newest(channel)).forEach(screen::showMissed);
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
