package rtmlab.backends.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.classic.MinimalHttpClient;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.Timeout;
import rtmlab.backends.runtime.AddressBook;
import rtmlab.backends.runtime.NodeSecret;
import rtmlab.backends.wire.WireAnswer;
import rtmlab.backends.wire.WireFormat;
import rtmlab.backends.wire.WireRequest;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.api.Endpoint;
import rtmlab.protocol.port.CallFailed;
import rtmlab.protocol.port.MaybeDone;
import rtmlab.protocol.port.NodeCrash;
import rtmlab.protocol.port.NotDone;

/** Asks other nodes, and says honestly what is known when no answer comes. */
final class Caller {

    /**
     * All nodes of this process share the connections.
     *
     * <p>Blocking, since all who call are virtual threads, and minimal: it repeats nothing by itself, which a test
     * holds on to.
     */
    private static final MinimalHttpClient CLIENT = client();

    private static final ScheduledThreadPoolExecutor DEADLINES = deadlines();

    private final AddressBook addresses;
    private final NodeSecret secret;
    private final WireFormat wire;
    private final Duration timeout;

    Caller(AddressBook addresses, NodeSecret secret, WireFormat wire, Duration timeout) {
        this.addresses = addresses;
        this.secret = secret;
        this.wire = wire;
        this.timeout = timeout;
    }

    private static MinimalHttpClient client() {
        var connections = ConnectionConfig.custom()
                .setConnectTimeout(Timeout.ofSeconds(1))
                // The deadline of the whole call stands below.
                .setSocketTimeout(Timeout.DISABLED)
                .setIdleTimeout(Timeout.ofSeconds(Server.CLIENTS_KEEP_IDLE.toSeconds()))
                // Looking whether the other end still holds a connection costs up to a millisecond.
                .setValidateAfterInactivity(Timeout.ofMilliseconds(100))
                .build();
        return HttpClients.createMinimal(PoolingHttpClientConnectionManagerBuilder.create()
                .setDefaultConnectionConfig(connections)
                .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
                .setMaxConnPerRoute(Integer.MAX_VALUE)
                .setMaxConnTotal(Integer.MAX_VALUE)
                // Spares every process the reading of certificates that no node uses.
                .setTlsSocketStrategy((_, _, _, _, _) -> {
                    throw new IOException("nodes speak plain HTTP with each other");
                })
                .build());
    }

    private static ScheduledThreadPoolExecutor deadlines() {
        var deadlines = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("http deadlines").factory());
        deadlines.setRemoveOnCancelPolicy(true);
        return deadlines;
    }

    <Q extends Record, A extends Record> A call(NodeName to, Endpoint<Q, A> endpoint, Q request) {
        var deadline = System.nanoTime() + timeout.toNanos();
        try {
            var base = addresses.awaitHttp(to, timeout);
            var url = base.resolve(endpoint.path());
            var sent = request(url, endpoint, wire.write(endpoint, request));
            return wire.readAnswer(endpoint, answer(url, sent, deadline));
        } catch (InterruptedException _) {
            throw new NodeCrash("the node was closed while it waited for an answer");
        }
    }

    private HttpUriRequestBase request(URI url, Endpoint<?, ?> endpoint, WireRequest content) {
        var request = new HttpUriRequestBase(endpoint.method(), url);
        if (!Method.GET.isSame(endpoint.method())) {
            request.setEntity(new ByteArrayEntity(content.body(), null));
        }
        if (content.contentType() != null) {
            request.setHeader(HttpHeaders.CONTENT_TYPE, content.contentType());
        }
        var authorization = endpoint.isInternal() ? secret.authorization() : content.authorization();
        if (authorization != null) {
            request.setHeader(HttpHeaders.AUTHORIZATION, authorization);
        }
        return request;
    }

    private static WireAnswer answer(URI url, HttpUriRequestBase request, long deadline) throws InterruptedException {
        // To the answer's last byte, and nobody reads what comes later: the connection is given up.
        var givingUp = DEADLINES.schedule(request::cancel, deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        try {
            return CLIENT.execute(request, Caller::read);
        } catch (IOException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            throw failure(url, request.isCancelled(), e);
        } finally {
            givingUp.cancel(false);
        }
    }

    private static WireAnswer read(ClassicHttpResponse answer) throws IOException {
        var content = answer.getEntity();
        return new WireAnswer(answer.getCode(), content == null ? new byte[0] : EntityUtils.toByteArray(content));
    }

    private static CallFailed failure(URI url, boolean isTooLate, IOException cause) {
        if (isTooLate) {
            return new MaybeDone("no answer from " + url + " in time");
        }
        return switch (cause) {
            // No connection came about, so nothing of the request has left this process.
            case ConnectException _ -> new NotDone("nobody listens at " + url);
            case ConnectTimeoutException _, NoRouteToHostException _ -> new NotDone(url + " cannot be reached");
            default -> new MaybeDone("the connection to " + url + " broke: " + cause);
        };
    }
}
