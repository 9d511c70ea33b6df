package rtmlab.updated;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import rtmlab.protocol.port.CallFailed;
import rtmlab.protocol.port.Clock;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.JobQueue.Pushed;
import rtmlab.protocol.port.JobQueue.Queued;
import rtmlab.protocol.shared.UntilDone;
import rtmlab.protocol.variant.Mechanisms;

/**
 * Relays one partition, while its relay is the live one.
 *
 * <p>Its place in the log advances when jobs are <em>done</em>, not when they are pushed: Redis may forget, and then all
 * that was not done is pushed again from there. A job that is queued already is not queued twice, and one that was done
 * is harmless to do again.
 */
final class RelayedPartition {

    /** Between two tries to push what a rate limit holds back, or what there is no room for. */
    private static final Duration PAUSE = Duration.ofMillis(25);

    /**
     * Between two looks at how far the workers have come. A relay that dies has what was done since the last look done
     * again, which nobody sees; each look is a question to Redis and a commit in Kafka for every partition.
     */
    private static final Duration LOOK = Duration.ofMillis(200);

    /** Between two looks of a relay that stands by. */
    private static final Duration STANDBY_PAUSE = Duration.ofMillis(500);

    /** What has not arrived at Kafka by then never will: longer than a call's timeout. */
    private static final Duration LATE = Duration.ofSeconds(6);

    private final Host host;
    private final Clock clock;
    private final UntilDone untilDone;
    private final JobSource source;
    private final int partition;
    private final RelayLock lock;
    private final RateLimits limits;
    private final Relaying.@Nullable Factory relaying;
    private final JobSettings settings;
    private final boolean pushesBeforeItCommits;
    private final boolean commitsWhenDone;
    private long highest;
    private boolean isLookingAfter;
    private Hold hold = new Hold();

    RelayedPartition(
            Host host,
            JobSource source,
            int partition,
            RelayLock lock,
            RateLimits limits,
            Pieces pieces,
            JobSettings settings,
            Mechanisms on) {
        this.host = host;
        this.clock = host.clock();
        this.untilDone = new UntilDone(clock);
        this.source = source;
        this.partition = partition;
        this.lock = lock;
        this.limits = limits;
        this.relaying = pieces.relaying();
        this.settings = settings;
        this.pushesBeforeItCommits = on.has(UpdatedArchitecture.IN_FLIGHT_RECOVERY);
        this.commitsWhenDone = on.has(UpdatedArchitecture.COMMIT_WHEN_DONE);
    }

    /** Begins from what is known to be done. Does not wait. */
    void start() {
        hold = new Hold();
        host.spawn("relay " + source.topic() + " " + partition, hold::relay);
    }

    private long committed() {
        var committed = untilDone.get(() -> source.committed(partition));
        highest = Math.max(highest, committed);
        return committed;
    }

    private void commit(long next) {
        highest = Math.max(highest, next);
        try {
            source.commit(partition, next);
        } catch (CallFailed _) {
            untilDone.run(() -> source.commit(partition, next));
            lookAfterLateCommits();
        }
    }

    /**
     * A commit that failed, or one that an earlier live relay sent, may yet arrive and take the place in the log back to
     * where it was: then all begins anew from there. Does not wait.
     */
    private void lookAfterLateCommits() {
        if (!isLookingAfter) {
            isLookingAfter = true;
            host.spawn("look after " + source.topic() + " " + partition, () -> {
                clock.sleep(LATE);
                isLookingAfter = false;
                if (committed() < highest) {
                    hold.end();
                }
            });
        }
    }

    /** One hold of the lock: from standing by to its loss, after which another one begins. */
    private final class Hold {

        /** Under which name all from {@code committed} up to {@code pushed} was pushed; empty while standing by. */
        private String name = "";

        private long committed;
        private long pushed;
        private boolean isWatched;
        private boolean isOver;
        private final @Nullable Relaying other = relaying == null ? null : relaying.over(new OtherPorts());

        /** Jobs before {@code pushed} that are not pushed yet, because of their rate limit. */
        private final Deque<Queued> heldBack = new ArrayDeque<>();

        void relay() {
            begin();
            while (!isOver) {
                var batch = untilDone.get(() -> source.await(partition, pushed, settings.relayBatch()));
                if (isOver) {
                    return;
                }
                if (isLive()) {
                    relay(batch);
                } else {
                    clock.sleep(STANDBY_PAUSE);
                    begin();
                }
            }
        }

        private void begin() {
            committed = RelayedPartition.this.committed();
            pushed = committed;
        }

        private boolean isLive() {
            if (name.isEmpty() || !pushesBeforeItCommits) {
                name = lock.claim().orElse("");
                lookAfterLateCommits();
            }
            return !name.isEmpty();
        }

        private void relay(JobSource.Batch batch) {
            if (other != null) {
                other.relay(batch.jobs(), batch.next());
                pushed = batch.next();
            } else if (!pushesBeforeItCommits) {
                commit(batch.next());
                pushNow(batch.jobs()); // A crash before this line forgets the jobs: at most once.
                pushed = batch.next();
            } else if (!commitsWhenDone) {
                if (pushNow(batch.jobs())) {
                    commit(batch.next()); // A crash before this line pushes the jobs again: at least once.
                    pushed = batch.next();
                }
            } else if (pushNow(whatMayGoOn(batch.jobs())) && !isOver) {
                pushed = batch.next();
                watch();
                while (heldBack.size() > settings.room() && !isOver) {
                    clock.sleep(PAUSE); // The log can hold more than this memory.
                }
            }
        }

        private List<Queued> whatMayGoOn(List<Queued> jobs) {
            var allowed = new ArrayList<Queued>();
            for (var job : jobs) {
                if (limits.allow(job.job().kind())) {
                    allowed.add(job);
                } else {
                    heldBack.addLast(job);
                }
            }
            return allowed;
        }

        /** Pushes as soon as there is room; false when this is not, or no longer, the live relay. */
        private boolean pushNow(List<Queued> jobs) {
            while (!isOver && !jobs.isEmpty()) {
                switch (lock.push(name, jobs, settings.room())) {
                    case DONE -> {
                        return true;
                    }
                    // The lock was in Redis, too: perhaps all that was pushed is gone with it.
                    case NOT_HELD -> end();
                    case NO_ROOM -> clock.sleep(PAUSE);
                }
            }
            return !isOver;
        }

        /** Follows the workers, one step behind, until all that was pushed is done. Does not wait. */
        private void watch() {
            if (!isWatched) {
                isWatched = true;
                host.spawn("commit " + source.topic() + " " + partition, () -> {
                    while (committed < pushed && !isOver) {
                        clock.sleep(heldBack.isEmpty() ? LOOK : PAUSE);
                        pushNow(whatMayGoOnNow());
                        commitWhatIsDone();
                    }
                    isWatched = false;
                });
            }
        }

        private List<Queued> whatMayGoOnNow() {
            var waiting = List.copyOf(heldBack);
            heldBack.clear();
            return whatMayGoOn(waiting);
        }

        private void commitWhatIsDone() {
            // Taken before Redis is asked: what is pushed later does not count.
            var upTo = heldBack.isEmpty() ? pushed : heldBack.getFirst().offset();
            if (isOver) {
                return;
            }
            var oldest = lock.progress(name, partition);
            if (oldest.isEmpty()) {
                end();
                return;
            }
            var done = Math.min(upTo, oldest.getAsLong());
            if (done > committed) {
                commit(done);
                committed = done;
            }
        }

        private void end() {
            if (!isOver) {
                isOver = true;
                start();
            }
        }

        /** What a relaying of another make reaches: once, and no more, where the lock and Redis are concerned. */
        private final class OtherPorts implements Relaying.Ports {
            @Override
            public Pushed push(List<Queued> jobs) {
                var answer = isOver ? Pushed.NOT_HELD : lock.pushOnce(name, jobs, settings.room());
                if (answer == Pushed.NOT_HELD) {
                    end();
                }
                return answer;
            }

            @Override
            public OptionalLong firstUnfinished() {
                var answer = isOver ? OptionalLong.empty() : lock.progressOnce(name, partition);
                if (answer.isEmpty()) {
                    end();
                }
                return answer;
            }

            @Override
            public void commit(long next) {
                RelayedPartition.this.commit(next);
            }

            @Override
            public void pause() {
                clock.sleep(PAUSE);
            }
        }
    }
}
