package lab;

import rtmlab.updated.Fence;

/** Refuses what a newer ring has overruled. */
public final class Epochs implements Fence {

    @Override
    public void heardOf(long epoch) {
        throw new UnsupportedOperationException("heardOf(long) is yours to write");
    }

    @Override
    public boolean admits(long epoch) {
        throw new UnsupportedOperationException("admits(long) is yours to write");
    }
}
