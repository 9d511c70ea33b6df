package rtmlab.updated;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import rtmlab.protocol.Job;

/**
 * How the job queue is run.
 *
 * @param room at most so many jobs are pending in Redis: what is more waits in the log, so that Redis never fills up
 * @param relayBatch at most so many records are read from the log and pushed at once
 * @param workerBatch at most so many jobs are taken at once
 * @param lease how long a relay's lock outlives it: the next one takes over after that
 * @param perSecond the rate limits: so many jobs of a kind are pushed per second; a kind that is not here has none
 */
record JobSettings(int room, int relayBatch, int workerBatch, Duration lease, Map<Job.Kind, Integer> perSecond) {

    JobSettings {
        perSecond = new TreeMap<>(perSecond);
        if (room < 1 || relayBatch < 1 || workerBatch < 1) {
            throw new IllegalArgumentException("a queue moves at least one job at a time");
        }
        perSecond.forEach((kind, limit) -> {
            if (limit < 1) {
                throw new IllegalArgumentException("at least one " + kind + " per second, not " + limit);
            }
        });
    }

    /** Up to 20,000 pending jobs, some 10 MB of Redis; no rate limits. */
    static JobSettings small() {
        return new JobSettings(20_000, 200, 100, Duration.ofSeconds(1), Map.of());
    }

    JobSettings withRoom(int jobs) {
        return new JobSettings(jobs, relayBatch, workerBatch, lease, perSecond);
    }

    JobSettings withLimit(Job.Kind kind, int jobsPerSecond) {
        var limits = new TreeMap<>(perSecond);
        limits.put(kind, jobsPerSecond);
        return new JobSettings(room, relayBatch, workerBatch, lease, limits);
    }
}
