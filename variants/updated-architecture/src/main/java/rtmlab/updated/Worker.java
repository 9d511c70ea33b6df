package rtmlab.updated;

import java.time.Duration;
import rtmlab.protocol.Job;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.port.CallFailed;
import rtmlab.protocol.port.Clock;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.KeyValues;
import rtmlab.protocol.port.MessageStore;
import rtmlab.protocol.port.Node;
import rtmlab.protocol.shared.UntilDone;
import rtmlab.protocol.variant.Mechanisms;

/** Takes jobs from the fast queue and does them; a job leaves Redis only when it is done. */
final class Worker implements Node {

    /** The list of jobs that nobody has taken yet. */
    static final String PENDING = "jobs:pending";

    /** The hash in which each job's status stands. */
    static final String STATUS = "jobs:status";

    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Mechanisms on;

    private Clock clock;
    private KeyValues redis;
    private MessageStore store;
    private UntilDone untilDone;
    private String inFlight;

    Worker(Mechanisms on) {
        this.on = on;
    }

    /** The list of jobs that a worker has taken and not finished. */
    static String inFlight(NodeName worker) {
        return "jobs:in-flight:" + worker;
    }

    @Override
    public void start(Host host) {
        redis = host.redis();
        store = host.messages();
        clock = host.clock();
        untilDone = new UntilDone(clock);
        inFlight = inFlight(host.name());
        host.spawn("work", this::work);
    }

    private void work() {
        while (true) {
            try {
                if (on.has(UpdatedArchitecture.IN_FLIGHT_RECOVERY)) {
                    finishWhatWasInFlight();
                    while (true) {
                        finish(redis.blmove(PENDING, inFlight));
                    }
                } else {
                    while (true) {
                        perform(redis.brpop(PENDING)); // A crash from here on loses the job.
                    }
                }
            } catch (CallFailed _) {
                // The move may have happened and its answer been lost: look into the list of this worker's jobs again.
                clock.sleep(PAUSE);
            }
        }
    }

    /** Oldest first: what this worker had taken when it died, or when Redis did not answer. */
    private void finishWhatWasInFlight() {
        redis.lrange(inFlight).reversed().forEach(this::finish);
    }

    private void finish(Job job) {
        perform(job);
        untilDone.run(() -> redis.lrem(inFlight, job));
    }

    private void perform(Job job) {
        untilDone.run(() -> redis.hset(STATUS, job.id(), "running"));
        switch (job.kind()) {
            case PERSIST -> untilDone.run(() -> persist(job));
            case INDEX, UNFURL -> throw new IllegalStateException("nobody asks for " + job.kind());
        }
        untilDone.run(() -> redis.hset(STATUS, job.id(), "done"));
    }

    private void persist(Job job) {
        if (on.has(UpdatedArchitecture.CLIENT_MESSAGE_ID)) {
            store.insertOnce(job.message());
        } else {
            store.insert(job.message());
        }
    }
}
