package rtmlab.simulator.world;

import org.jspecify.annotations.Nullable;
import rtmlab.protocol.NodeName;

/** All steps of one node that are one and the same call, counted; as text {@code web-app-1: log append}. */
final class Step {

    private final NodeName node;
    private final Call call;
    private @Nullable String text;

    /** How many were taken since the workload began, over all lives of the node. */
    int taken;

    Step(NodeName node, Call call) {
        this.node = node;
        this.call = call;
    }

    @Override
    public String toString() {
        // Made on demand: thousands of steps a second are taken, and few are told.
        if (text == null) {
            text = node + ": " + call;
        }
        return text;
    }
}
