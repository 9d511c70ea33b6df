package rtmlab.initial;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.Ts;
import rtmlab.protocol.port.Clock;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.Registry;
import rtmlab.protocol.variant.Mechanisms;

/**
 * Gives every message its place in its channel: a counter in memory that keeps up with the clock.
 *
 * <p>A crash takes the counter along. From then on the places rise only if the clock of whichever server takes the team
 * over is not behind, and was not set back. {@code PLACE_RESERVATION} writes into the registry, before they are used,
 * that all places up to a moment ahead may be used: whoever comes next begins after them.
 */
final class Places {

    /** The farther ahead, the fewer writes, and the farther the places are ahead of the clock after a crash. */
    private static final Duration AHEAD = Duration.ofSeconds(10);

    private final Clock clock;
    private final Registry registry;
    private final boolean reserves;
    private final Map<ChannelId, Ts> newest = new HashMap<>();
    private final Map<ChannelId, Ts> reserved = new HashMap<>();

    Places(Host host, Mechanisms on) {
        this.clock = host.clock();
        this.reserves = on.has(InitialArchitecture.PLACE_RESERVATION);
        this.registry = host.registry();
    }

    /** The next place in this channel. Waits, now and then, where places are reserved. */
    Ts next(ChannelId channel) {
        while (true) {
            var after = newest.getOrDefault(channel, Ts.BEFORE_ALL).next();
            var place = Ts.later(Ts.at(clock.now()), after);
            if (!reserves || !place.isAfter(reserved.getOrDefault(channel, Ts.BEFORE_ALL))) {
                newest.put(channel, place);
                return place;
            }
            reserve(channel); // Others are given places while this one waits.
        }
    }

    private void reserve(ChannelId channel) {
        var key = "places of " + channel;
        var written = registry.read(key);
        var taken = written.map(Ts::parse).orElse(Ts.BEFORE_ALL);
        if (!taken.equals(reserved.get(channel))) {
            // Another server, or this one in an earlier life, may have used all of these.
            newest.merge(channel, taken, Ts::later);
        }
        var first = Ts.later(Ts.at(clock.now()), newest.getOrDefault(channel, Ts.BEFORE_ALL));
        var upTo = new Ts(first.micros() + AHEAD.toMillis() * 1_000);
        if (registry.replace(key, written, upTo.toString())) {
            reserved.put(channel, upTo);
        }
    }
}
