package rtmlab.protocol.variant;

import java.util.List;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.Regions;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.Node;

/** Passes everything on to another architecture: for whoever wants some of it to be otherwise. */
public class ForwardingArchitecture implements Architecture {

    private final Architecture next;

    /** Everything goes on to {@code next}. */
    protected ForwardingArchitecture(Architecture next) {
        this.next = next;
    }

    @Override
    public String name() {
        return next.name();
    }

    @Override
    public String summary() {
        return next.summary();
    }

    @Override
    public List<Mechanism> mechanisms() {
        return next.mechanisms();
    }

    @Override
    public Topology topology() {
        return next.topology();
    }

    @Override
    public Regions twoRegions() {
        return next.twoRegions();
    }

    @Override
    public Node node(NodeName name, Topology topology, Mechanisms on) {
        return next.node(name, topology, on);
    }

    @Override
    public Client client(Member member, Topology topology, Mechanisms on, Journal journal) {
        return next.client(member, topology, on, journal);
    }

    @Override
    public List<FlowStep> sendFlow() {
        return next.sendFlow();
    }

    @Override
    public List<FlowFault> lostAnswers() {
        return next.lostAnswers();
    }

    @Override
    public List<HeldWork> heldWork() {
        return next.heldWork();
    }

    @Override
    public List<String> breaks() {
        return next.breaks();
    }

    @Override
    public List<String> breaksWhenClocksAreWrong() {
        return next.breaksWhenClocksAreWrong();
    }

    @Override
    public boolean isQuiet(Host probe, Topology topology) {
        return next.isQuiet(probe, topology);
    }
}
