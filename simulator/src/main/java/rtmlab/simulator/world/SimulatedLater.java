package rtmlab.simulator.world;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import rtmlab.protocol.port.Later;
import rtmlab.simulator.time.Task;

/** A value that one task of a node waits for and another one brings. */
final class SimulatedLater<T> implements Later<T> {

    private final Life life;
    private final List<Task> waiting = new ArrayList<>(1);
    private @Nullable T value;

    SimulatedLater(Life life) {
        this.life = life;
    }

    @Override
    public Optional<T> await(Duration limit) {
        life.requireAlive();
        if (value == null) {
            awaitUntil(life.world.scheduler().nowMicros() + Micros.of(limit));
        }
        return Optional.ofNullable(value);
    }

    private void awaitUntil(long deadlineMicros) {
        var scheduler = life.world.scheduler();
        var task = scheduler.current();
        var alarm = scheduler.after(deadlineMicros - scheduler.nowMicros(), task::wake);
        waiting.add(task);
        scheduler.suspend("a value that another task brings");
        waiting.remove(task);
        scheduler.callOff(alarm);
    }

    @Override
    public void complete(T value) {
        life.requireAlive();
        if (this.value == null) {
            this.value = value;
            waiting.forEach(Task::wake);
        }
    }
}
