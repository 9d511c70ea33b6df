package rtmlab.backends.kafka;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import rtmlab.protocol.port.NotDone;

/** Reads here and there in the log, with a few consumers that take turns. */
final class RecordReader<T> implements AutoCloseable {

    private static final int CONSUMERS = 2;
    private static final Duration POLL = Duration.ofMillis(100);

    private final LogSettings settings;
    private final Stored.Decoder<T> decoder;
    private final Semaphore turns = new Semaphore(CONSUMERS, true);
    private final ConcurrentLinkedDeque<Consumer<byte[], byte[]>> idle = new ConcurrentLinkedDeque<>();

    RecordReader(LogSettings settings, Stored.Decoder<T> decoder) {
        this.settings = settings;
        this.decoder = decoder;
    }

    /** Asks the partition's leader, so that it counts every append that was acknowledged before this call. */
    long end(int partition) {
        var where = new TopicPartition(settings.topic(), partition);
        return withConsumer(consumer -> end(consumer, where));
    }

    /** The records from this offset on, exactly so many: the log must be known to have them. */
    List<Stored<T>> read(int partition, long from, int count) {
        if (count == 0) {
            return List.of();
        }
        var where = new TopicPartition(settings.topic(), partition);
        return withConsumer(consumer -> read(consumer, where, from, count));
    }

    @Override
    public void close() {
        turns.acquireUninterruptibly(CONSUMERS);
        for (var consumer = idle.poll(); consumer != null; consumer = idle.poll()) {
            Consumers.close(consumer);
        }
    }

    private static long end(Consumer<byte[], byte[]> consumer, TopicPartition where) {
        moveTo(consumer, where);
        var end = consumer.endOffsets(List.of(where)).get(where);
        if (end == null) {
            throw new NotDone("Kafka knows no end of " + where);
        }
        return end;
    }

    private List<Stored<T>> read(Consumer<byte[], byte[]> consumer, TopicPartition where, long from, int count) {
        moveTo(consumer, where);
        consumer.seek(where, from);
        var records = new ArrayList<Stored<T>>(count);
        long deadline = System.nanoTime() + settings.timeout().toNanos();
        while (records.size() < count) {
            if (System.nanoTime() > deadline) {
                throw new NotDone("Kafka has not answered a read of " + where + " within " + settings.timeout());
            }
            for (var record : consumer.poll(POLL)) {
                if (records.size() < count) {
                    records.add(decoded(record));
                }
            }
        }
        return List.copyOf(records);
    }

    private static void moveTo(Consumer<byte[], byte[]> consumer, TopicPartition where) {
        if (!consumer.assignment().contains(where)) {
            consumer.assign(List.of(where));
        }
    }

    Stored<T> decoded(ConsumerRecord<byte[], byte[]> record) {
        try {
            return new Stored<>(record.partition(), record.offset(), decoder.decode(record.value()));
        } catch (IOException | RuntimeException e) {
            throw new NotDone("not a record of ours: " + record.topic() + "-" + record.partition() + " at offset "
                    + record.offset() + ": " + e.getMessage());
        }
    }

    /** A read has no effect: whatever goes wrong, nothing was done. */
    private <R> R withConsumer(Function<Consumer<byte[], byte[]>, R> call) {
        turns.acquireUninterruptibly();
        @Nullable Consumer<byte[], byte[]> consumer = null;
        try {
            consumer = idle.poll();
            if (consumer == null) {
                consumer = Consumers.open(ClientProperties.randomAccess(settings));
            }
            return call.apply(consumer);
        } catch (KafkaException e) {
            throw new NotDone("the log cannot be read: " + e);
        } finally {
            if (consumer != null) {
                idle.push(consumer);
            }
            turns.release();
        }
    }
}
