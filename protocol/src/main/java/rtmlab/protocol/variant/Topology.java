package rtmlab.protocol.variant;

import java.util.ArrayList;
import java.util.List;
import rtmlab.protocol.NodeName;

/** The processes that an architecture consists of, in the order in which they are started. */
public record Topology(List<NodeName> nodes) {

    public Topology {
        nodes = List.copyOf(nodes);
        if (nodes.stream().distinct().count() < nodes.size()) {
            throw new IllegalArgumentException("every node needs a name of its own: " + nodes);
        }
    }

    public static Topology none() {
        return new Topology(List.of());
    }

    /** This and so many processes of one more role. */
    public Topology and(String role, int replicas) {
        if (replicas < 1) {
            throw new IllegalArgumentException(role + " needs at least one replica, not " + replicas);
        }
        var all = new ArrayList<>(nodes);
        for (var number = 1; number <= replicas; number++) {
            all.add(NodeName.of(role, number));
        }
        return new Topology(all);
    }

    /** All processes of a role, by number; at least one. */
    public List<NodeName> of(String role) {
        var members = nodes.stream().filter(node -> node.role().equals(role)).toList();
        if (members.isEmpty()) {
            throw new IllegalArgumentException("there is no " + role + " among " + nodes);
        }
        return members;
    }

    /** The one process of a role that has only one. */
    public NodeName only(String role) {
        var members = of(role);
        if (members.size() > 1) {
            throw new IllegalArgumentException("there are " + members.size() + " nodes called " + role + ", not one");
        }
        return members.getFirst();
    }
}
