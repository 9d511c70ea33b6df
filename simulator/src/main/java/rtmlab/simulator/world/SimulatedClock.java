package rtmlab.simulator.world;

import java.time.Duration;
import java.time.Instant;
import rtmlab.protocol.port.Clock;

/** Virtual time, ahead or behind by the node's skew. */
final class SimulatedClock implements Clock {

    /** When every run begins: 2026-01-01. */
    private static final Instant BEGINNING = Instant.ofEpochSecond(1_767_225_600);

    private final Life life;
    private final Instant beginning;

    SimulatedClock(Life life) {
        this.life = life;
        var skew = life.world.settings().clockSkew().get(life.machine.name);
        var right = BEGINNING.minus(life.machine.clockSetBack);
        this.beginning = skew == null ? right : right.plus(skew);
    }

    @Override
    public Instant now() {
        life.requireAlive();
        life.machine.clockIsRead.run();
        return beginning.plusNanos(life.world.scheduler().nowMicros() * 1_000);
    }

    @Override
    public void sleep(Duration duration) {
        var micros = Micros.of(duration);
        life.sleep(micros, micros >= life.world.timing().idleMicros(), "the end of a sleep");
    }

    @Override
    public void idle(Duration duration) {
        life.sleep(Micros.of(duration), true, "something to do");
    }
}
