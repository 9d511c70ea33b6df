package rtmlab.simulator.explore;

import java.util.ArrayList;
import rtmlab.simulator.time.Scheduler;

/** Runs the same work on several threads until all are done. */
final class Workers {

    private Workers() {}

    static void run(int threads, Runnable work) {
        var others = new ArrayList<Thread>();
        for (var number = 1; number < threads; number++) {
            others.add(Scheduler.threadFor(work));
        }
        others.forEach(Thread::start);
        if (Scheduler.isFastHere()) {
            work.run();
        } else {
            var mine = Scheduler.threadFor(work);
            others.add(mine);
            mine.start();
        }
        for (var other : others) {
            join(other);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while exploring");
        }
    }
}
