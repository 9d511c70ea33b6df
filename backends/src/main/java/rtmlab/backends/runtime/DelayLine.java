package rtmlab.backends.runtime;

import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;

/** Does one thing after the other, each not before its time: what is slow on its way is not overtaken. */
public final class DelayLine {

    private final Tasks tasks;
    private final String name;
    private final ArrayDeque<Late> waiting = new ArrayDeque<>();
    private volatile boolean runs;

    private record Late(long dueNanos, Runnable deed) {}

    public DelayLine(Tasks tasks, String name) {
        this.tasks = tasks;
        this.name = name;
    }

    /** Does it now where nothing is to be waited for, or else later, in a task of its own; called by one at a time. */
    public void pass(long delayMillis, Runnable deed) {
        if (delayMillis == 0 && !runs) {
            deed.run();
            return;
        }
        synchronized (this) {
            waiting.add(new Late(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(delayMillis), deed));
            if (!runs) {
                runs = true;
                tasks.start(name, this::run);
            }
        }
    }

    private void run() {
        try {
            while (true) {
                Late next;
                synchronized (this) {
                    if (waiting.isEmpty()) {
                        runs = false;
                        return;
                    }
                    next = waiting.peek();
                }
                TimeUnit.NANOSECONDS.sleep(Math.max(0, next.dueNanos() - System.nanoTime()));
                next.deed().run();
                synchronized (this) {
                    waiting.poll();
                }
            }
        } catch (InterruptedException _) {
            // The node ends, and with it what was still on its way.
        }
    }
}
