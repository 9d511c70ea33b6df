package rtmlab.protocol.variant;

import java.util.List;
import rtmlab.protocol.port.CrashPoint;
import rtmlab.protocol.port.CrashPoint.Fault;

/** A fault at one step of a message's way. */
public record FlowFault(FlowStep step, Fault fault) {

    /** In a word or two: {@code crash after ack}. */
    public String label() {
        return fault.words() + " " + step.label();
    }

    /** The same on every node that may take the step: whichever has the message is struck. */
    public List<CrashPoint> points(Topology topology, int members) {
        return step.addresses(topology, members).stream()
                .map(address -> new CrashPoint(address, fault))
                .toList();
    }
}
