package rtmlab.backends.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import rtmlab.backends.runtime.Steps;
import rtmlab.backends.wire.JobCodec;
import rtmlab.protocol.Job;
import rtmlab.protocol.port.JobLog;

/** One Kafka topic as the log of jobs. */
public final class KafkaJobLog implements JobLog, AutoCloseable {

    private final Steps steps;
    private final LogSettings settings;
    private final RecordReader<Job> reader;
    private final Tail<Job> tail;
    private final ConcurrentMap<String, GroupOffsets> groups = new ConcurrentHashMap<>();
    private @Nullable Appender appender;

    public KafkaJobLog(Steps steps, LogSettings settings) {
        this.steps = steps;
        this.settings = settings;
        this.reader = new RecordReader<>(settings, JobCodec::decode);
        this.tail = new Tail<>(settings, reader);
    }

    @Override
    public int partitions() {
        return settings.partitions();
    }

    @Override
    public long append(int partition, Job job) {
        return steps.waiting(
                "jobs append", () -> appender().append(partition, job.id().getBytes(UTF_8), JobCodec.encode(job)));
    }

    @Override
    public List<Entry> await(int partition, long from, int limit) {
        return steps.waiting(
                "jobs read",
                () -> tail.await(partition, from, limit).stream()
                        .map(stored -> new Entry(stored.offset(), stored.content()))
                        .toList());
    }

    @Override
    public long end(int partition) {
        return steps.waiting("jobs end", () -> reader.end(partition));
    }

    @Override
    public long committed(String group, int partition) {
        return steps.waiting("jobs committed", () -> group(group).committed(partition));
    }

    @Override
    public void commit(String group, int partition, long next) {
        steps.waiting("jobs commit", () -> group(group).commit(partition, next));
    }

    @Override
    public synchronized void close() {
        tail.close();
        if (appender != null) {
            appender.close();
        }
        groups.values().forEach(GroupOffsets::close);
        reader.close();
    }

    private synchronized Appender appender() {
        if (appender == null) {
            appender = new Appender(settings);
        }
        return appender;
    }

    private GroupOffsets group(String group) {
        return groups.computeIfAbsent(group, name -> new GroupOffsets(settings, settings.groupPrefix() + name));
    }
}
