package rtmlab.updated;

import java.util.List;
import rtmlab.protocol.NodeName;

/**
 * The channel servers that channels are spread over; a {@link RingPlan} says which of them owns which.
 *
 * @param epoch counts the rings: of two, the one with the higher epoch holds
 * @param servers those on it, by name; none before the first ring
 */
public record Ring(long epoch, List<NodeName> servers) {

    /** Of someone who has not heard of any ring. */
    static final Ring NONE = new Ring(0, List.of());

    public Ring {
        servers = servers.stream().sorted().toList();
    }

    boolean isEmpty() {
        return servers.isEmpty();
    }

    /** The ring after this one, with these servers. */
    public Ring next(List<NodeName> servers) {
        return new Ring(epoch + 1, servers);
    }
}
