package lab;

import java.util.List;
import rtmlab.protocol.port.CallFailed;
import rtmlab.protocol.port.JobQueue.Pushed;
import rtmlab.protocol.port.JobQueue.Queued;
import rtmlab.updated.Relaying;

/** What is in Redis is safe. */
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
        if (pushed == Pushed.DONE) {
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
}
