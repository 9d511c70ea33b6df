package rtmlab.backends.launch;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisException;

/** Connections to servers by their addresses alone, for whoever prepares them or tidies up; each failure is a sentence. */
public final class Reach {

    private static final int WITHIN_MILLIS = 8_000;

    private Reach() {}

    /** How many brokers answer; throws {@link LaunchFailure} when none does. */
    public static int brokers(String bootstrap, Duration within) {
        requireSomebody(bootstrap);
        try (var admin = admin(bootstrap, within)) {
            return admin.describeCluster().nodes().get().size();
        } catch (ExecutionException | KafkaException e) {
            throw new LaunchFailure("no Kafka answers at " + bootstrap + ": " + reason(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LaunchFailure("interrupted while looking for Kafka at " + bootstrap, e);
        }
    }

    /** Kafka's client would try for long, and complain of each try; somebody who listens at all is found at once. */
    private static void requireSomebody(String bootstrap) {
        var failures = new ArrayList<String>();
        for (var broker : bootstrap.split(",", -1)) {
            var colon = broker.lastIndexOf(':');
            var address =
                    new InetSocketAddress(broker.substring(0, colon), Integer.parseInt(broker.substring(colon + 1)));
            try (var socket = new Socket()) {
                socket.connect(address, WITHIN_MILLIS);
                return;
            } catch (IOException e) {
                failures.add(address.isUnresolved() ? "unknown host" : String.valueOf(e.getMessage()));
            }
        }
        throw new LaunchFailure("no Kafka answers at " + bootstrap + ": " + String.join(", ", failures));
    }

    /**
     * For whoever creates, looks and deletes.
     *
     * @param within how long each call keeps trying
     */
    public static Admin admin(String bootstrap, Duration within) {
        int millis = Math.toIntExact(within.toMillis());
        return Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                millis,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                millis / 2,
                AdminClientConfig.METRIC_REPORTER_CLASSES_CONFIG,
                "",
                AdminClientConfig.ENABLE_METRICS_PUSH_CONFIG,
                false));
    }

    /** Throws {@link LaunchFailure} when Redis does not answer, or wants another password. */
    public static void redis(ServerAddresses servers) {
        try (var client = redisClient(servers)) {
            client.ping();
        } catch (JedisException e) {
            throw new LaunchFailure(
                    "no Redis answers at " + servers.redisHost() + ":" + servers.redisPort() + ": " + reason(e), e);
        }
    }

    public static RedisClient redisClient(ServerAddresses servers) {
        var config = new ConnectionPoolConfig();
        config.setJmxEnabled(false);
        var client = DefaultJedisClientConfig.builder()
                .password(servers.redisPassword().isEmpty() ? null : servers.redisPassword())
                .timeoutMillis(WITHIN_MILLIS)
                .build();
        return RedisClient.builder()
                .hostAndPort(new HostAndPort(servers.redisHost(), servers.redisPort()))
                .clientConfig(client)
                .poolConfig(config)
                .build();
    }

    /** What is done on a connection to a database. */
    @FunctionalInterface
    public interface DatabaseWork {
        void run(Statement statement) throws SQLException;
    }

    /** Connects and does this; throws {@link LaunchFailure} when the database does not answer, or refuses. */
    public static void postgres(ServerAddresses servers, DatabaseWork work) {
        var properties = new Properties();
        properties.setProperty("user", servers.databaseUser());
        properties.setProperty("password", servers.databasePassword());
        properties.setProperty("connectTimeout", Integer.toString(WITHIN_MILLIS / 1_000));
        properties.setProperty("socketTimeout", Integer.toString(WITHIN_MILLIS / 1_000));
        try (var connection = DriverManager.getConnection(servers.jdbcUrl(), properties);
                var statement = connection.createStatement()) {
            work.run(statement);
        } catch (SQLException e) {
            var where =
                    servers.jdbcUrl().replaceFirst("^jdbc:postgresql://", "").replaceFirst("\\?.*", "");
            throw new LaunchFailure(
                    "no PostgreSQL serves " + servers.databaseUser() + " at " + where + ": " + reason(e), e);
        }
    }

    /** The innermost cause, in one line: what is around it says only that something went wrong. */
    private static String reason(Throwable failure) {
        var cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage()).replaceAll("\\s+", " ").strip();
    }
}
