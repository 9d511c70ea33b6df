package lab;

import rtmlab.updated.Fence;

/** Only what is newer than new counts. */
public final class Epochs implements Fence {

    private long newest;

    @Override
    public void heardOf(long epoch) {
        newest = Math.max(newest, epoch);
    }

    @Override
    public boolean admits(long epoch) {
        return epoch > newest;
    }
}
