package lab;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.Message;
import rtmlab.protocol.Presence;
import rtmlab.protocol.Ts;
import rtmlab.protocol.UserId;
import rtmlab.protocol.shared.Feed;

/** Who types twice lights one lamp, and the first timer puts it out. */
public final class View implements Feed {

    private final Ports ports;
    private final Map<ChannelId, Ts> newest = new HashMap<>();
    private final Set<Message> shown = new HashSet<>();
    private final List<Message> heldBack = new ArrayList<>();
    private final Set<Lamp> lit = new HashSet<>();
    private final Set<UserId> known = new HashSet<>();
    private boolean isOnline;

    private record Lamp(ChannelId channel, UserId user) {}

    public View(Ports ports) {
        this.ports = ports;
    }

    @Override
    public void opened() {
        heldBack.clear();
        isOnline = false;
    }

    @Override
    public void message(Message message) {
        if (!isOnline) {
            heldBack.add(message);
        } else if (isNew(message)) {
            putOut(new Lamp(message.channel(), message.author()));
            ports.showLive(message);
        }
    }

    private boolean isNew(Message message) {
        newest.merge(message.channel(), message.ts(), (one, other) -> one.isAfter(other) ? one : other);
        return shown.add(message);
    }

    @Override
    public void catchUp(ChannelId channel) {
        for (var message : ports.history(channel, newest.getOrDefault(channel, Ts.BEFORE_ALL))) {
            if (isNew(message)) {
                ports.showMissed(message);
            }
        }
    }

    @Override
    public void online() {
        isOnline = true;
        heldBack.forEach(this::message);
        heldBack.clear();
    }

    @Override
    public void typing(ChannelId channel, UserId user) {
        var lamp = new Lamp(channel, user);
        lit.add(lamp);
        ports.showTyping(channel, user);
        ports.after(TYPING_LASTS, () -> putOut(lamp)); // Also the one that was lit anew meanwhile.
    }

    private void putOut(Lamp lamp) {
        if (lit.remove(lamp)) {
            ports.hideTyping(lamp.channel(), lamp.user());
        }
    }

    @Override
    public void presence(List<UserId> users, Presence presence) {
        known.addAll(users);
        ports.showPresence(users, presence);
    }

    @Override
    public void closed() {
        isOnline = false;
        List.copyOf(lit).forEach(this::putOut);
        ports.hidePresence(List.copyOf(known));
        known.clear();
    }
}
