package rtmlab.harness.jobs;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import rtmlab.backends.launch.ServerAddresses;
import rtmlab.backends.limit.BareJobs;
import rtmlab.backends.runtime.RealHost;
import rtmlab.backends.wire.JobCodec;
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
import rtmlab.protocol.shared.UntilDone;

/**
 * Jobs from Kafkagate over Kafka, JqRelay and Redis to a Worker, and the same number through the bare servers.
 *
 * <p>Each job is to look for mentions and links in a text that has none: what is measured is the queue, not the work.
 */
public final class JobRun implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration GLANCE = Duration.ofMillis(5);
    private static final NodeName KAFKAGATE = NodeName.of("kafkagate", 1);
    private static final String TOPIC = "jobs";
    private static final int PARTITIONS = 8;
    private static final String TEXT = "lunch at noon? ".repeat(8);

    private final RealWorld world;
    private final ServerAddresses servers;
    private final RealHost client;
    private final AtomicInteger numbers = new AtomicInteger();

    /**
     * What came of it.
     *
     * @param enqueued until Kafkagate had confirmed all of them
     * @param endToEnd … until all of them were done
     * @param bare until all had gone through the bare servers
     * @param jobs how many
     */
    public record Result(int jobs, Duration enqueued, Duration endToEnd, Duration bare) {

        public double enqueuedPerSecond() {
            return perSecond(enqueued);
        }

        public double endToEndPerSecond() {
            return perSecond(endToEnd);
        }

        public double barePerSecond() {
            return perSecond(bare);
        }

        private double perSecond(Duration time) {
            return jobs * 1e9 / time.toNanos();
        }
    }

    /** In a world of the updated architecture. */
    public JobRun(RealWorld world, ServerAddresses servers) {
        this.world = world;
        this.servers = servers;
        this.client = world.clientHost(new NodeName("enqueuer"));
    }

    /**
     * Carries so many jobs the one way and the other.
     *
     * @param atOnce how many requests are on their way to the Kafkagate at the same time
     */
    public Result perform(int jobs, int atOnce) {
        carry(Math.min(jobs, 2_000), atOnce); // Cold JVMs are not what is measured.
        var bareJobs = new BareJobs(servers);
        bareJobs.carry(1_000, JobCodec.encode(job(0)));
        var began = System.nanoTime();
        enqueue(jobs, atOnce);
        var enqueued = since(began);
        awaitQuiet();
        var endToEnd = since(began);
        return new Result(jobs, enqueued, endToEnd, bareJobs.carry(jobs, JobCodec.encode(job(0))));
    }

    private void carry(int jobs, int atOnce) {
        enqueue(jobs, atOnce);
        awaitQuiet();
    }

    private void enqueue(int jobs, int atOnce) {
        var room = new Semaphore(atOnce);
        for (var number = 0; number < jobs; number++) {
            room.acquireUninterruptibly();
            Thread.ofVirtual().start(() -> {
                try {
                    enqueueOne();
                } finally {
                    room.release();
                }
            });
        }
        room.acquireUninterruptibly(atOnce);
    }

    private void enqueueOne() {
        var job = job(numbers.incrementAndGet());
        var request = new Enqueue(TOPIC, Math.floorMod(job.id().hashCode(), PARTITIONS), job);
        client.run(() ->
                new UntilDone(client.clock()).run(() -> client.http().call(KAFKAGATE, InternalApi.ENQUEUE, request)));
    }

    private static Job job(int number) {
        var id = new ClientMessageId("job-" + number);
        var post = new Post(new ChannelId("C-jobs"), new UserId("U-jobs"), TEXT, id);
        return new Job(Job.Kind.PARSE, post.at(Ts.ofLogOffset(number)));
    }

    /** Every job is off the log, off the list and out of the worker's hands. */
    private void awaitQuiet() {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (!isQuiet()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("not all jobs were done within " + PATIENCE);
            }
            LockSupport.parkNanos(GLANCE.toNanos());
        }
    }

    private boolean isQuiet() {
        try {
            return world.probe()
                    .call(() -> world.architecture()
                            .isQuiet(world.probe(), world.deployment().topology()));
        } catch (CallFailed _) {
            return false;
        }
    }

    private static Duration since(long beganNanos) {
        return Duration.ofNanos(System.nanoTime() - beganNanos);
    }

    @Override
    public void close() {
        client.close();
    }
}
