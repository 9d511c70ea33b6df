package rtmlab.backends.postgres;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** How many transactions a database has seen: each call of our ports is one. */
public final class TransactionCount implements AutoCloseable {

    private final Handle handle;

    public TransactionCount(PostgresSettings settings) {
        handle = Jdbi.open(settings.jdbcUrl(), settings.user(), settings.password());
    }

    /** By the database's own count; a session that idles may keep to itself for ten seconds what it did last. */
    public long now() {
        return handle.createQuery("SELECT xact_commit + xact_rollback FROM pg_stat_database"
                        + " WHERE datname = current_database()")
                .mapTo(Long.class)
                .one();
    }

    @Override
    public void close() {
        handle.close();
    }
}
