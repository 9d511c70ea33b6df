package rtmlab.backends.limit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Response;
import redis.clients.jedis.args.ListDirection;
import rtmlab.backends.kafka.KafkaLog;
import rtmlab.backends.kafka.LogSettings;
import rtmlab.backends.launch.ServerAddresses;

/**
 * Jobs through Kafka and Redis with nothing around them: appended without waiting for one another, read in batches, pushed
 * in pipelines, taken in pipelines, done. No lock, no status, no check for repeats: the limit that any job queue on these
 * servers has above it.
 */
public final class BareJobs {

    private static final String TOPIC = "bare-jobs";
    private static final int PIPELINE = 500;
    private static final Duration POLL = Duration.ofMillis(100);
    private static final byte[] PENDING = "bare:pending".getBytes(UTF_8);
    private static final byte[] IN_FLIGHT = "bare:in-flight".getBytes(UTF_8);

    private final ServerAddresses servers;
    private final LogSettings settings;

    public BareJobs(ServerAddresses servers) {
        this.servers = servers;
        this.settings = LogSettings.of(servers.kafkaBootstrap()).withTopic(TOPIC);
    }

    /** Carries so many jobs of this content from end to end, and returns how long that took. */
    public Duration carry(int jobs, byte[] content) {
        KafkaLog.create(settings);
        var ends = ends();
        var began = System.nanoTime();
        var done = List.of(
                CompletableFuture.runAsync(() -> append(jobs, content), BareJobs::inThread),
                CompletableFuture.runAsync(() -> push(jobs, ends), BareJobs::inThread),
                CompletableFuture.runAsync(() -> take(jobs), BareJobs::inThread));
        done.forEach(CompletableFuture::join);
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private void append(int jobs, byte[] content) {
        try (var producer = new KafkaProducer<byte[], byte[]>(Map.of(
                "bootstrap.servers",
                settings.bootstrapServers(),
                "acks",
                "all",
                "linger.ms",
                5,
                "key.serializer",
                ByteArraySerializer.class,
                "value.serializer",
                ByteArraySerializer.class))) {
            for (var number = 0; number < jobs; number++) {
                var _ = producer.send(new ProducerRecord<>(TOPIC, number % settings.partitions(), null, content));
            }
        }
    }

    private Map<TopicPartition, Long> ends() {
        try (var consumer = consumer()) {
            return consumer.endOffsets(partitions());
        }
    }

    private List<TopicPartition> partitions() {
        return IntStream.range(0, settings.partitions())
                .mapToObj(partition -> new TopicPartition(TOPIC, partition))
                .toList();
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(Map.of(
                "bootstrap.servers",
                settings.bootstrapServers(),
                "enable.auto.commit",
                false,
                "max.poll.records",
                PIPELINE,
                "key.deserializer",
                ByteArrayDeserializer.class,
                "value.deserializer",
                ByteArrayDeserializer.class));
    }

    private void push(int jobs, Map<TopicPartition, Long> from) {
        try (var consumer = consumer();
                var redis = new Jedis(servers.redisHost(), servers.redisPort())) {
            consumer.assign(partitions());
            from.forEach(consumer::seek);
            for (var pushed = 0; pushed < jobs; ) {
                var records = consumer.poll(POLL);
                var pipeline = redis.pipelined();
                records.forEach(record -> pipeline.lpush(PENDING, record.value()));
                pipeline.sync();
                pushed += records.count();
            }
        }
    }

    private void take(int jobs) {
        try (var redis = new Jedis(servers.redisHost(), servers.redisPort())) {
            for (var done = 0; done < jobs; ) {
                var taking = redis.pipelined();
                var taken = new ArrayList<Response<byte[]>>();
                for (var number = 0; number < PIPELINE; number++) {
                    taken.add(taking.lmove(PENDING, IN_FLIGHT, ListDirection.RIGHT, ListDirection.LEFT));
                }
                taking.sync();
                var finishing = redis.pipelined();
                for (var job : taken) {
                    var content = job.get();
                    if (content != null) {
                        finishing.lrem(IN_FLIGHT, -1, content);
                        done++;
                    }
                }
                finishing.sync();
            }
        }
    }

    private static void inThread(Runnable work) {
        Thread.ofPlatform().daemon(true).start(work);
    }
}
