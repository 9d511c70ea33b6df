package rtmlab.backends.kafka;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import rtmlab.protocol.port.NotDone;

/** What is done alike with all of our consumers. */
final class Consumers {

    private Consumers() {}

    static Consumer<byte[], byte[]> open(Map<String, Object> properties) {
        try {
            return new KafkaConsumer<>(properties);
        } catch (KafkaException e) {
            throw new NotDone("there is no such Kafka: " + e.getCause());
        }
    }

    /** There is nothing to say good-bye to: none of them has joined a group. */
    static void close(Consumer<?, ?> consumer) {
        consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
}
