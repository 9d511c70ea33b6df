package lab;

import rtmlab.updated.Working;

/** Takes jobs from Redis and does them. */
public final class Hands implements Working {

    private final Ports ports;

    public Hands(Ports ports) {
        this.ports = ports;
    }

    @Override
    public void work() {
        throw new UnsupportedOperationException("work() is yours to write");
    }
}
