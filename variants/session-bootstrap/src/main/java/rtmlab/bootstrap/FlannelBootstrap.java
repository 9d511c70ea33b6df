package rtmlab.bootstrap;

import java.util.Comparator;
import java.util.List;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.WorkspaceId;
import rtmlab.protocol.port.Node;
import rtmlab.protocol.variant.Architecture;
import rtmlab.protocol.variant.Bootstrap;
import rtmlab.protocol.variant.Member;
import rtmlab.protocol.variant.Topology;

/** An edge cache astride the WebSocket: sessions start from its memory, and go on there when a connection breaks. */
public final class FlannelBootstrap implements Bootstrap, BootedArchitecture.Wiring {

    static final String FLANNEL = "flannel";

    private static final int REPLICAS = 2;

    @Override
    public String name() {
        return "flannel";
    }

    @Override
    public String summary() {
        return "each session starts from the memory of an edge cache, and is gone on with there after a break";
    }

    @Override
    public Architecture into(Architecture architecture) {
        return new BootedArchitecture(architecture, this, this);
    }

    @Override
    public Topology addTo(Topology topology) {
        return topology.and(FLANNEL, REPLICAS);
    }

    @Override
    public Node node(NodeName name, Topology topology) {
        if (!name.role().equals(FLANNEL)) {
            throw new IllegalArgumentException("there is no " + name);
        }
        return new Flannel(topology.of(BootedArchitecture.WEB_APP), FlannelSettings.DEFAULT);
    }

    @Override
    public SessionStart sessionStart(Member member, Topology topology) {
        return new FlannelStart(inOrderOf(member.user().workspace(), topology.of(FLANNEL)));
    }

    /**
     * Team affinity: all members of a team go to the same Flannel first, so that one of them holds the team's data, and
     * to the same one next should that be gone (rendezvous hashing).
     */
    static List<NodeName> inOrderOf(WorkspaceId team, List<NodeName> flannels) {
        return flannels.stream()
                .sorted(Comparator.comparingLong((NodeName flannel) -> weight(team + "/" + flannel))
                        .reversed())
                .toList();
    }

    /** FNV-1a, then a finaliser: FNV alone leaves similar names side by side. */
    private static long weight(String text) {
        var hash = 0xcbf29ce484222325L;
        for (var place = 0; place < text.length(); place++) {
            hash = (hash ^ text.charAt(place)) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        return hash ^ (hash >>> 33);
    }
}
