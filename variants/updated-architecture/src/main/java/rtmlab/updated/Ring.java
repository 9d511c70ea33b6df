package rtmlab.updated;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.NodeName;

/**
 * Which channel server a channel belongs to: consistent hashing with virtual nodes, so that a server that comes or goes
 * moves only its own share of the channels.
 *
 * @param epoch counts the rings: of two, the one with the higher epoch holds
 * @param servers those on it, by name; none before the first ring
 */
public record Ring(long epoch, List<NodeName> servers) {

    /** Of someone who has not heard of any ring. */
    static final Ring NONE = new Ring(0, List.of());

    /** Points per server; with 160 the largest share stays within about a fifth of the mean. */
    private static final int VIRTUAL_NODES = 160;

    // The points are a pure function of the servers, so sharing them hides nothing.
    private static final Map<List<NodeName>, TreeMap<Long, NodeName>> POINTS = new ConcurrentHashMap<>();

    public Ring {
        servers = servers.stream().sorted().toList();
    }

    boolean isEmpty() {
        return servers.isEmpty();
    }

    /** The server at the first point at or after the channel's own, going round; only on a ring that has servers. */
    public NodeName ownerOf(ChannelId channel) {
        if (isEmpty()) {
            throw new IllegalStateException("nobody is on the ring, so nobody owns " + channel);
        }
        var points = POINTS.computeIfAbsent(servers, Ring::pointsOf);
        var next = points.ceilingEntry(hash(channel.value()));
        return next != null ? next.getValue() : points.firstEntry().getValue();
    }

    /** The ring after this one, with these servers. */
    public Ring next(List<NodeName> servers) {
        return new Ring(epoch + 1, servers);
    }

    private static TreeMap<Long, NodeName> pointsOf(List<NodeName> servers) {
        var points = new TreeMap<Long, NodeName>();
        for (var server : servers) {
            for (var number = 0; number < VIRTUAL_NODES; number++) {
                points.put(hash(server + "/" + number), server);
            }
        }
        return points;
    }

    /** FNV-1a, then the finaliser of MurmurHash3: FNV alone leaves similar names side by side. */
    private static long hash(String text) {
        var hash = 0xcbf29ce484222325L;
        for (var i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return hash ^ (hash >>> 33);
    }
}
