package rtmlab.docs.monolith;

import java.util.List;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.port.CrashPoint.Fault;
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

/** One process and one database. */
public final class Monolith implements Architecture {

    static final String SERVER = "web-app";

    static final Mechanism ONE_AT_A_TIME =
            new Mechanism("ONE_AT_A_TIME", "a message gets its place when the one before it has been shown", true);

    private static final FlowStep ANSWER = FlowStep.of("answer", SERVER, "http answer /api/chat.postMessage");

    @Override
    public String name() {
        return "monolith";
    }

    @Override
    public String summary() {
        return "one process stores a message, shows it and answers";
    }

    @Override
    public List<Mechanism> mechanisms() {
        return List.of(ONE_AT_A_TIME);
    }

    @Override
    public Topology topology() {
        return Topology.none().and(SERVER, 1);
    }

    @Override
    public Node node(NodeName name, Topology topology, Mechanisms on) {
        return new WholeServer(name, on);
    }

    @Override
    public Client client(Member member, Topology topology, Mechanisms on, Journal journal) {
        return new MonolithClient(member, topology, journal);
    }

    @Override
    public List<FlowStep> sendFlow() {
        return List.of(
                FlowStep.of("store insert", SERVER, "store insert-first"),
                FlowStep.of("broadcast", SERVER, "socket send message"),
                ANSWER);
    }

    @Override
    public List<FlowFault> lostAnswers() {
        return List.of(new FlowFault(ANSWER, Fault.LOSE_REPLY));
    }

    @Override
    public List<HeldWork> heldWork() {
        return List.of();
    }

    @Override
    public List<String> breaks() {
        return List.of();
    }

    @Override
    public boolean isQuiet(Host probe, Topology topology) {
        return true;
    }
}
