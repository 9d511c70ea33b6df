package rtmlab.simulator.world;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import rtmlab.protocol.NodeName;

/**
 * Where in the world nodes stand: what goes from one region to another takes longer.
 *
 * @param places the regions of the nodes that do not stand at home, where everything else is, and the servers too
 * @param oneWay how much longer each way takes between two regions, home being {@link #HOME}; both directions alike
 */
public record Regions(Map<NodeName, String> places, Map<Between, Duration> oneWay) {

    public static final String HOME = "home";

    /** Everything in one place. */
    public static final Regions NONE = new Regions(Map.of(), Map.of());

    /** Two regions, in the order of their names. */
    public record Between(String one, String other) {

        public static Between of(String one, String other) {
            return one.compareTo(other) <= 0 ? new Between(one, other) : new Between(other, one);
        }
    }

    public Regions {
        places = new TreeMap<>(places);
        oneWay = Map.copyOf(oneWay);
    }

    long extraMicros(NodeName from, NodeName to) {
        if (places.isEmpty()) {
            return 0;
        }
        var here = places.getOrDefault(from, HOME);
        var there = places.getOrDefault(to, HOME);
        if (here.equals(there)) {
            return 0;
        }
        var distance = oneWay.get(Between.of(here, there));
        if (distance == null) {
            throw new IllegalArgumentException("nobody has said how far it is from " + here + " to " + there);
        }
        return distance.toNanos() / 1_000;
    }
}
