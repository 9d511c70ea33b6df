package rtmlab.updated;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.Ts;
import rtmlab.protocol.api.Frame;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.Later;
import rtmlab.protocol.port.MaybeDone;

/**
 * What a gateway hears of one channel for those of its clients who watch it.
 *
 * @param <C> a client's connection
 */
final class Subscription<C> {

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Host host;
    private final ChannelId channel;
    private final Set<C> watchers = new LinkedHashSet<>();
    private final List<Later<Boolean>> waiting = new ArrayList<>();
    private boolean isConfirmed;

    /** The last message that arrived, or that had been released before; null until the first answer. */
    private @Nullable Ts last;

    Subscription(Host host, ChannelId channel) {
        this.host = host;
        this.channel = channel;
    }

    Set<C> watchers() {
        return watchers;
    }

    /** Asks the channel's owner, over its link, to go on after the last message: once per ring and connection. */
    void ask(ChannelServerLink owner, long epoch) {
        isConfirmed = false;
        owner.send(new Frame.Subscribe(channel, last, epoch));
    }

    /** A message of the channel has arrived. */
    void arrived(Ts ts) {
        last = ts;
    }

    /** From here on everything arrives. */
    void confirmed(Ts upTo) {
        last = last == null ? upTo : Ts.later(last, upTo);
        isConfirmed = true;
        waiting.forEach(later -> later.complete(true));
        waiting.clear();
    }

    /** Returns when everything released in the channel from now on will arrive; throws when that takes too long. */
    void awaitConfirmation() {
        if (isConfirmed) {
            return;
        }
        Later<Boolean> answer = host.later();
        waiting.add(answer);
        if (answer.await(PATIENCE).isEmpty()) {
            throw new MaybeDone("nobody has confirmed the subscription to " + channel);
        }
    }
}
