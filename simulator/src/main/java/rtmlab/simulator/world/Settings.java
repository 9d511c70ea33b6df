package rtmlab.simulator.world;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.Regions;

/**
 * What a simulated world is like, as far as it is not left to chance.
 *
 * @param mishaps what may happen at the steps of the workload
 * @param timing how long everything takes
 * @param partitions of the log
 * @param redisKeepsMemory whether a restart of Redis leaves it what it had
 * @param clockSkew how far nodes' clocks are ahead; absent ones are right
 * @param regions where the nodes stand, and how far from each other
 * @param seed of the nodes' random numbers
 * @param maxSteps after so many steps the run is taken to go on for ever
 * @param maxDuration after so much virtual time, too
 */
public record Settings(
        Set<Mishap> mishaps,
        Timing timing,
        int partitions,
        boolean redisKeepsMemory,
        Map<NodeName, Duration> clockSkew,
        Regions regions,
        long seed,
        int maxSteps,
        Duration maxDuration) {

    /** The four faults at every step. */
    public static final Settings DEFAULT = new Settings(
            Mishap.faults(), Timing.DEFAULT, 4, true, Map.of(), Regions.one(), 1, 20_000, Duration.ofMinutes(30));

    public Settings {
        var allowed = EnumSet.noneOf(Mishap.class);
        allowed.addAll(mishaps);
        allowed.remove(Mishap.NONE);
        mishaps = Collections.unmodifiableSet(allowed);
        clockSkew = Collections.unmodifiableMap(new TreeMap<>(clockSkew));
        if (partitions < 1) {
            throw new IllegalArgumentException("a log has at least one partition, not " + partitions);
        }
        if (maxSteps < 1) {
            throw new IllegalArgumentException("a run has at least one step, not " + maxSteps);
        }
    }

    public Settings withMishaps(Set<Mishap> mishaps) {
        return new Settings(
                mishaps, timing, partitions, redisKeepsMemory, clockSkew, regions, seed, maxSteps, maxDuration);
    }

    public Settings withTiming(Timing timing) {
        return new Settings(
                mishaps, timing, partitions, redisKeepsMemory, clockSkew, regions, seed, maxSteps, maxDuration);
    }

    public Settings withPartitions(int partitions) {
        return new Settings(
                mishaps, timing, partitions, redisKeepsMemory, clockSkew, regions, seed, maxSteps, maxDuration);
    }

    public Settings withRedisKeepingMemory(boolean keeps) {
        return new Settings(mishaps, timing, partitions, keeps, clockSkew, regions, seed, maxSteps, maxDuration);
    }

    public Settings withClockSkew(Map<NodeName, Duration> clockSkew) {
        return new Settings(
                mishaps, timing, partitions, redisKeepsMemory, clockSkew, regions, seed, maxSteps, maxDuration);
    }

    public Settings withRegions(Regions regions) {
        return new Settings(
                mishaps, timing, partitions, redisKeepsMemory, clockSkew, regions, seed, maxSteps, maxDuration);
    }

    public Settings withSeed(long seed) {
        return new Settings(
                mishaps, timing, partitions, redisKeepsMemory, clockSkew, regions, seed, maxSteps, maxDuration);
    }

    public Settings withBounds(int maxSteps, Duration maxDuration) {
        return new Settings(
                mishaps, timing, partitions, redisKeepsMemory, clockSkew, regions, seed, maxSteps, maxDuration);
    }

    /**
     * How long everything takes, in microseconds of virtual time.
     *
     * @param networkMicros one way, from one node to another
     * @param serverMicros one way, to or from Kafka, Redis or PostgreSQL
     * @param diskMicros a call of the node's own disk
     * @param delayMicros added to what is delayed: enough for another message to pass through the whole system
     * @param timeoutMicros when a caller gives a call up
     * @param connectTimeoutMicros when a caller gives opening a WebSocket up
     * @param pauseMicros how long a paused node stands still
     * @param partitionMicros how long the network between two nodes stays cut
     * @param noticeMicros how long it takes until the ends of a connection notice that the network is cut
     * @param restartMicros how long a crashed node or a server stays down
     * @param longRestartMicros how long it stays down when it takes long
     * @param idleMicros whoever sleeps at least so long is idling: a run does not wait for it
     */
    public record Timing(
            long networkMicros,
            long serverMicros,
            long diskMicros,
            long delayMicros,
            long timeoutMicros,
            long connectTimeoutMicros,
            long pauseMicros,
            long partitionMicros,
            long noticeMicros,
            long restartMicros,
            long longRestartMicros,
            long idleMicros) {

        public static final Timing DEFAULT = new Timing(
                300, 200, 100, 20_000, 5_000_000, 2_000_000, 1_500_000, 3_000_000, 500_000, 1_000_000, 8_000_000,
                5_000_000);

        public Timing withTimeout(Duration timeout) {
            return new Timing(
                    networkMicros,
                    serverMicros,
                    diskMicros,
                    delayMicros,
                    Micros.of(timeout),
                    connectTimeoutMicros,
                    pauseMicros,
                    partitionMicros,
                    noticeMicros,
                    restartMicros,
                    longRestartMicros,
                    idleMicros);
        }
    }
}
