package rtmlab.backends.launch;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.RedisClient;

/** What tests do with the servers. */
public final class ServerUse implements AutoCloseable {

    private final Map<String, Object> kafka;
    private final RedisClient redis;
    private final Connection database;

    public ServerUse(ServerAddresses addresses) throws SQLException {
        kafka = Map.of("bootstrap.servers", addresses.kafkaBootstrap());
        redis = RedisClient.create(addresses.redisHost(), addresses.redisPort());
        database = DriverManager.getConnection(
                addresses.jdbcUrl(), addresses.databaseUser(), addresses.databasePassword());
    }

    public void createTopic(String name, int replicas) throws Exception {
        try (var admin = Admin.create(kafka)) {
            admin.createTopics(List.of(new NewTopic(name, 1, (short) replicas)))
                    .all()
                    .get();
        }
    }

    public void append(String topic, String text) throws Exception {
        try (var producer = new KafkaProducer<>(kafka, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, text)).get();
        }
    }

    /** All that is in the topic's one partition. */
    public List<String> log(String topic) {
        try (var consumer = new KafkaConsumer<>(kafka, new StringDeserializer(), new StringDeserializer())) {
            var partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            return read(consumer, consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L));
        }
    }

    public List<String> logAsGroup(String topic, String group) {
        var settings = Map.<String, Object>of(
                "bootstrap.servers",
                String.valueOf(kafka.get("bootstrap.servers")),
                "group.id",
                group,
                "auto.offset.reset",
                "earliest");
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(topic));
            var partition = new TopicPartition(topic, 0);
            var texts = read(consumer, consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L));
            consumer.commitSync();
            return texts;
        }
    }

    public void set(String key, String value) {
        redis.set(key, value);
    }

    @Nullable
    public String get(String key) {
        return redis.get(key);
    }

    public void execute(String sql) throws SQLException {
        try (var statement = database.createStatement()) {
            statement.execute(sql);
        }
    }

    public List<String> select(String sql) {
        try (var statement = database.createStatement();
                var found = statement.executeQuery(sql)) {
            var rows = new ArrayList<String>();
            while (found.next()) {
                rows.add(Optional.ofNullable(found.getString(1)).orElse(""));
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    @Override
    public void close() throws SQLException {
        redis.close();
        database.close();
    }

    private static List<String> read(KafkaConsumer<String, String> consumer, long records) {
        var texts = new ArrayList<String>();
        while (texts.size() < records) {
            consumer.poll(Duration.ofMillis(100)).forEach(record -> texts.add(record.value()));
        }
        return texts;
    }
}
