package rtmlab.harness.boot;

import java.time.Duration;
import rtmlab.backends.postgres.TransactionCount;

/** The database's count of transactions at a time when all that was done before is in it. */
record QueryCount(long transactions, long atNanos) {

    /** Longer than PostgreSQL keeps what an idle session has counted to itself. */
    private static final Duration STATISTICS_SETTLE = Duration.ofSeconds(11);

    static QueryCount of(TransactionCount database) throws InterruptedException {
        Thread.sleep(STATISTICS_SETTLE);
        return new QueryCount(database.now(), System.nanoTime());
    }

    /** What the nodes ask by the way while nothing happens, in transactions per nanosecond. */
    double rateSince(QueryCount earlier) {
        return (double) (transactions - earlier.transactions) / (atNanos - earlier.atNanos);
    }

    long since(QueryCount earlier, double idleRate) {
        var idle = Math.round(idleRate * (atNanos - earlier.atNanos));
        return Math.max(0, transactions - earlier.transactions - idle);
    }
}
