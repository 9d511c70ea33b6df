package rtmlab.backends.kafka;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import rtmlab.protocol.port.CallFailed;
import rtmlab.protocol.port.MaybeDone;
import rtmlab.protocol.port.NotDone;

/** Appends records, and says honestly what became of those that failed. */
final class Appender implements AutoCloseable {

    private final String topic;
    private final Producer<byte[], byte[]> producer;

    Appender(LogSettings settings) {
        topic = settings.topic();
        try {
            producer = new KafkaProducer<>(ClientProperties.producer(settings));
        } catch (KafkaException e) {
            throw new NotDone("there is no such Kafka: " + e.getCause());
        }
    }

    /** Returns the offset. */
    long append(int partition, byte[] key, byte[] value) {
        var record = new ProducerRecord<>(topic, partition, key, value);
        var ack = new Ack();
        try {
            // The answer comes to the callback.
            var _ = producer.send(record, ack);
        } catch (KafkaException | IllegalStateException e) {
            // Closed, interrupted, or broken in a way that says nothing about this record.
            throw new MaybeDone("the append failed: " + e);
        }
        return ack.offset();
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }

    /** The broker's answer to one append, or what stood in its way. */
    private static final class Ack implements Callback {

        private final long caller = Thread.currentThread().threadId();
        private final CompletableFuture<RecordMetadata> answer = new CompletableFuture<>();

        @Override
        public void onCompletion(@Nullable RecordMetadata metadata, @Nullable Exception failure) {
            if (failure != null) {
                answer.completeExceptionally(wasQueued() ? afterQueueing(failure) : beforeQueueing(failure));
            } else if (metadata == null || !metadata.hasOffset()) {
                // The broker knows it as a repeat, too old for it to remember where the first one went.
                answer.completeExceptionally(new MaybeDone("the record was appended, but nobody can say where"));
            } else {
                answer.complete(metadata);
            }
        }

        long offset() {
            try {
                return answer.join().offset();
            } catch (CompletionException e) {
                throw e.getCause() instanceof CallFailed failed ? failed : e;
            }
        }

        /** What fails before the record is queued is told by the caller's own thread, inside {@code send}. */
        private boolean wasQueued() {
            return Thread.currentThread().threadId() != caller;
        }

        private static CallFailed beforeQueueing(Exception failure) {
            return switch (failure) {
                // No metadata within the time, no room in the buffer, too large: it never left this process.
                case TimeoutException e -> new NotDone("Kafka cannot be reached: " + e.getMessage());
                case RecordTooLargeException e -> new NotDone("Kafka takes no such record: " + e.getMessage());
                case InvalidTopicException e -> new NotDone("Kafka knows no such topic: " + e.getMessage());
                default -> new MaybeDone("the append failed: " + failure);
            };
        }

        /**
         * From here on the producer may have sent the record, more than once and to more than one leader: an error
         * answers the last attempt only, and a record in a broker's socket may yet be appended after our timeout.
         * Certain are just those errors that every attempt must have met.
         */
        private static CallFailed afterQueueing(Exception failure) {
            return switch (failure) {
                case RecordTooLargeException e -> new NotDone("Kafka takes no such record: " + e.getMessage());
                case InvalidRecordException e -> new NotDone("Kafka takes no such record: " + e.getMessage());
                default -> new MaybeDone("the append was not acknowledged: " + failure);
            };
        }
    }
}
