package rtmlab.backends.runtime;

import java.util.concurrent.atomic.AtomicInteger;

/** Runs one task whenever it is asked for, never twice at once; asked for while it runs, it runs once more. */
public final class Serial {

    private final Tasks tasks;
    private final String name;
    private final Runnable task;
    private final AtomicInteger asked = new AtomicInteger();

    public Serial(Tasks tasks, String name, Runnable task) {
        this.tasks = tasks;
        this.name = name;
        this.task = task;
    }

    /** Does not wait. What happened before this call is seen by the task's next run. */
    public void ask() {
        if (asked.getAndIncrement() == 0) {
            tasks.start(name, this::runUntilNobodyAsks);
        }
    }

    private void runUntilNobodyAsks() {
        int served;
        do {
            served = asked.get();
            task.run();
        } while (asked.addAndGet(-served) > 0);
    }
}
