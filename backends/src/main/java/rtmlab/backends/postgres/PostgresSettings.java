package rtmlab.backends.postgres;

import java.time.Duration;

/**
 * Which database, and how a node talks to it.
 *
 * @param connections at most so many at once: each node is a process of its own, and PostgreSQL counts them all
 * @param timeout how long a call waits for a connection; and in whole seconds, rounded up, how long PostgreSQL may be
 *     silent before the connection is given up
 */
public record PostgresSettings(String jdbcUrl, String user, String password, int connections, Duration timeout) {

    public PostgresSettings {
        if (connections < 1) {
            throw new IllegalArgumentException("PostgreSQL needs at least one connection, not " + connections);
        }
        if (timeout.toMillis() < 250) {
            throw new IllegalArgumentException(
                    "a connection to PostgreSQL takes up to 250 ms; give it more than " + timeout.toMillis() + " ms");
        }
    }

    /** Up to 4 connections; 2 s. */
    public static PostgresSettings of(String jdbcUrl, String user, String password) {
        return new PostgresSettings(jdbcUrl, user, password, 4, Duration.ofSeconds(2));
    }

    public PostgresSettings withConnections(int connections) {
        return new PostgresSettings(jdbcUrl, user, password, connections, timeout);
    }

    public PostgresSettings withTimeout(Duration timeout) {
        return new PostgresSettings(jdbcUrl, user, password, connections, timeout);
    }
}
