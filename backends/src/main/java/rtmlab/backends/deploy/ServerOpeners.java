package rtmlab.backends.deploy;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import rtmlab.backends.disk.LocalDisk;
import rtmlab.backends.kafka.KafkaJobLog;
import rtmlab.backends.kafka.KafkaLog;
import rtmlab.backends.kafka.LogSettings;
import rtmlab.backends.launch.ServerAddresses;
import rtmlab.backends.postgres.Postgres;
import rtmlab.backends.postgres.PostgresDirectory;
import rtmlab.backends.postgres.PostgresMessageStore;
import rtmlab.backends.postgres.PostgresNotifications;
import rtmlab.backends.postgres.PostgresRegistry;
import rtmlab.backends.postgres.PostgresSearch;
import rtmlab.backends.postgres.PostgresSettings;
import rtmlab.backends.postgres.Schema;
import rtmlab.backends.redis.RedisJobQueue;
import rtmlab.backends.redis.RedisKeyValues;
import rtmlab.backends.redis.RedisSettings;
import rtmlab.backends.runtime.ServerPorts.Openers;

/** How a process of ours reaches the servers, and how they are prepared for the first one. */
public final class ServerOpeners {

    private static final String MESSAGES = "messages";

    /** The topic of jobs that did not come as messages. */
    private static final String JOBS = "jobs";

    private ServerOpeners() {}

    /** Creates the topic and the tables that are missing; the topic as {@link #of} will use it. */
    public static void prepare(ServerAddresses servers, boolean acksAll) {
        KafkaLog.create(log(servers).withAcksAll(acksAll));
        KafkaLog.create(log(servers).withTopic(servers.prefix() + JOBS).withAcksAll(acksAll));
        Schema.create(database(servers));
    }

    /**
     * For one host: opens each port when it is first used, and one connection pool to PostgreSQL for all its ports.
     *
     * @param acksAll whether an append is acknowledged only when every in-sync replica has it
     */
    public static Openers of(ServerAddresses servers, Path diskFolder, boolean acksAll) {
        return of(servers, log(servers).withAcksAll(acksAll), servers.prefix() + JOBS, diskFolder);
    }

    /** As {@link #of}, with a log of its own, so that nobody works on what is only an exercise. */
    static Openers forTraining(ServerAddresses servers, Path diskFolder) {
        var log = log(servers).withTopic(servers.prefix() + "training").withPartitions(1);
        KafkaLog.create(log);
        return of(servers, log, log.topic(), diskFolder);
    }

    private static Openers of(ServerAddresses servers, LogSettings log, String jobs, Path diskFolder) {
        var postgres = new SharedPostgres(database(servers));
        return Openers.none()
                .andClose(postgres)
                .withLog(steps -> new KafkaLog(steps, log))
                .withRedis(steps -> new RedisKeyValues(steps, redis(servers)))
                .withJobs(steps -> new KafkaJobLog(steps, log.withTopic(jobs)))
                .withQueue(steps -> new RedisJobQueue(steps, redis(servers)))
                .withNotifications(steps -> new PostgresNotifications(steps, postgres.get()))
                .withMessages(steps -> new PostgresMessageStore(steps, postgres.get()))
                .withSearch(steps -> new PostgresSearch(steps, postgres.get()))
                .withDirectory(steps -> new PostgresDirectory(steps, postgres.get()))
                .withRegistry(steps -> new PostgresRegistry(steps, postgres.get()))
                .withDisk(steps -> new LocalDisk(steps, diskFolder));
    }

    private static LogSettings log(ServerAddresses servers) {
        return LogSettings.of(servers.kafkaBootstrap())
                .withTopic(servers.prefix() + MESSAGES)
                .withLayout(servers.topics())
                .withGroupPrefix(servers.prefix());
    }

    private static RedisSettings redis(ServerAddresses servers) {
        return RedisSettings.of(servers.redisHost(), servers.redisPort())
                .withPassword(servers.redisPassword())
                .withPrefix(servers.prefix());
    }

    private static PostgresSettings database(ServerAddresses servers) {
        return PostgresSettings.of(servers.jdbcUrl(), servers.databaseUser(), servers.databasePassword());
    }

    private static final class SharedPostgres implements AutoCloseable {
        private final PostgresSettings settings;
        private @Nullable Postgres opened;

        SharedPostgres(PostgresSettings settings) {
            this.settings = settings;
        }

        synchronized Postgres get() {
            if (opened == null) {
                opened = new Postgres(settings);
            }
            return opened;
        }

        @Override
        public synchronized void close() {
            if (opened != null) {
                opened.close();
            }
        }
    }
}
