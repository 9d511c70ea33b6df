package rtmlab.harness.jobs;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import rtmlab.backends.launch.ServerAddresses;
import rtmlab.backends.redis.RedisMemory;
import rtmlab.harness.load.News;
import rtmlab.harness.real.RealWorld;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.port.JobQueue;
import rtmlab.protocol.port.JobQueue.Pushed;
import rtmlab.protocol.port.JobQueue.Queued;
import rtmlab.protocol.port.NotDone;

/**
 * The lock-up of the case: while nobody works, jobs are pushed until Redis has no memory left, and then nobody can take
 * one either, since a job on its way into a worker's hands needs memory too (Slack, "Scaling Slack's Job Queue", 2017).
 *
 * <p>Once with Redis alone, once with Kafka in front of the same Redis: its relay pushes only while there is room, and the
 * others wait on Kafka's disk.
 */
public final class LockUp implements AutoCloseable {

    private static final String TOPIC = "redis-alone";
    private static final String PRODUCER = "producer";
    private static final NodeName ITS_WORKER = new NodeName("redis-alone-worker");
    private static final Duration LEASE = Duration.ofMinutes(10);

    /** So often in a row refused, with nobody to free anything: it will not be otherwise next time. */
    private static final int TRIES = 100;

    /** As the relay pushes, and as the worker takes. */
    private static final int PUSHED_AT_ONCE = 200;

    private static final int TAKEN_AT_ONCE = 100;
    private static final int AT_ONCE = 64;

    private final RealWorld world;
    private final ServerAddresses servers;
    private final JobFlow flow;
    private final JobQueue queue;

    /**
     * What came of one way.
     *
     * @param accepted jobs of which their producer was told that they are queued
     * @param inRedis those of them that stood in Redis when it had the most of them
     * @param redisBytes what Redis used then
     * @param refusals how often in a row a worker asked for jobs in the end, and was refused
     * @param done jobs done, with the memory that there was, each counted by itself
     */
    public record Side(int accepted, int inRedis, long redisBytes, int refusals, int done) {

        /** Jobs wait, producers are refused, and so is whoever would do some: nothing changes any more. */
        public boolean isLockedUp() {
            return refusals >= TRIES && done < accepted;
        }
    }

    /** Both ways, with as many jobs offered and as much memory. */
    public record Result(int offered, int megabytes, Side redisAlone, Side kafkaInFront) {

        /** Redis alone locks up; with Kafka in front jobs pile up as well, and every one is accepted and done. */
        public boolean isAsInTheCase() {
            return redisAlone.isLockedUp()
                    && kafkaInFront.inRedis() > 0
                    && kafkaInFront.accepted() == offered
                    && kafkaInFront.done() == offered;
        }
    }

    /** In a world of the updated architecture, on a Redis that nobody else needs. */
    public LockUp(RealWorld world, ServerAddresses servers) {
        this.world = world;
        this.servers = servers;
        this.flow = new JobFlow(world);
        this.queue = world.probe().queue();
    }

    /**
     * Offers so many jobs the one way and the other, to a Redis with so much memory, while nobody works.
     *
     * @param news is told how far it is
     */
    public Result perform(int jobs, int megabytes, News news) {
        workers().forEach(world.deployment()::kill);
        RedisMemory.limit(servers.redisHost(), servers.redisPort(), megabytes);
        var alone = redisAlone(jobs, news);
        giveItMemoryByHand();
        RedisMemory.limit(servers.redisHost(), servers.redisPort(), megabytes);
        return new Result(jobs, megabytes, alone, kafkaInFront(jobs, news));
    }

    /** Producers push on, and a worker takes, until all is done, or until neither gets anywhere. */
    private Side redisAlone(int jobs, News news) {
        ask(() -> queue.claim(TOPIC, PRODUCER, LEASE));
        var accepted = 0;
        var done = 0;
        var refusals = 0;
        while (refusals < TRIES && (accepted < jobs || done < accepted)) {
            while (accepted < jobs && isPushed(accepted, Math.min(jobs, accepted + PUSHED_AT_ONCE))) {
                accepted = Math.min(jobs, accepted + PUSHED_AT_ONCE);
                news.reach("jobs to Redis alone", "jobs", accepted, jobs);
            }
            try {
                done += takeSome();
                refusals = 0;
            } catch (NotDone _) {
                refusals++;
            }
        }
        return new Side(accepted, accepted - done, usedByRedis(), refusals, done);
    }

    private boolean isPushed(int from, int to) {
        var batch = IntStream.range(from, to)
                .mapToObj(number -> new Queued(JobFlow.job(number), TOPIC, 0, number))
                .toList();
        try {
            return ask(() -> queue.push(TOPIC, PRODUCER, LEASE, batch, Integer.MAX_VALUE)) == Pushed.DONE;
        } catch (NotDone _) {
            return false;
        }
    }

    private int takeSome() {
        return ask(() -> {
            var taken = queue.take(ITS_WORKER, TAKEN_AT_ONCE);
            queue.finish(ITS_WORKER, taken);
            return taken.size();
        });
    }

    /** The only way out, and the end of the first half. */
    private void giveItMemoryByHand() {
        RedisMemory.release(servers.redisHost(), servers.redisPort());
        while (pending() > 0) {
            takeSome();
        }
    }

    private Side kafkaInFront(int jobs, News news) {
        var refused = flow.enqueue(jobs, AT_ONCE, news);
        var inRedis = pending();
        var bytes = usedByRedis();
        workers().forEach(world.deployment()::restart);
        world.deployment().awaitReady();
        return new Side(jobs - refused, inRedis, bytes, 0, flow.countDoneUntilQuiet(jobs));
    }

    private List<NodeName> workers() {
        return world.deployment().topology().of("worker");
    }

    private int pending() {
        return ask(() -> queue.pending().size());
    }

    private long usedByRedis() {
        return RedisMemory.used(servers.redisHost(), servers.redisPort());
    }

    private <T> T ask(Supplier<T> question) {
        return world.probe().call(question);
    }

    @Override
    public void close() {
        RedisMemory.release(servers.redisHost(), servers.redisPort());
        flow.close();
    }
}
