package rtmlab.updated;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.JobQueue;
import rtmlab.protocol.port.JobQueue.Pushed;
import rtmlab.protocol.port.JobQueue.Queued;
import rtmlab.protocol.shared.UntilDone;

/**
 * One relay's hold on a topic: of several relays one is live, the others stand by.
 *
 * <p>The lock is in Redis, where the jobs go as well, so one step of Redis checks it and pushes: that is the fence. Each
 * hold has a name of its own. Who pushed under an earlier name must begin anew from the log: between the two, Redis may
 * have forgotten everything, or another relay may have been live.
 */
final class RelayLock {

    private final Host host;
    private final JobQueue queue;
    private final UntilDone untilDone;
    private final String topic;
    private final Duration lease;
    private String name;

    RelayLock(Host host, String topic, Duration lease) {
        this.host = host;
        this.queue = host.queue();
        this.untilDone = new UntilDone(host.clock());
        this.topic = topic;
        this.lease = lease;
        this.name = freshName();
    }

    /** The name under which jobs can be pushed as long as the lock is kept; empty when another relay is live. Waits. */
    Optional<String> claim() {
        var candidate = name;
        var isOurs = untilDone.get(() -> queue.claim(topic, candidate, lease));
        return isOurs && candidate.equals(name) ? Optional.of(candidate) : Optional.empty();
    }

    Pushed push(String holder, List<Queued> jobs, int room) {
        return untilDone.get(() -> pushOnce(holder, jobs, room));
    }

    /** As {@link #push}; throws what is known when Redis does not do it. */
    Pushed pushOnce(String holder, List<Queued> jobs, int room) {
        var pushed = queue.push(topic, holder, lease, jobs, room);
        if (pushed == Pushed.NOT_HELD) {
            lost(holder);
        }
        return pushed;
    }

    OptionalLong progress(String holder, int partition) {
        return untilDone.get(() -> progressOnce(holder, partition));
    }

    /** As {@link #progress}; throws what is known when Redis does not say. */
    OptionalLong progressOnce(String holder, int partition) {
        var progress = queue.progress(topic, holder, lease, partition);
        if (progress.isEmpty()) {
            lost(holder);
        }
        return progress;
    }

    private void lost(String holder) {
        if (name.equals(holder)) {
            name = freshName();
        }
    }

    private String freshName() {
        return host.name() + " " + Long.toHexString(host.random().nextLong());
    }
}
