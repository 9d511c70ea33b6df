package rtmlab.backends.runtime;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicReference;
import rtmlab.protocol.port.Clock;

/** This machine's clock, or one that is off by so much; set back, it stands still for this node until it has caught up. */
final class RealClock implements Clock {

    private final Monitor monitor;
    private final Duration skew;
    private final Disturbances disturbances;
    private final AtomicReference<Instant> latest = new AtomicReference<>(Instant.MIN);

    /** @param skew how far it is ahead of this machine's */
    RealClock(Monitor monitor, Duration skew, Disturbances disturbances) {
        this.monitor = monitor;
        this.skew = skew;
        this.disturbances = disturbances;
    }

    @Override
    public Instant now() {
        disturbances.clockIsRead();
        var now = Instant.now().plus(skew).truncatedTo(ChronoUnit.MICROS);
        return latest.accumulateAndGet(now, (one, other) -> one.isAfter(other) ? one : other);
    }

    @Override
    public void sleep(Duration duration) {
        monitor.giveWayTo(() -> {
            Thread.sleep(duration);
            return true;
        });
    }

    @Override
    public void idle(Duration duration) {
        sleep(duration);
    }
}
