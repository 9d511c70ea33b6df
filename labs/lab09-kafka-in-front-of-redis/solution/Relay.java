package lab;

import java.util.List;
import rtmlab.protocol.port.CallFailed;
import rtmlab.protocol.port.JobQueue.Pushed;
import rtmlab.protocol.port.JobQueue.Queued;
import rtmlab.updated.Relaying;

/** The place in the log advances when jobs are done, not when they are pushed: Redis may forget. */
public final class Relay implements Relaying {

    private final Ports ports;

    public Relay(Ports ports) {
        this.ports = ports;
    }

    @Override
    public void relay(List<Queued> jobs, long next) {
        var pushed = push(jobs);
        while (pushed == Pushed.NO_ROOM) {
            ports.pause();
            pushed = push(jobs);
        }
        if (pushed == Pushed.DONE && areDone(next)) {
            ports.commit(next);
        }
    }

    private Pushed push(List<Queued> jobs) {
        try {
            return ports.push(jobs);
        } catch (CallFailed _) {
            return Pushed.NO_ROOM; // To push again what was pushed is harmless.
        }
    }

    /** False when nobody can say any more: then all comes again. */
    private boolean areDone(long next) {
        while (true) {
            ports.pause();
            try {
                var first = ports.firstUnfinished();
                if (first.isEmpty() || first.getAsLong() >= next) {
                    return first.isPresent();
                }
            } catch (CallFailed _) {
                // Redis will say it a moment later.
            }
        }
    }
}
