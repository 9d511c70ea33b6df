package rtmlab.simulator.time;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import rtmlab.protocol.port.NodeCrash;

/** A coroutine on a virtual thread; whoever resumes it parks meanwhile, so that still only one of them runs. */
final class ThreadCoroutine extends Coroutine {

    private final Thread thread;
    private volatile @Nullable Thread resumer;
    private volatile boolean abandoned;
    private volatile boolean ended;

    ThreadCoroutine(Runnable body) {
        this.thread = Thread.ofVirtual().unstarted(() -> {
            try {
                body.run();
            } finally {
                ended = true;
                handBack();
            }
        });
    }

    @Override
    void resume() {
        resumer = Thread.currentThread();
        if (thread.getState() == Thread.State.NEW) {
            thread.start();
        } else {
            LockSupport.unpark(thread);
        }
        while (resumer != null) {
            LockSupport.park(this);
        }
    }

    @Override
    void suspend() {
        if (!abandoned) {
            handBack();
        }
        while (resumer == null) {
            LockSupport.park(this);
        }
        // An abandoned thread has to unwind to end; until it has, whoever abandoned it waits.
        if (abandoned) {
            throw new NodeCrash("abandoned");
        }
    }

    @Override
    void abandon() {
        abandoned = true;
        if (!ended && thread.getState() != Thread.State.NEW) {
            resume();
        }
    }

    private void handBack() {
        var waiting = resumer;
        resumer = null;
        LockSupport.unpark(waiting);
    }
}
