package rtmlab.harness.simulated;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.variant.Architecture;
import rtmlab.protocol.variant.Mechanisms;
import rtmlab.protocol.variant.Topology;
import rtmlab.simulator.world.Mishap;

/** Which mishaps an exploration lets happen. */
public enum Faults {
    /** A crash before or after a step. */
    CRASHES(Mishap.crashes()),
    /** Crashes, lost replies, failed calls: what real processes can be held to as well. */
    STEPS(Mishap.faults()),
    /** Those, and what the network can do to a message: delays, losses, calls that arrive overdue. */
    NETWORK(Mishap.faultsAndDelays()),
    /** Those, and pauses, partitions, and restarts of Kafka, Redis and PostgreSQL; and the team changes meanwhile. */
    ALL(Mishap.all()),
    /** All those, clocks that are set back while their node is down, and every second server's a minute behind. */
    CLOCKS(Mishap.withClocksSetBack(Mishap.all()));

    @SuppressWarnings("ImmutableEnumChecker") // Mishap's sets cannot be changed.
    private final Set<Mishap> mishaps;

    Faults(Set<Mishap> mishaps) {
        this.mishaps = mishaps;
    }

    /** Over how many regions the nodes are spread, where an architecture can be: two, where anything may happen. */
    int regions() {
        return this == ALL || this == CLOCKS ? 2 : 1;
    }

    /** Whether the team changes, too: where anything may happen. */
    public boolean changesTeam() {
        return this == ALL || this == CLOCKS;
    }

    /** How far the nodes' clocks are ahead, where they are not right. */
    Map<NodeName, Duration> clockSkew(Topology topology) {
        var skew = new TreeMap<NodeName, Duration>();
        if (this == CLOCKS) {
            topology.nodes().stream()
                    .filter(node -> node.value().endsWith("-2"))
                    .forEach(node -> skew.put(node, Duration.ofMinutes(-1)));
        }
        return skew;
    }

    /** For an architecture that has the log's leader answer alone, an unclean election is one of them. */
    public Set<Mishap> mishaps(Architecture architecture, Mechanisms on) {
        return on.leaderAnswersAlone(architecture) ? Mishap.withUncleanElection(mishaps) : mishaps;
    }
}
