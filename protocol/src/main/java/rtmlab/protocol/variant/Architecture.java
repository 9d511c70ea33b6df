package rtmlab.protocol.variant;

import java.util.List;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.Regions;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.Node;

/** A way to build real-time messaging, ready to be run, crashed and judged; found by {@link java.util.ServiceLoader}. */
public interface Architecture {

    /** As on the command line, such as {@code initial}. */
    String name();

    /** What it is, in one sentence. */
    String summary();

    /** What can be switched. */
    List<Mechanism> mechanisms();

    /** The processes it runs as, in the order of a message's way through them. */
    Topology topology();

    /** Where its processes stand when they are spread over two regions of the world; all in one where it has no such way. */
    default Regions twoRegions() {
        return Regions.one();
    }

    /** A new process under that name, with nothing in its memory. */
    Node node(NodeName name, Topology topology, Mechanisms on);

    /** A client that speaks to this architecture for this member. */
    Client client(Member member, Topology topology, Mechanisms on, Journal journal);

    /** A message's way from its sender to the store, step by step: where a crash may hurt. */
    List<FlowStep> sendFlow();

    /** How an answer to the sender can get lost although the message went its way: the sender will try again. */
    List<FlowFault> lostAnswers();

    /** What a node may hold when it is killed from outside, if it is anything but a message on its way. */
    List<HeldWork> heldWork();

    /** The promises that this architecture is known to break when it is crashed; every other one it keeps. */
    List<String> breaks();

    /** What it breaks beside that where clocks disagree, or are set back. */
    default List<String> breaksWhenClocksAreWrong() {
        return List.of();
    }

    /**
     * Whether nothing is left to be done behind the scenes, as far as the servers can tell: empty queues, a log that
     * is read to its end. Waits.
     *
     * @param topology the processes that run
     */
    boolean isQuiet(Host probe, Topology topology);
}
