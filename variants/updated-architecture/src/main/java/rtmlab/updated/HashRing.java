package rtmlab.updated;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.NodeName;

/** Consistent hashing with virtual nodes: a server that comes or goes moves only its own share of the channels. */
public final class HashRing implements RingPlan {

    /** Points per server; with 160 the largest share stays within about a fifth of the mean. */
    private static final int VIRTUAL_NODES = 160;

    // The points are a pure function of the servers, so sharing them hides nothing.
    private static final Map<List<NodeName>, NavigableMap<Long, NodeName>> POINTS = new ConcurrentHashMap<>();

    /** The server at the first point at or after the channel's own, going round. */
    @Override
    public NodeName ownerOf(ChannelId channel, List<NodeName> servers) {
        if (servers.isEmpty()) {
            throw new IllegalStateException("nobody is on the ring, so nobody owns " + channel);
        }
        var points = POINTS.computeIfAbsent(servers, HashRing::pointsOf);
        var next = points.ceilingEntry(hash(channel.value()));
        return next != null ? next.getValue() : points.firstEntry().getValue();
    }

    private static NavigableMap<Long, NodeName> pointsOf(List<NodeName> servers) {
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
