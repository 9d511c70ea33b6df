package rtmlab.backends.redis;

import java.time.Duration;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionPool;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import rtmlab.protocol.port.MaybeDone;
import rtmlab.protocol.port.NotDone;

/** A node's connections to Redis: they come and go as they are needed, and tell what is known when one breaks. */
final class RedisConnections implements AutoCloseable {

    private final RedisSettings settings;
    private final ConnectionPool pool;

    /** @param longestBlock how long Redis may hold back the answer to a command that blocks */
    RedisConnections(RedisSettings settings, Duration longestBlock) {
        this.settings = settings;
        int timeoutMillis = Math.toIntExact(settings.timeout().toMillis());
        var client = DefaultJedisClientConfig.builder()
                .password(settings.password().isEmpty() ? null : settings.password())
                .resp2()
                .clientSetInfoConfig(ClientSetInfoConfig.DISABLED)
                .connectionTimeoutMillis(timeoutMillis)
                .socketTimeoutMillis(timeoutMillis)
                .blockingSocketTimeoutMillis(timeoutMillis + Math.toIntExact(longestBlock.toMillis()))
                .build();
        var config = new ConnectionPoolConfig();
        config.setMaxTotal(settings.connections());
        config.setMaxIdle(settings.connections());
        config.setMaxWait(settings.timeout());
        config.setJmxEnabled(false);
        pool = new ConnectionPool(new HostAndPort(settings.host(), settings.port()), client, config);
    }

    /** A command that changes nothing: when it fails, nothing was done. */
    <T> T read(CommandObject<T> command) {
        try {
            return execute(command);
        } catch (MaybeDone e) {
            throw new NotDone("Redis did not answer: " + e.getMessage());
        }
    }

    /** A command that changes something: when its connection breaks, nobody knows whether it has. */
    <T> T write(CommandObject<T> command) {
        return execute(command);
    }

    @Override
    public void close() {
        pool.close();
    }

    private <T> T execute(CommandObject<T> command) {
        try (var connection = connect()) {
            return connection.executeCommand(command);
        } catch (JedisDataException e) {
            throw new NotDone("Redis refuses: " + e.getMessage());
        } catch (JedisConnectionException e) {
            // What broke this connection has broken those that lie idle, too: nobody else shall stumble over them.
            pool.clear();
            throw new MaybeDone("the connection to Redis broke: " + e.getMessage());
        }
    }

    private Connection connect() {
        try {
            return pool.getResource();
        } catch (JedisException e) {
            throw new NotDone(
                    "no connection to Redis at " + settings.host() + ":" + settings.port() + ": " + e.getMessage());
        }
    }
}
