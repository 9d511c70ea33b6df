package rtmlab.harness.jobs;

import java.time.Duration;
import rtmlab.backends.launch.ServerAddresses;
import rtmlab.backends.limit.BareJobs;
import rtmlab.backends.wire.JobCodec;
import rtmlab.harness.load.News;
import rtmlab.harness.real.RealWorld;

/** Jobs from Kafkagate over Kafka, JqRelay and Redis to a Worker, and the same number through the bare servers. */
public final class JobRun implements AutoCloseable {

    /** So many jobs are asked, one by one, whether they are done. */
    private static final int LOOKED_AT = 500;

    private final JobFlow flow;
    private final ServerAddresses servers;

    /**
     * What came of it.
     *
     * @param enqueued until Kafkagate had confirmed all of them
     * @param endToEnd … until all of them were done
     * @param bare until all had gone through the bare servers
     * @param jobs how many
     * @param refused so many of them Kafkagate would not take
     * @param lookedAt so many, the last of them, were asked one by one whether they are done
     * @param done so many of those were
     */
    public record Result(
            int jobs, int refused, int lookedAt, int done, Duration enqueued, Duration endToEnd, Duration bare) {

        /** Otherwise what was measured is not work that was done. */
        public boolean isAllDone() {
            return refused == 0 && done == lookedAt;
        }

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
        this(new JobFlow(world), servers);
    }

    JobRun(JobFlow flow, ServerAddresses servers) {
        this.flow = flow;
        this.servers = servers;
    }

    /**
     * Carries so many jobs the one way and the other.
     *
     * @param atOnce how many requests are on their way to the Kafkagate at the same time
     * @param news is told how far it is
     */
    public Result perform(int jobs, int atOnce, News news) {
        carry(Math.min(jobs, 2_000), atOnce); // Cold JVMs are not what is measured.
        var bareJobs = new BareJobs(servers);
        bareJobs.carry(1_000, JobCodec.encode(JobFlow.job(0)));
        var began = System.nanoTime();
        var refused = flow.enqueue(jobs, atOnce, news);
        var enqueued = since(began);
        flow.awaitQuiet();
        var endToEnd = since(began);
        var lookedAt = Math.min(jobs, LOOKED_AT);
        var done = flow.countDone(lookedAt);
        var bare = bareJobs.carry(jobs, JobCodec.encode(JobFlow.job(0)));
        return new Result(jobs, refused, lookedAt, done, enqueued, endToEnd, bare);
    }

    private void carry(int jobs, int atOnce) {
        var _ = flow.enqueue(jobs, atOnce, _ -> {});
        flow.awaitQuiet();
    }

    private static Duration since(long beganNanos) {
        return Duration.ofNanos(System.nanoTime() - beganNanos);
    }

    @Override
    public void close() {
        flow.close();
    }
}
