package rtmlab.protocol.variant;

import java.util.List;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.port.StepAddress;

/**
 * One step on a message's way.
 *
 * @param label what happens there, in a word or two: {@code ack}
 * @param role which kind of node takes the step; it happens on whichever of them has the message
 * @param call the step as the ports name it
 * @param occurrence the how-manieth such call for the first message, counted from 1; {@link #LAST_MEMBER} when it is
 *     done once per member and the last of them is meant
 */
public record FlowStep(String label, String role, String call, int occurrence) {

    /** Stands for the number of members. */
    public static final int LAST_MEMBER = -1;

    public static FlowStep of(String label, String role, String call) {
        return new FlowStep(label, role, call, 1);
    }

    /** Where this step may be taken. */
    public List<StepAddress> addresses(Topology topology, int members) {
        return topology.of(role).stream().map(node -> address(node, members)).toList();
    }

    private StepAddress address(NodeName node, int members) {
        return new StepAddress(node, call, occurrence == LAST_MEMBER ? members : occurrence);
    }
}
