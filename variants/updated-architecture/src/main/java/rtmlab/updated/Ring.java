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
 */
final class Ring {

    /** Points per server; with 160 the largest share stays within about a fifth of the mean. */
    private static final int VIRTUAL_NODES = 160;

    // A ring is a pure function of its servers, so sharing one hides nothing.
    private static final Map<List<NodeName>, Ring> KNOWN = new ConcurrentHashMap<>();

    private final TreeMap<Long, NodeName> points = new TreeMap<>();

    private Ring(List<NodeName> servers) {
        for (var server : servers) {
            for (var number = 0; number < VIRTUAL_NODES; number++) {
                points.put(hash(server + "/" + number), server);
            }
        }
    }

    static Ring of(List<NodeName> servers) {
        return KNOWN.computeIfAbsent(servers, Ring::new);
    }

    /** The server at the first point at or after the channel's own, going round. */
    NodeName ownerOf(ChannelId channel) {
        var next = points.ceilingEntry(hash(channel.value()));
        return next != null ? next.getValue() : points.firstEntry().getValue();
    }

    List<NodeName> servers() {
        return points.values().stream().distinct().sorted().toList();
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
