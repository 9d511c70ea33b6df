package rtmlab.backends.postgres;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.util.Set;
import java.util.function.Function;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import rtmlab.protocol.port.CallFailed;
import rtmlab.protocol.port.MaybeDone;
import rtmlab.protocol.port.NotDone;

/**
 * A node's connections to one database, and what is known when a statement fails.
 *
 * <p>Every call of the ports is one statement, and so a transaction of its own. READ COMMITTED is enough for that: what
 * must hold between two statements that run at once is held by unique indexes, which hold at every level; a stricter
 * level would only add failures to repeat.
 */
public final class Postgres implements AutoCloseable {

    /**
     * Classes of SQLSTATE with which PostgreSQL answers a statement that it has rolled back: bad data, a constraint, a
     * deadlock, no such table, no memory …
     */
    private static final Set<String> ROLLED_BACK =
            Set.of("0A", "21", "22", "23", "25", "40", "42", "44", "53", "54", "55");

    /** Those of them that are about the data: bad data, a constraint, more than an index can hold. */
    private static final Set<String> REFUSED_FOR_GOOD = Set.of("22", "23", "54");

    private static final String UNIQUE_VIOLATION = "23505";
    private static final String COMPLETION_UNKNOWN = "40003";

    private final PostgresSettings settings;
    private final HikariDataSource pool;
    private final Jdbi jdbi;

    /** Connects with the first statement. */
    public Postgres(PostgresSettings settings) {
        this.settings = settings;
        this.pool = pool(settings);
        this.jdbi = Jdbi.create(pool);
        jdbi.registerArrayType(String.class, "text");
        jdbi.registerArrayType(Long.class, "bigint");
    }

    /** A statement that changes nothing: when it fails, nothing was done. */
    <T> T read(Function<Handle, T> statement) {
        try {
            return write(statement);
        } catch (MaybeDone e) {
            throw new NotDone(String.valueOf(e.getMessage()));
        }
    }

    /** A statement that changes something. */
    <T> T write(Function<Handle, T> statement) {
        try (var handle = open()) {
            return statement.apply(handle);
        } catch (JdbiException e) {
            throw failure(e);
        }
    }

    @Override
    public void close() {
        pool.close();
    }

    private Handle open() {
        try {
            return jdbi.open();
        } catch (ConnectionException e) {
            throw new NotDone("no connection to " + settings.jdbcUrl() + ": " + reason(e));
        }
    }

    private CallFailed failure(JdbiException e) {
        var state = sqlState(e);
        if (state.length() == 5 && ROLLED_BACK.contains(state.substring(0, 2)) && !state.equals(COMPLETION_UNKNOWN)) {
            var sentence = "PostgreSQL refuses: " + reason(e);
            return REFUSED_FOR_GOOD.contains(state.substring(0, 2)) ? NotDone.forGood(sentence) : new NotDone(sentence);
        }
        // What broke this connection has broken those that lie idle, too: nobody else shall stumble over them.
        pool.getHikariPoolMXBean().softEvictConnections();
        return new MaybeDone("PostgreSQL did not confirm: " + reason(e));
    }

    /** Whether a statement has failed because there may be one such row, and there is. */
    static boolean isTaken(JdbiException e) {
        return sqlState(e).equals(UNIQUE_VIOLATION);
    }

    private static String sqlState(Throwable e) {
        for (@Nullable Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState();
            }
        }
        return "";
    }

    private static String reason(Throwable e) {
        var cause = e.getCause();
        return String.valueOf(cause == null ? e.getMessage() : cause.getMessage());
    }

    private static HikariDataSource pool(PostgresSettings settings) {
        long timeoutMillis = settings.timeout().toMillis();
        var timeoutSeconds = Long.toString(settings.timeout().plusMillis(999).toSeconds());
        // Made without a configuration, it does nothing before it is asked for a connection.
        var pool = new HikariDataSource();
        pool.setJdbcUrl(settings.jdbcUrl());
        pool.setUsername(settings.user());
        pool.setPassword(settings.password());
        pool.setMaximumPoolSize(settings.connections());
        pool.setMinimumIdle(1);
        pool.setConnectionTimeout(timeoutMillis);
        pool.setValidationTimeout(Math.max(250, timeoutMillis / 2));
        // A node may start before its database, and outlive it.
        pool.setInitializationFailTimeout(-1);
        pool.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        pool.addDataSourceProperty("connectTimeout", timeoutSeconds);
        pool.addDataSourceProperty("socketTimeout", timeoutSeconds);
        return pool;
    }
}
