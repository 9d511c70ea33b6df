package rtmlab.simulator.world;

import org.jspecify.annotations.Nullable;
import rtmlab.protocol.port.MaybeDone;
import rtmlab.simulator.time.Event;
import rtmlab.simulator.time.Scheduler;
import rtmlab.simulator.time.Task;

/** What a task waits for: the first result or failure that comes counts. */
final class Pending<T extends @Nullable Object> {

    private final Scheduler scheduler;
    private final Task task;
    private final Object what;
    private boolean settled;
    private @Nullable T value;
    private @Nullable RuntimeException failure;
    private @Nullable Event timeout;

    /** For the task that is running now. */
    Pending(Scheduler scheduler, Object what) {
        this.scheduler = scheduler;
        this.task = scheduler.current();
        this.what = what;
    }

    /** The caller's patience ends then. */
    void giveUpAfter(long micros) {
        timeout = scheduler.after(micros, () -> fail(new MaybeDone("no answer in time")));
    }

    void settle(T value) {
        if (!settled) {
            this.value = value;
            wake();
        }
    }

    void fail(RuntimeException failure) {
        if (!settled) {
            this.failure = failure;
            wake();
        }
    }

    boolean isSettled() {
        return settled;
    }

    private void wake() {
        settled = true;
        if (timeout != null) {
            scheduler.callOff(timeout);
        }
        task.wake();
    }

    /** Waits; called by the task. */
    @SuppressWarnings("NullAway") // Without a failure the value is a T, null only where T says so.
    T await() {
        while (!settled) {
            scheduler.suspend(what);
        }
        if (failure != null) {
            throw failure;
        }
        return value;
    }
}
