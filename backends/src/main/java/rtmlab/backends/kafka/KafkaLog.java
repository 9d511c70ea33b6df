package rtmlab.backends.kafka;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import rtmlab.backends.runtime.Steps;
import rtmlab.protocol.LogRecord;
import rtmlab.protocol.Post;
import rtmlab.protocol.port.EventLog;

/**
 * One Kafka topic as the durable log.
 *
 * <p>What a node does not use, it does not pay for: the producer and the consumers come to be with the first call that
 * needs them.
 */
public final class KafkaLog implements EventLog, AutoCloseable {

    private final Steps steps;
    private final LogSettings settings;
    private final RecordReader<Post> reader;
    private final Tail<Post> tail;
    private final ConcurrentMap<String, GroupOffsets> groups = new ConcurrentHashMap<>();
    private @Nullable Appender appender;

    public KafkaLog(Steps steps, LogSettings settings) {
        this.steps = steps;
        this.settings = settings;
        this.reader = new RecordReader<>(settings, PostCodec::decode);
        this.tail = new Tail<>(settings, reader);
    }

    /** Makes the topic where it is missing, on three brokers where there are as many, and waits until it can be used. */
    public static void create(LogSettings settings) {
        Topic.create(settings);
    }

    @Override
    public int partitions() {
        return settings.partitions();
    }

    @Override
    public LogRecord append(Post post) {
        return steps.waiting("log append", () -> {
            var partition = partitionOf(post.channel());
            var offset = appender().append(partition, PostCodec.key(post), PostCodec.encode(post));
            return new LogRecord(partition, offset, post);
        });
    }

    @Override
    public List<LogRecord> read(int partition, long from, int limit) {
        requireRange(partition, from, limit);
        return steps.waiting("log read", () -> {
            var held = tail.held(partition, from, limit);
            if (held.size() == limit) {
                return records(held);
            }
            // Held may be less than there is: what was acknowledged a moment ago counts, too.
            int count = Math.clamp(reader.end(partition) - from, 0, limit);
            return records(held.size() == count ? held : reader.read(partition, from, count));
        });
    }

    @Override
    public List<LogRecord> await(int partition, long from, int limit) {
        requireRange(partition, from, limit);
        if (limit == 0) {
            throw new IllegalArgumentException("no read of at most 0 records ever holds one");
        }
        return steps.waiting("log read", () -> records(tail.await(partition, from, limit)));
    }

    @Override
    public long end(int partition) {
        return steps.waiting("log end", () -> reader.end(partition));
    }

    @Override
    public long committed(String group, int partition) {
        return steps.waiting("log committed", () -> group(group).committed(partition));
    }

    @Override
    public void commit(String group, int partition, long next) {
        steps.waiting("log commit", () -> group(group).commit(partition, next));
    }

    /** Ends all connections; an append that waits is {@code MaybeDone}. */
    @Override
    public synchronized void close() {
        tail.close();
        if (appender != null) {
            appender.close();
        }
        groups.values().forEach(GroupOffsets::close);
        reader.close();
    }

    private static List<LogRecord> records(List<Stored<Post>> stored) {
        return stored.stream()
                .map(record -> new LogRecord(record.partition(), record.offset(), record.content()))
                .toList();
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

    private void requireRange(int partition, long from, int limit) {
        Objects.checkIndex(partition, settings.partitions());
        if (from < 0 || limit < 0) {
            throw new IllegalArgumentException("a read of at most " + limit + " records from offset " + from);
        }
    }
}
