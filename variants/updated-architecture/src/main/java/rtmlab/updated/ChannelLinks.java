package rtmlab.updated;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.UserId;
import rtmlab.protocol.api.Frame;
import rtmlab.protocol.port.Host;

/**
 * A gateway's part in channels: subscribes with each channel's owner to what its clients watch, and to nothing else.
 *
 * <p>A new ring moves some channels, and only those are asked for again. That takes both sides to know which: a gateway
 * that has missed a ring begins anew with every channel server, and a channel server that has missed one with every gateway.
 *
 * @param <C> a client's connection
 */
final class ChannelLinks<C> {

    /** What the gateway makes of it. */
    interface Listener<C> {

        /** For all of these. */
        void arrived(Set<C> watchers, Frame frame);

        /** More than the channel server remembers: these cannot go on from where they are. */
        void missedTooMuch(Set<C> watchers);
    }

    private final Host host;
    private final RingPlan plan;
    private final Fence.Factory fences;
    private final Fence fence;
    private final Listener<C> listener;
    private final RingWatch ringWatch;
    private final Map<NodeName, ChannelServerLink> links = new LinkedHashMap<>();
    private final Map<ChannelId, Subscription<C>> subscriptions = new LinkedHashMap<>();

    /** The ring by which the links were opened. */
    private long linkedBy = Ring.NONE.epoch();

    ChannelLinks(Host host, List<NodeName> ringManagers, Pieces pieces, Listener<C> listener) {
        this.host = host;
        this.plan = pieces.ringPlan().ofNode();
        this.fences = pieces.fence();
        this.fence = fences.ofNode();
        this.listener = listener;
        this.ringWatch = new RingWatch(host, ringManagers, this::moveTo);
    }

    /** Connects with all channel servers on the ring, whichever it is. Does not wait. */
    void open() {
        ringWatch.open();
    }

    /** Has the channel subscribed to for this client, who is told nothing of it yet. Does not wait. */
    void expect(ChannelId channel, C client) {
        var subscription = subscriptions.get(channel);
        if (subscription == null) {
            subscription = new Subscription<>(host::later, channel, fences.ofNode());
            subscriptions.put(channel, subscription);
            settle(channel, subscription);
        }
        subscription.expect(client);
    }

    /** Returns when everything released in the channel from now on will arrive; throws when that takes too long. */
    void awaitConfirmation(ChannelId channel) {
        var subscription = subscriptions.get(channel);
        if (subscription != null) {
            subscription.awaitConfirmation();
        }
    }

    /** From now on this client, who is expected, is told what arrives. */
    void admit(ChannelId channel, C client) {
        var subscription = subscriptions.get(channel);
        if (subscription != null) {
            subscription.admit(client);
        }
    }

    /** This client watches the channel no longer. */
    void dismiss(ChannelId channel, C client) {
        var subscription = subscriptions.get(channel);
        if (subscription == null) {
            return;
        }
        subscription.dismiss(client);
        if (subscription.isIdle()) {
            subscriptions.remove(channel);
            toOwner(channel, new Frame.Unsubscribe(channel));
        }
    }

    /** To everybody here who watches that channel. */
    void pass(ChannelId channel, Frame frame) {
        var subscription = subscriptions.get(channel);
        if (subscription != null) {
            listener.arrived(subscription.watchers(), frame);
        }
    }

    /** Has everybody told who watches the channel, wherever they are connected. */
    void typing(ChannelId channel, UserId user) {
        toOwner(channel, new Frame.UserTyping(channel, user));
    }

    /** Whether the channel's owner can be reached. */
    boolean isConnected(ChannelId channel) {
        var owner = ownerOf(channel);
        return owner != null && owner.isUp();
    }

    private void toOwner(ChannelId channel, Frame frame) {
        var owner = ownerOf(channel);
        if (owner != null) {
            owner.send(frame);
        }
    }

    private @Nullable ChannelServerLink ownerOf(ChannelId channel) {
        var ring = ringWatch.ring();
        return ring.isEmpty() ? null : links.get(plan.ownerOf(channel, ring.servers()));
    }

    private void moveTo(Ring ring) {
        var missedNone = ring.epoch() == linkedBy + 1;
        fence.heardOf(ring.epoch());
        links.values().removeIf(link -> {
            var isOverruled = !ring.servers().contains(link.server()) && !fence.admits(linkedBy);
            if (isOverruled || !missedNone) {
                link.close();
            }
            return isOverruled || !missedNone;
        });
        linkedBy = ring.epoch();
        for (var server : ring.servers()) {
            if (!links.containsKey(server)) {
                var link = ChannelServerLink.unwatched(host, server, new FromChannelServer());
                links.put(server, link);
                link.open();
            }
        }
        subscriptions.forEach(this::settle);
    }

    private void settle(ChannelId channel, Subscription<C> subscription) {
        var owner = ownerOf(channel);
        if (owner != null) {
            subscription.belongsTo(owner, ringWatch.ring().epoch());
        }
    }

    /** What comes from the channel servers. */
    private final class FromChannelServer implements ChannelServerLink.Listener {
        @Override
        public void connected(ChannelServerLink link) {
            for (var subscription : subscriptions.values()) {
                if (link.equals(subscription.owner())) {
                    subscription.connected(ringWatch.ring().epoch());
                }
            }
        }

        @Override
        public void arrived(Frame frame) {
            switch (frame) {
                case Frame.Release(long epoch, var message) -> {
                    var subscription = subscriptions.get(message.channel());
                    // Who owned the channel by an older ring may not know yet that somebody else does now.
                    if (subscription != null && subscription.admits(epoch)) {
                        subscription.arrived(message.ts());
                        listener.arrived(subscription.watchers(), new Frame.Broadcast(message));
                    }
                }
                case Frame.UserTyping typing -> pass(typing.channel(), typing);
                case Frame.Subscribed subscribed -> confirmed(subscribed);
                case Frame.RingChange(long epoch, var servers) -> ringWatch.learn(new Ring(epoch, servers));
                default -> throw new IllegalStateException("a channel server does not send " + frame);
            }
        }
    }

    private void confirmed(Frame.Subscribed subscribed) {
        var subscription = subscriptions.get(subscribed.channel());
        if (subscription == null || !subscription.admits(subscribed.epoch())) {
            return;
        }
        subscription.confirmed(subscribed.upTo());
        if (!subscribed.isComplete()) {
            listener.missedTooMuch(subscription.watchers());
        }
    }
}
