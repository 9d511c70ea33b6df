package rtmlab.simulator.time;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Virtual time: runs one task at a time, and moves the clock on only when none can run.
 *
 * <p>Tasks that can run take turns in the order in which they were woken; events happen in the order of their time, and
 * those of one moment in the order in which they were planned. So a run follows from the choices alone.
 */
public final class Scheduler {

    private final EventQueue events = new EventQueue();
    private final ArrayDeque<Task> ready = new ArrayDeque<>();
    private final List<TaskGroup> groups = new ArrayList<>();
    private @Nullable Task running;
    private long nowMicros;
    private long planned;
    private int inFlight;
    private long turns;

    /**
     * Whether the calling thread is one on which tasks switch fast: any thread where they are continuations, and a
     * virtual one (best of all the only one, with {@code -Djdk.virtualThreadScheduler.parallelism=1}) where they are
     * virtual threads.
     */
    public static boolean isFastHere() {
        return Coroutine.isFast() || Thread.currentThread().isVirtual();
    }

    /** A thread for this work on which tasks switch fast, not yet started. */
    public static Thread threadFor(Runnable work) {
        return Coroutine.isFast()
                ? Thread.ofPlatform().unstarted(work)
                : Thread.ofVirtual().unstarted(work);
    }

    /** Microseconds since the beginning of the run. */
    public long nowMicros() {
        return nowMicros;
    }

    /** How many turns were taken: a task run to its next wait, or an event. */
    public long turns() {
        return turns;
    }

    /**
     * A new group, whose tasks begin from here on.
     *
     * @param failed told which task threw what
     */
    public TaskGroup group(BiConsumer<Object, Throwable> failed) {
        var group = new TaskGroup(this, failed);
        groups.add(group);
        return group;
    }

    /** Plans an event that the run waits for. */
    public Event after(long micros, Runnable effect) {
        return plan(micros, false, effect);
    }

    /** Plans an event that the run does not wait for: it can end before this happens. */
    public Event idlyAfter(long micros, Runnable effect) {
        return plan(micros, true, effect);
    }

    private Event plan(long micros, boolean idle, Runnable effect) {
        var event = new Event(nowMicros + micros, planned++, idle, effect);
        if (!idle) {
            inFlight++;
        }
        events.add(event);
        return event;
    }

    /** It will not happen. */
    public void callOff(Event event) {
        if (event.finish() && !event.idle) {
            inFlight--;
        }
    }

    /** The task that is running now: the one that called. */
    public Task current() {
        var task = running;
        if (task == null) {
            throw new IllegalStateException("only a node's own code can wait");
        }
        return task;
    }

    @Nullable
    Task running() {
        return running;
    }

    /** The running task gives way until somebody wakes it; does not return when its group dies meanwhile. */
    public void suspend(Object reason) {
        current().suspend(reason);
    }

    void ready(Task task) {
        ready.add(task);
    }

    /** Whether nothing can run, and nothing will happen that the run has to wait for. */
    public boolean isQuiet() {
        return inFlight == 0 && ready.isEmpty();
    }

    /** Lets one thing happen that is due up to a moment; false when there is none. */
    public boolean turn(long untilMicros) {
        var task = ready.poll();
        if (task != null) {
            turns++;
            run(task);
            return true;
        }
        while (!events.isEmpty() && events.first().over()) {
            events.removeFirst();
        }
        if (events.isEmpty() || events.first().micros > untilMicros) {
            return false;
        }
        turns++;
        happen(events.removeFirst());
        return true;
    }

    /** Moves the clock on; everything due before must have happened. */
    public void idleUntil(long micros) {
        nowMicros = Math.max(nowMicros, micros);
    }

    /** Ends all tasks: nothing of the run is left. */
    public void end() {
        groups.forEach(TaskGroup::die);
        ready.clear();
    }

    private void run(Task task) {
        // Woken, and then its node died or was paused before its turn came.
        if (task.group.isDead()) {
            return;
        }
        if (task.group.isPaused()) {
            task.group.holdBack(task);
            return;
        }
        running = task;
        try {
            task.resume();
        } finally {
            running = null;
        }
        if (task.group.isDead()) {
            // It was running when its group died; in the group's list it is no longer.
            task.coroutine.abandon();
        }
    }

    private void happen(Event event) {
        nowMicros = event.micros;
        event.finish();
        if (!event.idle) {
            inFlight--;
        }
        event.happen();
    }
}
