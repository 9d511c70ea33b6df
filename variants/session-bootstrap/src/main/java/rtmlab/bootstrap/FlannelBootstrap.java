package rtmlab.bootstrap;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.WorkspaceId;
import rtmlab.protocol.port.Node;
import rtmlab.protocol.variant.Architecture;
import rtmlab.protocol.variant.Bootstrap;
import rtmlab.protocol.variant.Member;
import rtmlab.protocol.variant.Topology;

/**
 * An edge cache astride the WebSocket: sessions start from its memory, and go on there when a connection breaks.
 *
 * <p>Each region has several. All members of a team who are in a region go to the same one of them, so that one holds
 * the team's data; the others of the region are there when it is gone, then one of each other region.
 */
public final class FlannelBootstrap implements Bootstrap, BootedArchitecture.Wiring {

    /** The role of its processes. */
    public static final String FLANNEL = "flannel";

    /** How many regions there are, called by their numbers, from 0 on. */
    public static final int REGIONS = 2;

    private static final int PER_REGION = 2;

    private final FlannelSettings settings;
    private final SessionSeam.Factory seams;

    public FlannelBootstrap() {
        this(FlannelSettings.DEFAULT, StreamThenSnapshot::new);
    }

    private FlannelBootstrap(FlannelSettings settings, SessionSeam.Factory seams) {
        this.settings = settings;
        this.seams = seams;
    }

    /** The same with other seams in its sessions. */
    public FlannelBootstrap withSeams(SessionSeam.Factory seams) {
        return new FlannelBootstrap(settings, seams);
    }

    /** The same, allowing itself something else. */
    public FlannelBootstrap withSettings(FlannelSettings settings) {
        return new FlannelBootstrap(settings, seams);
    }

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
        return topology.and(FLANNEL, REGIONS * PER_REGION);
    }

    @Override
    public Node node(NodeName name, Topology topology) {
        if (!name.role().equals(FLANNEL)) {
            throw new IllegalArgumentException("there is no " + name);
        }
        return new Flannel(topology.of(BootedArchitecture.WEB_APP), settings, seams);
    }

    @Override
    public SessionStart sessionStart(Member member, Topology topology) {
        return new FlannelStart(inOrderOf(member, topology.of(FLANNEL)));
    }

    /** The region that a process stands in: the first ones in the first region, and so on. */
    public static int regionOf(NodeName flannel, Topology topology) {
        return regionOf(flannel, topology.of(FLANNEL));
    }

    private static int regionOf(NodeName flannel, List<NodeName> all) {
        return all.indexOf(flannel) * REGIONS / all.size();
    }

    /** The region that a member is in: a network's edge would know, here it comes of the user's id. */
    public static int regionOf(Member member) {
        return (int) Long.remainderUnsigned(weight(member.user().id().value()), REGIONS);
    }

    /**
     * Where a member goes first, and where next when that one is gone.
     *
     * <p>Within a region that is team affinity: the same order for all members of a team (rendezvous hashing). Of every
     * other region it is the one to which its own members of that team go.
     */
    static List<NodeName> inOrderOf(Member member, List<NodeName> flannels) {
        var team = member.user().workspace();
        var home = regionOf(member);
        var order = new ArrayList<>(inOrderOf(team, home, flannels));
        for (var away = 1; away < REGIONS; away++) {
            inOrderOf(team, (home + away) % REGIONS, flannels).stream().limit(1).forEach(order::add);
        }
        return order;
    }

    private static List<NodeName> inOrderOf(WorkspaceId team, int region, List<NodeName> flannels) {
        return flannels.stream()
                .filter(flannel -> regionOf(flannel, flannels) == region)
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
