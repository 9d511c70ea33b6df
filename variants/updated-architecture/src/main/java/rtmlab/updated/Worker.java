package rtmlab.updated;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import rtmlab.protocol.Job;
import rtmlab.protocol.Message;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.port.CallFailed;
import rtmlab.protocol.port.Clock;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.JobQueue;
import rtmlab.protocol.port.JobQueue.Queued;
import rtmlab.protocol.port.Node;
import rtmlab.protocol.port.NotDone;
import rtmlab.protocol.port.SlackError;
import rtmlab.protocol.shared.BackOff;
import rtmlab.protocol.shared.UntilDone;
import rtmlab.protocol.variant.Mechanisms;
import rtmlab.protocol.variant.Topology;

/** Takes jobs from the fast queue and does them; a job leaves Redis only when it is done, or can never be. */
final class Worker implements Node {

    private static final Duration PAUSE = Duration.ofMillis(50);

    /** With so many jobs waiting for their next try, no more are taken: whatever is broken will not do those either. */
    private static final int MAX_RETRYING = 1_000;

    private final List<NodeName> kafkagates;
    private final Working.@Nullable Factory working;
    private final JobSettings settings;
    private final Mechanisms on;

    private Host host;
    private Clock clock;
    private JobQueue queue;
    private Handlers handlers;
    private UntilDone untilDone;

    /** The jobs that this life of the worker is at, or will try again. */
    private final Set<Queued> inHand = new LinkedHashSet<>();

    Worker(Topology topology, Pieces pieces, JobSettings settings, Mechanisms on) {
        this.working = pieces.working();
        this.kafkagates = topology.of(UpdatedArchitecture.KAFKAGATE);
        this.settings = settings;
        this.on = on;
    }

    @Override
    public void start(Host host) {
        this.host = host;
        clock = host.clock();
        queue = host.queue();
        handlers = new Handlers(host, new JobEntrance(host, kafkagates), on);
        untilDone = new UntilDone(clock);
        host.spawn("work", working == null ? this::work : working.over(new Hands(handlers))::work);
    }

    private void work() {
        while (true) {
            try {
                if (on.has(UpdatedArchitecture.IN_FLIGHT_RECOVERY)) {
                    finishWhatWasInFlight();
                    while (true) {
                        perform(queue.take(host.name(), settings.workerBatch()));
                    }
                } else {
                    while (true) {
                        var taken = queue.take(host.name(), settings.workerBatch());
                        finish(taken);
                        perform(taken); // A crash from here on loses jobs.
                    }
                }
            } catch (CallFailed _) {
                // The jobs may have been moved and the answer been lost: look into this worker's hands again.
                clock.sleep(PAUSE);
            }
        }
    }

    /** Oldest first: what this worker had taken when it died, or when Redis did not answer. */
    private void finishWhatWasInFlight() {
        perform(queue.inFlight(host.name()).stream()
                .filter(job -> !inHand.contains(job))
                .toList());
    }

    private void perform(List<Queued> jobs) {
        inHand.addAll(jobs);
        var done = new ArrayList<Queued>();
        jobs.forEach(job -> attempt(job, done));
        finish(done);
        while (inHand.size() >= MAX_RETRYING) {
            clock.sleep(PAUSE);
        }
    }

    private void finish(List<Queued> jobs) {
        if (!jobs.isEmpty()) {
            untilDone.run(() -> queue.finish(host.name(), jobs));
            jobs.forEach(inHand::remove);
        }
    }

    /** Adds the job to those that are done, buries it, or sees to it that it is tried again. */
    private void attempt(Queued job, List<Queued> done) {
        try {
            handlers.perform(job.job());
            done.add(job);
        } catch (NotDone failure) {
            if (failure.isForGood()) {
                bury(job, failure.reason());
            } else {
                retry(job, failure.reason());
            }
        } catch (CallFailed failure) {
            retry(job, failure.reason());
        } catch (SlackError refusal) {
            bury(job, refusal.word());
        }
    }

    private void bury(Queued job, String reason) {
        untilDone.run(() -> queue.bury(host.name(), job, reason));
        inHand.remove(job);
    }

    /** Beside all else that there is to do: what fails may be down for long. The job stays in this worker's hands. */
    private void retry(Queued job, String reason) {
        host.spawn("retry " + job.job().id(), () -> {
            var backOff = new BackOff(host.random());
            var latest = reason;
            for (var attempt = 2; ; attempt++) {
                clock.sleep(backOff.next());
                try {
                    handlers.perform(job.job());
                    finish(List.of(job));
                    return;
                } catch (NotDone failure) {
                    if (failure.isForGood()) {
                        bury(job, failure.reason());
                        return;
                    }
                    latest = failure.reason();
                } catch (CallFailed failure) {
                    latest = failure.reason();
                } catch (SlackError refusal) {
                    bury(job, refusal.word());
                    return;
                }
                note(job, "retrying: attempt " + attempt + " failed: " + latest);
            }
        });
    }

    private void note(Queued job, String status) {
        try {
            queue.note(job.job(), status);
        } catch (CallFailed _) {
            // It is a courtesy.
        }
    }

    /** What a working of another make reaches: each call once, and no more. */
    private final class Hands implements Working.Ports {
        private final Handlers handlers;

        Hands(Handlers handlers) {
            this.handlers = handlers;
        }

        @Override
        public List<Queued> take() {
            return queue.take(host.name(), settings.workerBatch());
        }

        @Override
        public List<Queued> inHands() {
            return queue.inFlight(host.name());
        }

        @Override
        public void finish(List<Queued> jobs) {
            queue.finish(host.name(), jobs);
        }

        @Override
        public void bury(Queued job, String reason) {
            queue.bury(host.name(), job, reason);
        }

        @Override
        public void insert(Message message) {
            host.messages().insert(message);
        }

        @Override
        public void insertOnce(Message message) {
            host.messages().insertOnce(message);
        }

        @Override
        public void perform(Job job) {
            if (job.kind() == Job.Kind.PERSIST) {
                throw new IllegalArgumentException("to store a message, insert it");
            }
            handlers.perform(job);
        }

        @Override
        public void pause() {
            clock.sleep(PAUSE);
        }
    }
}
