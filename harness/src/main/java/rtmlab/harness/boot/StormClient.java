package rtmlab.harness.boot;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import rtmlab.backends.http.HttpSettings;
import rtmlab.backends.runtime.HostSettings;
import rtmlab.backends.runtime.RealHost;
import rtmlab.harness.real.RealWorld;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.shared.HostWithHttp;
import rtmlab.protocol.variant.Client;
import rtmlab.protocol.variant.Member;
import rtmlab.protocol.variant.SilentJournal;

/** One of many clients that connect, lose their connection and come back: when it was last online, it knows itself. */
final class StormClient extends SilentJournal implements AutoCloseable {

    private final RealHost host;
    private final Client client;
    private final StormHttp http;

    /** When it came online after it was last begun or dropped, as {@link System#nanoTime}. */
    private volatile CompletableFuture<Long> onlineAtNanos = new CompletableFuture<>();

    StormClient(int number, Member member, RealWorld world, RequestCount requests, Duration patience) {
        var addresses = world.deployment().addresses();
        host = new RealHost(
                NodeName.of("client", number + 1),
                HostSettings.of(addresses).withHttp(HttpSettings.defaults().withTimeout(patience)));
        client = world.client(member, this);
        http = new StormHttp(host.http(), world.deployment().topology().of(StormRun.WEB_APP), number, requests);
    }

    /** Connects. Does not wait. */
    void begin() {
        host.start(given -> client.start(new HostWithHttp(given, http)));
    }

    /**
     * Drops its connection, and comes back by itself. Does not wait.
     *
     * @param catchesUp whether it reads then what it missed
     */
    void drop(boolean catchesUp) {
        http.catchUp(catchesUp);
        onlineAtNanos = new CompletableFuture<>();
        host.run(client::dropConnection);
    }

    /** When it was online again, as {@link System#nanoTime}; empty when it is not by the deadline. Waits. */
    OptionalLong awaitOnline(long deadlineNanos) throws InterruptedException {
        try {
            var left = Math.max(0, deadlineNanos - System.nanoTime());
            return OptionalLong.of(onlineAtNanos.get(left, TimeUnit.NANOSECONDS));
        } catch (TimeoutException _) {
            return OptionalLong.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("being online cannot fail", e);
        }
    }

    @Override
    public void online() {
        onlineAtNanos.complete(System.nanoTime());
    }

    @Override
    public void close() {
        host.close();
    }
}
