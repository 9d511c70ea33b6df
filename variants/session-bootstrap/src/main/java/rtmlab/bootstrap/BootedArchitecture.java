package rtmlab.bootstrap;

import java.util.List;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.Node;
import rtmlab.protocol.variant.Architecture;
import rtmlab.protocol.variant.Bootstrap;
import rtmlab.protocol.variant.Client;
import rtmlab.protocol.variant.FlowFault;
import rtmlab.protocol.variant.FlowStep;
import rtmlab.protocol.variant.HeldWork;
import rtmlab.protocol.variant.Journal;
import rtmlab.protocol.variant.Mechanism;
import rtmlab.protocol.variant.Mechanisms;
import rtmlab.protocol.variant.Member;
import rtmlab.protocol.variant.Topology;
import rtmlab.protocol.variant.Variants;

/**
 * An architecture whose sessions start another way: its clients go by a {@link SessionStart}, and there may be more
 * processes. All else is as it was.
 */
final class BootedArchitecture implements Architecture {

    /** The role that answers clients' requests, in every architecture. */
    static final String WEB_APP = "web-app";

    private final Architecture architecture;
    private final Bootstrap bootstrap;
    private final Wiring wiring;

    /** What a bootstrap brings along. */
    interface Wiring {

        /** The processes that it adds. */
        Topology addTo(Topology topology);

        /** One of those processes. */
        Node node(NodeName name, Topology topology);

        /** How one client's sessions start. */
        SessionStart sessionStart(Member member, Topology topology);
    }

    BootedArchitecture(Architecture architecture, Bootstrap bootstrap, Wiring wiring) {
        this.architecture = architecture;
        this.bootstrap = bootstrap;
        this.wiring = wiring;
    }

    @Override
    public String name() {
        return Variants.nameOf(architecture, bootstrap);
    }

    @Override
    public String summary() {
        return architecture.summary() + "; " + bootstrap.summary();
    }

    @Override
    public Topology topology() {
        return wiring.addTo(architecture.topology());
    }

    @Override
    public Node node(NodeName name, Topology topology, Mechanisms on) {
        if (architecture.topology().nodes().stream()
                .noneMatch(node -> node.role().equals(name.role()))) {
            return wiring.node(name, topology);
        }
        return architecture.node(name, topology, on);
    }

    @Override
    public Client client(Member member, Topology topology, Mechanisms on, Journal journal) {
        var start = wiring.sessionStart(member, topology);
        return new BootedClient(architecture.client(member, topology, on, start.listening(journal)), start);
    }

    @Override
    public List<Mechanism> mechanisms() {
        return architecture.mechanisms();
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
    public boolean isQuiet(Host probe, Topology topology) {
        return architecture.isQuiet(probe, topology);
    }
}
