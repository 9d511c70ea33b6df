package rtmlab.updated;

/** The mechanism {@code FENCING} switched off: whoever still thinks that a channel is its own is believed. */
final class NoFence implements Fence {

    @Override
    public void heardOf(long epoch) {}

    @Override
    public boolean admits(long epoch) {
        return true;
    }
}
