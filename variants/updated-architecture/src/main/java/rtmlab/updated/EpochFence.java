package rtmlab.updated;

/** Of two rings the one with the higher epoch holds; who knows of a newer one than this node is right. */
final class EpochFence implements Fence {

    private long newest;

    @Override
    public void heardOf(long epoch) {
        newest = Math.max(newest, epoch);
    }

    @Override
    public boolean admits(long epoch) {
        return epoch >= newest;
    }
}
