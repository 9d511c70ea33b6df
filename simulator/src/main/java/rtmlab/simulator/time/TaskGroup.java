package rtmlab.simulator.time;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import rtmlab.protocol.port.NodeCrash;

/**
 * Tasks that live, pause and die together: one life of a node, as the scheduler sees it.
 *
 * <p>Since only one task of the whole world runs at a time, and gives way only where it waits, a group is a monitor
 * without having to do anything for it.
 */
public final class TaskGroup {

    private final Scheduler scheduler;
    private final BiConsumer<Object, Throwable> failed;
    private final List<Task> tasks = new ArrayList<>();
    private final List<Task> heldBack = new ArrayList<>();
    private boolean dead;
    private boolean paused;

    TaskGroup(Scheduler scheduler, BiConsumer<Object, Throwable> failed) {
        this.scheduler = scheduler;
        this.failed = failed;
    }

    public boolean isDead() {
        return dead;
    }

    public boolean isPaused() {
        return paused;
    }

    /** The code runs as a task of its own when its turn comes. */
    public Task start(Object name, Runnable code) {
        var task = new Task(this, name, code);
        if (!dead) {
            task.indexInGroup = tasks.size();
            tasks.add(task);
            wake(task);
        }
        return task;
    }

    /** From here on no task of the group runs; those that are woken meanwhile run after {@link #resume}. */
    public void pause() {
        paused = true;
    }

    public void resume() {
        paused = false;
        heldBack.forEach(scheduler::ready);
        heldBack.clear();
    }

    /** A woken task whose turn came while the group was paused. */
    void holdBack(Task task) {
        heldBack.add(task);
    }

    /**
     * Ends all tasks where they stand. When one of them calls this, it ends at its next wait: {@link
     * Scheduler#suspend} does not return to it.
     */
    public void die() {
        if (dead) {
            return;
        }
        dead = true;
        heldBack.clear();
        for (var task : tasks) {
            if (task != scheduler.running()) {
                task.coroutine.abandon();
            }
        }
        tasks.clear();
    }

    /** What its tasks are waiting for, for a diagnosis. */
    public List<String> waits() {
        return tasks.stream().map(Task::toString).toList();
    }

    void wake(Task task) {
        if (dead || task.woken) {
            return;
        }
        task.woken = true;
        if (paused) {
            heldBack.add(task);
        } else {
            scheduler.ready(task);
        }
    }

    /** The whole life of a task. */
    void execute(Task task, Runnable code) {
        try {
            code.run();
        } catch (NodeCrash _) {
            // The node died under this task.
        } catch (Throwable failure) {
            // Anything else is a defect of node code, or of the simulator: somebody must hear of it.
            if (!dead) {
                failed.accept(task, failure);
            }
        }
        if (!dead) {
            remove(task);
        }
    }

    private void remove(Task task) {
        var last = tasks.removeLast();
        if (last != task) {
            tasks.set(task.indexInGroup, last);
            last.indexInGroup = task.indexInGroup;
        }
    }
}
