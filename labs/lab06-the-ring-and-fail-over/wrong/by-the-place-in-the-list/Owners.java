package lab;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.NodeName;
import rtmlab.updated.RingPlan;

/** The first server, the second server, and so on. */
public final class Owners implements RingPlan {

    private static final int POINTS = 200;

    /** A ring is made once, and asked often. */
    private final Map<List<NodeName>, TreeMap<Long, NodeName>> rings = new HashMap<>();

    @Override
    public NodeName ownerOf(ChannelId channel, List<NodeName> servers) {
        var ring = rings.computeIfAbsent(List.copyOf(servers), Owners::ringOf);
        var next = ring.ceilingEntry(hash(channel.value()));
        return next == null ? ring.firstEntry().getValue() : next.getValue();
    }

    private static TreeMap<Long, NodeName> ringOf(List<NodeName> servers) {
        var ring = new TreeMap<Long, NodeName>();
        for (var server : servers) {
            for (var point = 0; point < POINTS; point++) {
                ring.put(hash(servers.indexOf(server) + "/" + point), server);
            }
        }
        return ring;
    }

    /** Names that are alike come out far from each other: the second half stirs what the first half has read. */
    private static long hash(String text) {
        var hash = 1L;
        for (var i = 0; i < text.length(); i++) {
            hash = hash * 31 + text.charAt(i);
        }
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return hash ^ (hash >>> 33);
    }
}
