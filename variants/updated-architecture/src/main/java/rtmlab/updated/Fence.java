package rtmlab.updated;

/**
 * What keeps two channel servers from both being heard for one channel: whatever passes between nodes for a channel says by
 * which ring, and a node refuses what a newer ring has overruled. Channel servers and gateways have one each.
 */
public interface Fence {

    /** This node has heard of the ring with this epoch. Does not wait. */
    void heardOf(long epoch);

    /** Whether something that was sent, or agreed upon, by the ring with this epoch still counts. Does not wait. */
    boolean admits(long epoch);

    /** Makes the fence of a node that starts. */
    @FunctionalInterface
    interface Factory {
        Fence ofNode();
    }
}
