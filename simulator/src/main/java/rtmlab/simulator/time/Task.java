package rtmlab.simulator.time;

/** One piece of a group's code that runs by itself and may wait: a handler, a loop, a script. */
public final class Task {

    /** What a task that is not waiting waits for. */
    private static final Object NOTHING = "nothing";

    final TaskGroup group;
    final Coroutine coroutine;
    private final Object name;
    private Object waitingFor = "its turn";
    int indexInGroup;
    /** Whether it has been woken and its turn has not come yet. */
    boolean woken;

    Task(TaskGroup group, Object name, Runnable code) {
        this.group = group;
        this.name = name;
        this.coroutine = Coroutine.of(() -> group.execute(this, code));
    }

    void resume() {
        woken = false;
        waitingFor = NOTHING;
        coroutine.resume();
    }

    /** Gives way until somebody wakes this task; called by the task itself. */
    void suspend(Object reason) {
        waitingFor = reason;
        coroutine.suspend();
    }

    /** The group's code runs on when its turn comes; nothing changes for a task that is runnable or gone. */
    public void wake() {
        group.wake(this);
    }

    @Override
    public String toString() {
        return name + " waits for " + waitingFor;
    }
}
