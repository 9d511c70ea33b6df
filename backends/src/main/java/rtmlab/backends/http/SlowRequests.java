package rtmlab.backends.http;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Ends connections whose request does not come to its end: half a request, or one that drips in byte by byte.
 *
 * <p>Jetty's own idle timeout starts anew with every byte, so whoever sends one now and then would hold a connection for
 * ever.
 */
final class SlowRequests extends AbstractLifeCycle {

    private static final long LOOK_EVERY_MS_AT_MOST = 1_000;

    private final ServerConnector connector;
    private final Duration limit;
    private Map<EndPoint, Begun> begun = new HashMap<>();
    private Scheduler.Task next = () -> true;

    /** A request that was not complete when it was looked at: which one of its connection's, and when that was first seen. */
    private record Begun(long request, long sinceNanos, boolean refused) {}

    /** @param limit from a request's first byte to its last; some more passes before it is noticed */
    SlowRequests(ServerConnector connector, Duration limit) {
        this.connector = connector;
        this.limit = limit;
    }

    @Override
    protected void doStart() {
        lookLater();
    }

    @Override
    protected void doStop() {
        next.cancel();
    }

    private void lookLater() {
        next = connector
                .getScheduler()
                .schedule(this::look, Math.min(LOOK_EVERY_MS_AT_MOST, limit.toMillis() / 4), TimeUnit.MILLISECONDS);
    }

    private void look() {
        var now = System.nanoTime();
        var still = new HashMap<EndPoint, Begun>();
        for (var client : connector.getConnectedEndPoints()) {
            if (client.getConnection() instanceof HttpConnection connection
                    && !connection.getParser().isIdle()) {
                var before = begun.get(client);
                var request = connection.getMessagesOut();
                var seen = before != null && before.request == request ? before : new Begun(request, now, false);
                var isLate = now - seen.sinceNanos > limit.toNanos();
                still.put(client, isLate ? refuse(client, connection, seen) : seen);
            }
        }
        begun = still;
        if (isRunning()) {
            lookLater();
        }
    }

    /** Whoever waits for the rest of the body hears of it and answers; where nobody waits, or it does not help, it is closed. */
    private static Begun refuse(EndPoint client, HttpConnection connection, Begun late) {
        if (late.refused || connection.onIdleExpired(new TimeoutException("the request came too slowly"))) {
            client.close();
        }
        return new Begun(late.request, late.sinceNanos, true);
    }
}
