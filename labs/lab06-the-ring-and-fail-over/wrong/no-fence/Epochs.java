package lab;

import rtmlab.updated.Fence;

/** Whoever says that a channel is its own will know. */
public final class Epochs implements Fence {

    private long newest;

    @Override
    public void heardOf(long epoch) {
        newest = Math.max(newest, epoch);
    }

    @Override
    public boolean admits(long epoch) {
        return epoch >= 0;
    }
}
