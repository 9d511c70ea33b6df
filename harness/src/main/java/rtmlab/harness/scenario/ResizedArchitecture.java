package rtmlab.harness.scenario;

import java.util.Map;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.variant.Architecture;
import rtmlab.protocol.variant.ForwardingArchitecture;
import rtmlab.protocol.variant.Topology;

/** An architecture with another number of processes of some roles; roles that it does not have are left alone. */
public final class ResizedArchitecture extends ForwardingArchitecture {

    private final Map<String, Integer> replicas;

    public ResizedArchitecture(Architecture architecture, Map<String, Integer> replicas) {
        super(architecture);
        this.replicas = Map.copyOf(replicas);
    }

    @Override
    public Topology topology() {
        var usual = super.topology();
        var topology = Topology.none();
        var roles = usual.nodes().stream().map(NodeName::role).distinct().toList();
        for (var role : roles) {
            topology = topology.and(
                    role, replicas.getOrDefault(role, usual.of(role).size()));
        }
        return topology;
    }
}
