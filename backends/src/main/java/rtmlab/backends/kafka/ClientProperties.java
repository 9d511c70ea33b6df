package rtmlab.backends.kafka;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** How our Kafka clients are set up. */
final class ClientProperties {

    private static final int MAX_IN_FLIGHT_PARTITION_BYTES = 256 << 10;

    private ClientProperties() {}

    static Map<String, Object> admin(LogSettings settings) {
        var properties = common(settings);
        // Creating a topic may wait for a cluster that is only just coming together.
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 30_000);
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        return properties;
    }

    static Map<String, Object> producer(LogSettings settings) {
        var properties = common(settings);
        properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        properties.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        // Idempotence lets the broker drop what the producer's own retries repeat; it demands acks=all.
        properties.put(ProducerConfig.ACKS_CONFIG, settings.acksAll() ? "all" : "1");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, settings.acksAll());
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis(settings));
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, (long) millis(settings));
        properties.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 8L << 20);
        return properties;
    }

    /** For reads here and there: the broker answers at once, whatever it has. */
    static Map<String, Object> randomAccess(LogSettings settings) {
        var properties = consumer(settings);
        // The consumer fetches ahead, and while a fetch waits at the broker, all else on that connection waits too.
        properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 0);
        return properties;
    }

    /** For following: the broker answers when there is something, and every so often so that partitions can be added. */
    static Map<String, Object> tail(LogSettings settings) {
        var properties = consumer(settings);
        properties.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
        properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 100);
        return properties;
    }

    static Map<String, Object> group(LogSettings settings, String group) {
        var properties = consumer(settings);
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        return properties;
    }

    private static Map<String, Object> consumer(LogSettings settings) {
        var properties = common(settings);
        properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis(settings));
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        // What cannot be read is an error, never a silent jump.
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, MAX_IN_FLIGHT_PARTITION_BYTES);
        return properties;
    }

    private static Map<String, Object> common(LogSettings settings) {
        var properties = new HashMap<String, Object>();
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        // A broker that is silent for that long is given up, so that another attempt fits into the timeout.
        properties.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, millis(settings) * 2 / 3);
        properties.put(CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, (long) millis(settings) / 3);
        properties.put(CommonClientConfigs.RECONNECT_BACKOFF_MS_CONFIG, 20L);
        properties.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 200L);
        properties.put(CommonClientConfigs.RETRY_BACKOFF_MS_CONFIG, 10L);
        properties.put(CommonClientConfigs.RETRY_BACKOFF_MAX_MS_CONFIG, 100L);
        // Nobody looks at these, and they cost time at the start.
        properties.put(CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG, "");
        properties.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
        return properties;
    }

    private static int millis(LogSettings settings) {
        return Math.toIntExact(settings.timeout().toMillis());
    }
}
