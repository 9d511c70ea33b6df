package rtmlab.backends.runtime;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import rtmlab.protocol.port.CrashPoint;
import rtmlab.protocol.port.CrashPoint.Fault;
import rtmlab.protocol.port.MaybeDone;
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
    private volatile boolean watching;

    /** @param struck told when a fault strikes; for a crash it does not return, but ends the node */
    public Steps(Monitor monitor, Consumer<CrashPoint> struck) {
        this.monitor = monitor;
        this.struck = struck;
    }

    public void arm(CrashPoint point) {
        armed.add(new Armed(point));
        watching = true;
    }

    public void disarm() {
        watching = false;
        armed.clear();
    }

    /** Whether any crash point is armed: where naming a step would cost something, ask this first. */
    public boolean watching() {
        return watching;
    }

    /** A call that waits: the node's other handlers run meanwhile. */
    public <T> T waiting(String call, Supplier<T> effect) {
        var fault = watching ? due(call) : null;
        before(fault);
        var result = monitor.giveWay(effect);
        after(fault);
        return result;
    }

    /** A call that waits and gives nothing back. */
    public void waiting(String call, Runnable effect) {
        waiting(call, () -> {
            effect.run();
            return true;
        });
    }

    /** A call that does not wait, such as sending a frame. */
    public void instant(String call, Runnable effect) {
        var fault = watching ? due(call) : null;
        if (fault != null && fault.fault() == Fault.FAIL) {
            struck.accept(fault);
            return;
        }
        before(fault);
        effect.run();
        if (fault != null && fault.fault() == Fault.CRASH_AFTER) {
            struck.accept(fault);
        }
    }

    /** The crash point that this call is, if any. Every armed point counts the call. */
    private @Nullable CrashPoint due(String call) {
        CrashPoint due = null;
        for (var candidate : armed) {
            if (candidate.isDue(call)) {
                due = candidate.point;
            }
        }
        return due;
    }

    private void before(@Nullable CrashPoint due) {
        if (due == null) {
            return;
        }
        switch (due.fault()) {
            case CRASH_BEFORE -> struck.accept(due);
            case FAIL -> {
                struck.accept(due);
                throw new NotDone(due.toString());
            }
            case CRASH_AFTER, LOSE_REPLY -> {}
        }
    }

    private void after(@Nullable CrashPoint due) {
        if (due == null) {
            return;
        }
        switch (due.fault()) {
            case CRASH_AFTER -> struck.accept(due);
            case LOSE_REPLY -> {
                struck.accept(due);
                throw new MaybeDone(due.toString());
            }
            case CRASH_BEFORE, FAIL -> {}
        }
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
