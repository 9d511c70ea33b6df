package rtmlab.simulator.time;

/** Something that will happen at a point of virtual time, unless it is called off before. */
public final class Event {

    final long micros;
    /** Among events of one moment, the one that was planned first happens first. */
    final long order;

    final boolean idle;
    private final Runnable effect;
    private boolean over;

    Event(long micros, long order, boolean idle, Runnable effect) {
        this.micros = micros;
        this.order = order;
        this.idle = idle;
        this.effect = effect;
    }

    boolean over() {
        return over;
    }

    /** Marks it as happened or called off; false when it was already. */
    boolean finish() {
        var first = !over;
        over = true;
        return first;
    }

    void happen() {
        effect.run();
    }

    boolean isBefore(Event other) {
        return micros < other.micros || (micros == other.micros && order < other.order);
    }
}
