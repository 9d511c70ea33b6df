package rtmlab.updated;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.Ts;
import rtmlab.protocol.api.Frame;
import rtmlab.protocol.port.Later;
import rtmlab.protocol.port.MaybeDone;

/**
 * What a gateway hears of one channel for those of its clients who watch it.
 *
 * @param <C> a client's connection
 */
final class Subscription<C> {

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Supplier<Later<Boolean>> laters;
    private final ChannelId channel;

    /** Hears of the rings by which the channel moved: what its owner said by an earlier ring still counts. */
    private final Fence fence;

    private final Set<C> coming = new LinkedHashSet<>();
    private final Set<C> watchers = new LinkedHashSet<>();

    /** Who is to be asked, whether or not it can be reached. */
    private @Nullable ChannelServerLink owner;

    private boolean isConfirmed;

    /** The confirmation that somebody waits for, or has waited for in vain; one for all of them. */
    private @Nullable Later<Boolean> confirmation;

    /** The last message that arrived, or that had been released before; null until the first answer. */
    private @Nullable Ts last;

    /** @param laters a value each that this node can wait for */
    Subscription(Supplier<Later<Boolean>> laters, ChannelId channel, Fence fence) {
        this.laters = laters;
        this.channel = channel;
        this.fence = fence;
    }

    /** Who is told what arrives. */
    Set<C> watchers() {
        return watchers;
    }

    /** Keeps the subscription for somebody who is not told yet what arrives. */
    void expect(C client) {
        if (!watchers.contains(client)) {
            coming.add(client);
        }
    }

    /** From now on this one is told what arrives. */
    void admit(C client) {
        coming.remove(client);
        watchers.add(client);
    }

    void dismiss(C client) {
        coming.remove(client);
        watchers.remove(client);
    }

    boolean isIdle() {
        return coming.isEmpty() && watchers.isEmpty();
    }

    @Nullable
    ChannelServerLink owner() {
        return owner;
    }

    /** This is the channel's owner by the ring of this epoch. One who was so before and has confirmed is not asked again. */
    void belongsTo(ChannelServerLink now, long epoch) {
        if (!now.equals(owner)) {
            owner = now;
            isConfirmed = false;
            fence.heardOf(epoch);
        }
        if (!isConfirmed) {
            ask(epoch);
        }
    }

    /** Whatever was agreed upon over the owner's earlier connection is forgotten there. */
    void connected(long epoch) {
        isConfirmed = false;
        ask(epoch);
    }

    /** Asks the owner to go on after the last message. */
    private void ask(long epoch) {
        if (owner != null && owner.isUp()) {
            owner.send(new Frame.Subscribe(channel, last, epoch));
        }
    }

    /** Whether what was said by the ring of this epoch counts. */
    boolean admits(long epoch) {
        return fence.admits(epoch);
    }

    /** A message of the channel has arrived. */
    void arrived(Ts ts) {
        last = ts;
    }

    /** From here on everything arrives. */
    void confirmed(Ts upTo) {
        last = last == null ? upTo : Ts.later(last, upTo);
        isConfirmed = true;
        if (confirmation != null) {
            confirmation.complete(true);
            confirmation = null;
        }
    }

    /** Returns when everything released in the channel from now on will arrive; throws when that takes too long. */
    void awaitConfirmation() {
        if (isConfirmed) {
            return;
        }
        if (confirmation == null) {
            confirmation = laters.get();
        }
        if (confirmation.await(PATIENCE).isEmpty()) {
            throw new MaybeDone("nobody has confirmed the subscription to " + channel);
        }
    }
}
