package rtmlab.backends.redis;

import java.time.Duration;

/**
 * Where Redis is, and how a node talks to it.
 *
 * @param password empty where Redis asks for none
 * @param prefix what the names of all our keys begin with, where others have keys in this Redis, too
 * @param connections at most so many at once; every task that waits for a job has one to itself
 * @param timeout how long Redis may be silent, and how long a call waits for a free connection
 */
public record RedisSettings(String host, int port, String password, String prefix, int connections, Duration timeout) {

    public RedisSettings {
        if (connections < 1) {
            throw new IllegalArgumentException("Redis needs at least one connection, not " + connections);
        }
        if (timeout.toMillis() < 1) {
            throw new IllegalArgumentException("Redis cannot answer within " + timeout);
        }
    }

    /** Up to 64 connections; 2 s. */
    public static RedisSettings of(String host, int port) {
        return new RedisSettings(host, port, "", "", 64, Duration.ofSeconds(2));
    }

    public RedisSettings withPassword(String password) {
        return new RedisSettings(host, port, password, prefix, connections, timeout);
    }

    public RedisSettings withPrefix(String prefix) {
        return new RedisSettings(host, port, password, prefix, connections, timeout);
    }

    public RedisSettings withConnections(int connections) {
        return new RedisSettings(host, port, password, prefix, connections, timeout);
    }

    public RedisSettings withTimeout(Duration timeout) {
        return new RedisSettings(host, port, password, prefix, connections, timeout);
    }
}
