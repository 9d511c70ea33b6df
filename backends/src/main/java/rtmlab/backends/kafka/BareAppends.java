package rtmlab.backends.kafka;

import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import rtmlab.protocol.Post;

/**
 * Appends posts as records of the same bytes and with the same settings as {@link KafkaLog}, but without a node around
 * it, and without waiting for one before the next: what produce-and-acknowledge costs by itself.
 */
public final class BareAppends implements AutoCloseable {

    private final LogSettings settings;
    private final Producer<byte[], byte[]> producer;

    /** Makes the topic where it is missing; it should not be one that nodes use. */
    public BareAppends(LogSettings settings) {
        this.settings = settings;
        Topic.create(settings);
        producer = new KafkaProducer<>(ClientProperties.producer(settings));
    }

    /** Does not wait, unless the producer's buffer is full; {@code told} hears whether it was acknowledged. */
    public void append(Post post, Consumer<Boolean> told) {
        var partition = Math.floorMod(post.channel().hashCode(), settings.partitions());
        var record = new ProducerRecord<>(settings.topic(), partition, PostCodec.key(post), PostCodec.encode(post));
        try {
            var _ = producer.send(record, (_, failure) -> told.accept(failure == null));
        } catch (KafkaException e) {
            told.accept(false);
        }
    }

    /** The length of a post's record, its key apart. */
    public static int recordBytes(Post post) {
        return PostCodec.encode(post).length;
    }

    @Override
    public void close() {
        producer.close();
    }
}
