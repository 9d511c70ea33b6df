package lab;

import java.util.ArrayList;
import java.util.List;
import rtmlab.protocol.Job;
import rtmlab.protocol.port.CallFailed;
import rtmlab.protocol.port.JobQueue.Queued;
import rtmlab.protocol.port.NotDone;
import rtmlab.protocol.port.SlackError;
import rtmlab.updated.Working;

/** Whatever comes again is stored again. */
public final class Hands implements Working {

    private final Ports ports;

    public Hands(Ports ports) {
        this.ports = ports;
    }

    @Override
    public void work() {
        while (true) {
            try {
                perform(ports.inHands()); // From the life before, or what an answer that got lost has moved here.
                while (true) {
                    perform(ports.take());
                }
            } catch (CallFailed _) {
                ports.pause();
            }
        }
    }

    private void perform(List<Queued> jobs) {
        var done = new ArrayList<Queued>();
        for (var job : jobs) {
            try {
                perform(job.job());
                done.add(job);
            } catch (SlackError refusal) {
                ports.bury(job, refusal.word());
            } catch (NotDone failure) {
                if (!failure.isForGood()) {
                    throw failure;
                }
                ports.bury(job, failure.reason());
            }
        }
        if (!done.isEmpty()) {
            ports.finish(done);
        }
    }

    private void perform(Job job) {
        if (job.kind() == Job.Kind.PERSIST) {
            ports.insert(job.message());
        } else {
            ports.perform(job);
        }
    }
}
