package rtmlab.harness.scenario;

import java.util.List;
import java.util.Map;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.Node;
import rtmlab.protocol.variant.Architecture;
import rtmlab.protocol.variant.Client;
import rtmlab.protocol.variant.FlowFault;
import rtmlab.protocol.variant.FlowStep;
import rtmlab.protocol.variant.HeldWork;
import rtmlab.protocol.variant.Journal;
import rtmlab.protocol.variant.Mechanism;
import rtmlab.protocol.variant.Mechanisms;
import rtmlab.protocol.variant.Member;
import rtmlab.protocol.variant.Topology;

/** An architecture with another number of processes of some roles; roles that it does not have are left alone. */
public record ResizedArchitecture(Architecture architecture, Map<String, Integer> replicas) implements Architecture {

    @Override
    public Topology topology() {
        var topology = Topology.none();
        var roles = architecture.topology().nodes().stream()
                .map(NodeName::role)
                .distinct()
                .toList();
        for (var role : roles) {
            var usual = architecture.topology().of(role).size();
            topology = topology.and(role, replicas.getOrDefault(role, usual));
        }
        return topology;
    }

    @Override
    public String name() {
        return architecture.name();
    }

    @Override
    public String summary() {
        return architecture.summary();
    }

    @Override
    public List<Mechanism> mechanisms() {
        return architecture.mechanisms();
    }

    @Override
    public Node node(NodeName name, Topology topology, Mechanisms on) {
        return architecture.node(name, topology, on);
    }

    @Override
    public Client client(Member member, Topology topology, Mechanisms on, Journal journal) {
        return architecture.client(member, topology, on, journal);
    }

    @Override
    public List<FlowStep> sendFlow() {
        return architecture.sendFlow();
    }

    @Override
    public List<FlowFault> lostAnswers() {
        return architecture.lostAnswers();
    }

    @Override
    public List<HeldWork> heldWork() {
        return architecture.heldWork();
    }

    @Override
    public List<String> breaks() {
        return architecture.breaks();
    }

    @Override
    public List<String> breaksWhenClocksAreWrong() {
        return architecture.breaksWhenClocksAreWrong();
    }

    @Override
    public boolean isQuiet(Host probe, Topology topology) {
        return architecture.isQuiet(probe, topology);
    }
}
