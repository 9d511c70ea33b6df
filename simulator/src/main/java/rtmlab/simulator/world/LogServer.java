package rtmlab.simulator.world;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import rtmlab.protocol.Job;
import rtmlab.protocol.LogRecord;
import rtmlab.protocol.Post;
import rtmlab.protocol.port.JobLog;
import rtmlab.simulator.world.Happening.Kind;

/**
 * Kafka.
 *
 * <p>Fault model: an acknowledged record is durable and outlasts a restart, and so do committed offsets. Only an unclean
 * election loses one: then the record was acknowledged and never seen by a reader (readers see what is replicated), and
 * the next record gets its offset.
 */
final class LogServer extends Server {

    private final List<List<LogRecord>> partitions = new ArrayList<>();
    private final List<List<Job>> jobs = new ArrayList<>();
    private final Map<Group, Long> committed = new HashMap<>();

    private record Group(String name, int partition) {}

    LogServer(World world, int partitions) {
        super(world, "kafka");
        for (var partition = 0; partition < partitions; partition++) {
            this.partitions.add(new ArrayList<>());
            this.jobs.add(new ArrayList<>());
        }
    }

    int partitions() {
        return partitions.size();
    }

    LogRecord append(int partition, Post post, boolean replicated) {
        var record = new LogRecord(partition, end(partition), post);
        if (replicated) {
            partitions.get(partition).add(record);
            world.kept(Kind.LOGGED, this, "record", record);
        }
        return record;
    }

    boolean hasFrom(int partition, long from) {
        return from < end(partition);
    }

    List<LogRecord> read(int partition, long from, int limit) {
        if (!hasFrom(partition, from)) {
            return List.of();
        }
        var to = Math.min(end(partition), from + limit);
        return List.copyOf(partitions.get(partition).subList(Math.toIntExact(from), Math.toIntExact(to)));
    }

    long end(int partition) {
        return partitions.get(partition).size();
    }

    long appendJob(int partition, Job job, boolean replicated) {
        var offset = jobsEnd(partition);
        if (replicated) {
            jobs.get(partition).add(job);
        }
        return offset;
    }

    List<JobLog.Entry> readJobs(int partition, long from, int limit) {
        var entries = new ArrayList<JobLog.Entry>();
        for (var offset = from; offset < jobsEnd(partition) && entries.size() < limit; offset++) {
            entries.add(new JobLog.Entry(offset, jobs.get(partition).get(Math.toIntExact(offset))));
        }
        return entries;
    }

    long jobsEnd(int partition) {
        return jobs.get(partition).size();
    }

    long committed(String group, int partition) {
        return committed.getOrDefault(new Group(group, partition), 0L);
    }

    void commit(String group, int partition, long next) {
        committed.put(new Group(group, partition), next);
    }

    @Override
    void forget() {
        // All of it is on disk.
    }
}
