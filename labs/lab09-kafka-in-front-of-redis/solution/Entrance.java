package lab;

import rtmlab.protocol.Job;
import rtmlab.protocol.port.NotDone;
import rtmlab.protocol.port.SlackError;
import rtmlab.updated.Gate;

/** Lets in what Kafka can take, and sends away the rest before it has touched it. */
public final class Entrance implements Gate {

    private static final int MAX_WAITING = 16;

    private final Ports ports;
    private int waiting;

    public Entrance(Ports ports) {
        this.ports = ports;
    }

    @Override
    public long enqueue(int partition, Job job) {
        if (waiting == MAX_WAITING) {
            throw new SlackError("service_unavailable");
        }
        waiting++;
        try {
            return ports.append(partition, job);
        } catch (NotDone _) {
            throw new SlackError("service_unavailable");
        } finally {
            waiting--;
        }
    }
}
