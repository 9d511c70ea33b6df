package rtmlab.backends.runtime;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import rtmlab.protocol.port.CrashPoint;
import rtmlab.protocol.port.MaybeDone;
import rtmlab.protocol.port.NodeCrash;
import rtmlab.protocol.port.NotDone;

/**
 * The steps of one node: every port call passes here, and any of them can be made a crash point.
 *
 * <p>Occurrences are counted from the moment a crash point is armed. With none armed a step costs one volatile read.
 */
public final class Steps {

    private final Monitor monitor;
    private final Consumer<CrashPoint> struck;
    private final List<Armed> armed = new CopyOnWriteArrayList<>();
    private final Disturbances disturbances = new Disturbances();
    private volatile boolean watching;

    /**
     * The steps of a node with that lock.
     *
     * @param struck told when a fault strikes; where it is a crash, the node's code runs no more by then
     */
    public Steps(Monitor monitor, Consumer<CrashPoint> struck) {
        this.monitor = monitor;
        this.struck = struck;
    }

    public Monitor monitor() {
        return monitor;
    }

    /** What is wrong around the node, whatever step it takes. */
    public Disturbances disturbances() {
        return disturbances;
    }

    public synchronized void arm(CrashPoint point) {
        armed.add(new Armed(point));
        watching = true;
    }

    /** Takes this one back; the others go on counting. */
    public synchronized void disarm(CrashPoint point) {
        armed.removeIf(one -> one.point.equals(point));
        watching = !armed.isEmpty();
    }

    public synchronized void disarm() {
        watching = false;
        armed.clear();
    }

    /** Whether any crash point is armed: where naming a step would cost something, ask this first. */
    public boolean watching() {
        return watching;
    }

    /** A call that waits: the node's other handlers run meanwhile. */
    public <T> T waiting(String call, Supplier<T> effect) {
        var due = due(call);
        if (due == null) {
            return monitor.giveWay(effect);
        }
        return switch (due.fault()) {
            case CRASH_BEFORE -> throw crash(due);
            case CRASH_AFTER -> monitor.giveWay(() -> thenCrash(due, effect));
            case LOSE_REPLY -> throw loseReply(due, effect);
            case FAIL -> throw fail(due);
        };
    }

    /** A call that waits and gives nothing back. */
    public void waiting(String call, Runnable effect) {
        waiting(call, () -> {
            effect.run();
            return true;
        });
    }

    /** A call that does not wait, such as sending a frame; where it is to fail, it has no effect and nobody is told. */
    public void instant(String call, Runnable effect) {
        instant(call, effect, () -> {});
    }

    /** As {@link #instant(String, Runnable)}, with what comes of a failure. */
    public void instant(String call, Runnable effect, Runnable failure) {
        monitor.requireAlive();
        monitor.requireInside();
        var due = due(call);
        if (due == null) {
            effect.run();
            return;
        }
        switch (due.fault()) {
            case CRASH_BEFORE -> throw crash(due);
            case CRASH_AFTER -> {
                effect.run();
                throw crash(due);
            }
            case LOSE_REPLY -> {
                effect.run();
                strike(due);
            }
            case FAIL -> {
                failure.run();
                strike(due);
            }
        }
    }

    /** The fault that is to strike this call, if any: for ports that bring it about in their own way. */
    public @Nullable CrashPoint due(String call) {
        if (!watching) {
            return null;
        }
        CrashPoint due = null;
        // Every armed point counts the call, also one that does not strike.
        for (var candidate : armed) {
            if (candidate.isDue(call)) {
                due = candidate.point;
            }
        }
        return due;
    }

    /** Tells that a fault has struck which leaves the node alive. */
    public void strike(CrashPoint point) {
        struck.accept(point);
    }

    /** Ends the node here, and where that only ends its tasks, gives back what to throw. */
    public NodeCrash crash(CrashPoint point) {
        // First of all, so that no other handler acts while the news goes out.
        monitor.die();
        struck.accept(point);
        return new NodeCrash(point.toString());
    }

    private <T> T thenCrash(CrashPoint point, Supplier<T> effect) {
        try {
            var _ = effect.get();
        } catch (RuntimeException _) {
            // However the call ended: the node dies before it learns of it.
        }
        // Still outside the lock: no other handler comes between the effect and the crash.
        throw crash(point);
    }

    private <T> MaybeDone loseReply(CrashPoint point, Supplier<T> effect) {
        try {
            var _ = monitor.giveWay(effect);
        } catch (RuntimeException _) {
            // Whatever the answer was, it is lost.
        }
        strike(point);
        return new MaybeDone(point.toString());
    }

    private NotDone fail(CrashPoint point) {
        strike(point);
        return new NotDone(point.toString());
    }

    private static final class Armed {
        final CrashPoint point;
        private final AtomicInteger seen = new AtomicInteger();

        Armed(CrashPoint point) {
            this.point = point;
        }

        boolean isDue(String call) {
            return point.step().call().equals(call)
                    && seen.incrementAndGet() == point.step().occurrence();
        }
    }
}
