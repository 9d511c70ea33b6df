package rtmlab.updated;

import java.util.List;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.NodeName;

/**
 * Which of the channel servers on the ring owns a channel. Admin servers, channel servers and gateways have one each, and
 * ask nobody else: so all of them have to come to the same answer by themselves.
 */
public interface RingPlan {

    /**
     * The owner of a channel.
     *
     * @param servers those on the ring, at least one
     */
    NodeName ownerOf(ChannelId channel, List<NodeName> servers);

    /** Makes the plan of a node that starts. */
    @FunctionalInterface
    interface Factory {
        RingPlan ofNode();
    }
}
