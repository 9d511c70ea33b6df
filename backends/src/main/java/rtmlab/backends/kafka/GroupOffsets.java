package rtmlab.backends.kafka;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import rtmlab.protocol.port.MaybeDone;
import rtmlab.protocol.port.NotDone;

/**
 * How far one group of readers has come, as Kafka keeps it.
 *
 * <p>The group has no members in Kafka's sense: who reads which partition is the architecture's business. Commits that
 * come while one is on its way go together with the next.
 */
final class GroupOffsets implements AutoCloseable {

    private final String topic;
    private final Consumer<byte[], byte[]> consumer;
    private final ReentrantLock turn = new ReentrantLock(true);
    private final Object gathering = new Object();
    private Round next = new Round();

    /** Commits that travel together. */
    private static final class Round {
        final Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        boolean isOver;
        String failure = "";
    }

    GroupOffsets(LogSettings settings, String group) {
        topic = settings.topic();
        consumer = Consumers.open(ClientProperties.group(settings, group));
    }

    long committed(int partition) {
        var where = new TopicPartition(topic, partition);
        turn.lock();
        try {
            var offset = consumer.committed(Set.of(where)).get(where);
            return offset == null ? 0 : offset.offset();
        } catch (KafkaException e) {
            throw new NotDone("the committed offset cannot be read: " + e);
        } finally {
            turn.unlock();
        }
    }

    void commit(int partition, long offset) {
        var mine = join(new TopicPartition(topic, partition), new OffsetAndMetadata(offset));
        turn.lock();
        try {
            if (!mine.isOver) {
                send(mine);
            }
        } finally {
            turn.unlock();
        }
        if (!mine.failure.isEmpty()) {
            throw new MaybeDone("the commit was not acknowledged: " + mine.failure);
        }
    }

    @Override
    public void close() {
        turn.lock();
        try {
            Consumers.close(consumer);
        } finally {
            turn.unlock();
        }
    }

    private Round join(TopicPartition where, OffsetAndMetadata offset) {
        synchronized (gathering) {
            next.offsets.put(where, offset);
            return next;
        }
    }

    private void send(Round round) {
        synchronized (gathering) {
            next = new Round();
        }
        try {
            consumer.commitSync(round.offsets);
        } catch (KafkaException e) {
            round.failure = e.toString();
        } finally {
            round.isOver = true;
        }
    }
}
