package rtmlab.backends.runtime;

import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import rtmlab.protocol.port.NodeCrash;

/** The one lock of a node: whoever runs node code holds it, and gives it up only while a port call waits. */
public final class Monitor {

    // Fair, so that a handler that comes back from a wait is not overtaken for ever by fresh requests.
    private final ReentrantLock lock = new ReentrantLock(true);
    private final Set<Thread> waiting = ConcurrentHashMap.newKeySet();
    private volatile boolean dead;

    /** Runs a handler or a task of the node; does nothing once the node is dead. */
    public void run(Runnable nodeCode) {
        enter();
        try {
            if (!dead) {
                nodeCode.run();
            }
        } catch (NodeCrash _) {
            // The node died under this task: there is nothing left that could be done.
        } finally {
            lock.unlock();
        }
    }

    /** As {@link #run}, for a handler with a result; throws {@link NodeCrash} once the node is dead. */
    public <T> T call(Supplier<T> nodeCode) {
        enter();
        try {
            requireAlive();
            return nodeCode.get();
        } finally {
            lock.unlock();
        }
    }

    /** Lets other handlers of the node run while this one waits; called by ports, from node code. */
    public <T> T giveWay(Supplier<T> wait) {
        requireAlive();
        requireInside();
        waiting.add(Thread.currentThread());
        lock.unlock();
        try {
            return wait.get();
        } finally {
            lock.lock();
            waiting.remove(Thread.currentThread());
            requireAlive();
        }
    }

    /** As {@link #giveWay}, for waits that can be interrupted: only the end of the node interrupts its tasks. */
    public <T> T giveWayTo(Callable<T> wait) {
        return giveWay(() -> {
            try {
                return wait.call();
            } catch (InterruptedException _) {
                throw new NodeCrash("the node was closed while a task of it waited");
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException("a wait that fails says so with exceptions of its port", e);
            }
        });
    }

    /** From here on no node code runs, and none that is waiting comes back. */
    public void die() {
        dead = true;
    }

    /** Once the node is dead, nothing that it waited for is waited for any longer. */
    public void interruptWaiting() {
        waiting.forEach(Thread::interrupt);
    }

    public void requireAlive() {
        if (dead) {
            throw new NodeCrash("this node is dead");
        }
    }

    /** Throws unless the caller is node code: ports may be called by nobody else. */
    void requireInside() {
        if (!lock.isHeldByCurrentThread()) {
            throw new IllegalStateException("a node's ports are for its own handlers and tasks: spawn one, or use run");
        }
    }

    private void enter() {
        if (lock.isHeldByCurrentThread()) {
            throw new IllegalStateException("node code must not start another handler of its own node and wait for it");
        }
        lock.lock();
    }
}
