package rtmlab.harness.jobs;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import rtmlab.backends.runtime.RealHost;
import rtmlab.harness.load.News;
import rtmlab.harness.real.RealWorld;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.Job;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.Post;
import rtmlab.protocol.Ts;
import rtmlab.protocol.UserId;
import rtmlab.protocol.api.InternalApi;
import rtmlab.protocol.api.InternalApi.Enqueue;
import rtmlab.protocol.port.CallFailed;
import rtmlab.protocol.port.SlackError;
import rtmlab.protocol.shared.UntilDone;

/**
 * Jobs over Kafkagate into the log of the updated architecture.
 *
 * <p>Each is to look for mentions and links in a text that has none: so it is the queue that works, and not the worker.
 */
final class JobFlow implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration GLANCE = Duration.ofMillis(5);

    /** Often enough: what is done is remembered for a minute. */
    private static final Duration BETWEEN_COUNTS = Duration.ofSeconds(2);

    private static final NodeName KAFKAGATE = NodeName.of("kafkagate", 1);
    private static final String TOPIC = "jobs";
    private static final String TEXT = "lunch at noon? ".repeat(8);

    private final RealWorld world;
    private final RealHost enqueuer;
    private final int partitions;
    private final IntFunction<Job> jobs;
    private final AtomicInteger numbers = new AtomicInteger();

    JobFlow(RealWorld world) {
        this(world, JobFlow::job);
    }

    /** @param jobs the job of each number; two numbers, two jobs */
    JobFlow(RealWorld world, IntFunction<Job> jobs) {
        this.jobs = jobs;
        this.world = world;
        this.enqueuer = world.insideHost(new NodeName("enqueuer"));
        this.partitions = world.probe().call(() -> world.probe().jobs().partitions());
    }

    /** The job of this number; two numbers, two jobs. */
    static Job job(int number) {
        var id = new ClientMessageId("job-" + number);
        var post = new Post(new ChannelId("C-jobs"), new UserId("U-jobs"), TEXT, id);
        return new Job(Job.Kind.PARSE, post.at(Ts.ofLogOffset(number)));
    }

    /**
     * Returns when Kafkagate has answered for so many jobs: what it refuses for now is said again, what it takes is in the log.
     * Throws what else goes wrong.
     *
     * @return how many it refused for good
     */
    int enqueue(int jobs, int atOnce, News news) {
        var refused = new AtomicInteger();
        var room = new Semaphore(atOnce);
        var failure = new AtomicReference<@Nullable Throwable>();
        for (var number = 0; number < jobs && failure.get() == null; number++) {
            room.acquireUninterruptibly();
            news.reach("jobs to Kafkagate", "jobs", number + 1, jobs);
            Thread.ofVirtual().start(() -> {
                try {
                    enqueueOne();
                } catch (SlackError _) {
                    refused.incrementAndGet();
                } catch (Throwable e) {
                    failure.compareAndSet(null, e);
                } finally {
                    room.release();
                }
            });
        }
        room.acquireUninterruptibly(atOnce);
        var first = failure.get();
        if (first != null) {
            throw new IllegalStateException("a job was not taken: " + first.getMessage(), first);
        }
        return refused.get();
    }

    private void enqueueOne() {
        var job = jobs.apply(numbers.incrementAndGet());
        var request = new Enqueue(TOPIC, Math.floorMod(job.id().hashCode(), partitions), job);
        enqueuer.run(() -> new UntilDone(enqueuer.clock())
                .run(() -> enqueuer.http().call(KAFKAGATE, InternalApi.ENQUEUE, request)));
    }

    /** Returns when every job is off the log, off the list and out of the worker's hands. */
    void awaitQuiet() {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (!isQuiet()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("not all jobs were done within " + PATIENCE);
            }
            LockSupport.parkNanos(GLANCE.toNanos());
        }
    }

    /** How many of the last so many jobs are done now, each by its own status. */
    int countDone(int last) {
        var done = done(last);
        done.look();
        return done.count();
    }

    /** The same, looking on from now until the queue is quiet, or until nobody has the patience for it. */
    int countDoneUntilQuiet(int last) {
        var done = done(last);
        var end = System.nanoTime() + PATIENCE.toNanos();
        var counted = System.nanoTime();
        while (!isQuiet() && System.nanoTime() < end) {
            if (System.nanoTime() - counted > BETWEEN_COUNTS.toNanos()) {
                done.look();
                counted = System.nanoTime();
            }
            LockSupport.parkNanos(GLANCE.toNanos());
        }
        done.look();
        return done.count();
    }

    private DoneJobs done(int last) {
        var queue = world.probe().queue();
        var latest = numbers.get();
        return new DoneJobs(
                latest - last + 1,
                latest,
                numbers -> world.probe()
                        .call(() -> queue.statuses(numbers.stream()
                                .map(number -> jobs.apply(number).id())
                                .toList())));
    }

    private boolean isQuiet() {
        try {
            return world.probe().call(world::isQuiet);
        } catch (CallFailed _) {
            return false;
        }
    }

    @Override
    public void close() {
        enqueuer.close();
    }
}
