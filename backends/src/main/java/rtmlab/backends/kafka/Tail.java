package rtmlab.backends.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import rtmlab.protocol.port.NotDone;

/**
 * The newest records of the partitions that this node follows, for all who wait for the next one.
 *
 * <p>One consumer follows them all, in a thread of its own: eight followers cost one connection per broker and are
 * woken the moment that a fetch comes back. Whoever asks for what is no longer held reads it from Kafka.
 */
final class Tail<T> implements AutoCloseable {

    /** The consumer may be so many records ahead of the foremost follower of a partition. */
    private static final int AHEAD = 1_024;

    /** So many records of a partition are held, for those who follow more slowly or read again. */
    private static final int HELD = 2_048;

    private static final Duration POLL = Duration.ofSeconds(10);

    private final LogSettings settings;
    private final RecordReader<T> reader;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Integer, Held<T>> followed = new TreeMap<>();
    private @Nullable Consumer<byte[], byte[]> consumer;
    private boolean closed;

    Tail(LogSettings settings, RecordReader<T> reader) {
        this.settings = settings;
        this.reader = reader;
    }

    /** The records from this offset on, at most so many; waits until there is one, also through a death of Kafka. */
    List<Stored<T>> await(int partition, long from, int limit) {
        while (true) {
            var found = awaitHeld(partition, from, limit);
            if (found.isEmpty()) {
                int count = Math.clamp(reader.end(partition) - from, 0, limit);
                found = reader.read(partition, from, count);
            }
            if (!found.isEmpty()) {
                return found;
            }
        }
    }

    /** What is held of a partition from this offset on, without a gap, at most so many. */
    List<Stored<T>> held(int partition, long from, int limit) {
        lock.lock();
        try {
            var held = followed.get(partition);
            return held == null || from < held.first ? List.of() : held.from(from, limit);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            wakeConsumer();
            followed.values().forEach(held -> held.fail("this node's log is closed"));
        } finally {
            lock.unlock();
        }
    }

    /** Waits; comes back empty when the records from this offset on are older than all that is held. */
    private List<Stored<T>> awaitHeld(int partition, long from, int limit) {
        lock.lock();
        try {
            var held = follow(partition, from);
            while (from >= held.first) {
                var found = held.from(from, limit);
                if (!found.isEmpty()) {
                    return found;
                }
                held.requireSound();
                held.grown.awaitUninterruptibly();
            }
            return List.of();
        } finally {
            lock.unlock();
        }
    }

    private Held<T> follow(int partition, long from) {
        if (closed) {
            throw new NotDone("this node's log is closed");
        }
        var held = followed.get(partition);
        if (held == null) {
            startOrWakeConsumer();
            held = new Held<>(partition, from, lock.newCondition());
            followed.put(partition, held);
        }
        held.wanted = Math.max(held.wanted, from);
        if (held.paused && held.ahead() < AHEAD / 2) {
            wakeConsumer();
        }
        return held;
    }

    private void startOrWakeConsumer() {
        if (consumer != null) {
            consumer.wakeup();
            return;
        }
        var started = Consumers.open(ClientProperties.tail(settings));
        consumer = started;
        Thread.ofPlatform().name("log tail").daemon(true).start(() -> run(started));
    }

    private void wakeConsumer() {
        if (consumer != null) {
            consumer.wakeup();
        }
    }

    private void run(Consumer<byte[], byte[]> mine) {
        try {
            while (arrange(mine)) {
                poll(mine);
            }
            giveUp("this node's log is closed");
        } catch (RuntimeException e) {
            giveUp("the log cannot be followed: " + e);
        } finally {
            Consumers.close(mine);
        }
    }

    private void poll(Consumer<byte[], byte[]> mine) {
        try {
            try {
                hold(fetch(mine));
            } catch (OffsetOutOfRangeException e) {
                e.partitions().forEach(where -> goOnFromTheEnd(mine, where));
            }
        } catch (WakeupException _) {
            // Somebody follows another partition, has caught up, or closes.
        }
    }

    private List<Stored<T>> fetch(Consumer<byte[], byte[]> mine) {
        var fetched = mine.poll(POLL);
        var records = new ArrayList<Stored<T>>(fetched.count());
        fetched.forEach(record -> records.add(reader.decoded(record)));
        return records;
    }

    /** Follows what is to be followed, as fast as it is wanted; false when it is over. */
    private boolean arrange(Consumer<byte[], byte[]> mine) {
        lock.lock();
        try {
            if (closed) {
                return false;
            }
            var assigned = Set.copyOf(mine.assignment());
            if (assigned.size() < followed.size()) {
                mine.assign(followed.values().stream().map(this::place).toList());
                followed.values().stream()
                        .filter(held -> !assigned.contains(place(held)))
                        .forEach(held -> mine.seek(place(held), held.next));
            }
            for (var held : followed.values()) {
                if (!held.paused && held.ahead() >= AHEAD) {
                    mine.pause(List.of(place(held)));
                    held.paused = true;
                } else if (held.paused && held.ahead() < AHEAD / 2) {
                    mine.resume(List.of(place(held)));
                    held.paused = false;
                }
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void hold(List<Stored<T>> records) {
        lock.lock();
        try {
            for (var record : records) {
                Objects.requireNonNull(followed.get(record.partition())).add(record);
            }
        } finally {
            lock.unlock();
        }
    }

    /** An election has taken back records that we hold or were about to read: possible where acks=all is off. */
    private void goOnFromTheEnd(Consumer<byte[], byte[]> mine, TopicPartition where) {
        long end = Objects.requireNonNull(mine.endOffsets(List.of(where)).get(where));
        mine.seek(where, end);
        lock.lock();
        try {
            Objects.requireNonNull(followed.get(where.partition())).restart(end);
        } finally {
            lock.unlock();
        }
    }

    /** Those who wait learn why; the next who comes starts anew. */
    private void giveUp(String reason) {
        lock.lock();
        try {
            consumer = null;
            followed.values().forEach(held -> held.fail(reason));
            followed.clear();
        } finally {
            lock.unlock();
        }
    }

    private TopicPartition place(Held<T> held) {
        return new TopicPartition(settings.topic(), held.partition);
    }

    /** What is held of one partition: everything from {@code first} up to before {@code next}. */
    private static final class Held<T> {
        final int partition;
        final Condition grown;
        final TreeMap<Long, Stored<T>> records = new TreeMap<>();
        long first;
        long next;
        long wanted;
        boolean paused;
        private String failure = "";

        Held(int partition, long first, Condition grown) {
            this.partition = partition;
            this.grown = grown;
            restart(first);
        }

        void restart(long from) {
            records.clear();
            first = from;
            next = from;
            wanted = 0;
            grown.signalAll();
        }

        void add(Stored<T> record) {
            records.put(record.offset(), record);
            next = record.offset() + 1;
            while (records.size() > HELD && records.firstKey() < wanted) {
                first = records.pollFirstEntry().getKey() + 1;
            }
            grown.signalAll();
        }

        List<Stored<T>> from(long offset, int limit) {
            return records.tailMap(offset).values().stream().limit(limit).toList();
        }

        long ahead() {
            return next - Math.max(wanted, first);
        }

        void fail(String reason) {
            failure = reason;
            grown.signalAll();
        }

        void requireSound() {
            if (!failure.isEmpty()) {
                throw new NotDone(failure);
            }
        }
    }
}
