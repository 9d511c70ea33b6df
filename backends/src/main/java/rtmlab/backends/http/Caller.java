package rtmlab.backends.http;

import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
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
     * <p>The client repeats a request by itself only where its method is idempotent, that is GET or HEAD: a POST is
     * sent once or not at all, which a test holds on to.
     */
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY)
            .connectTimeout(Duration.ofSeconds(1))
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();

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

    <Q extends Record, A extends Record> A call(NodeName to, Endpoint<Q, A> endpoint, Q request) {
        var deadline = System.nanoTime() + timeout.toNanos();
        try {
            var base = addresses.awaitHttp(to, timeout);
            var sent = request(base.resolve(endpoint.path()), endpoint, wire.write(endpoint, request));
            return wire.readAnswer(endpoint, answer(sent, deadline));
        } catch (InterruptedException _) {
            throw new NodeCrash("the node was closed while it waited for an answer");
        }
    }

    private HttpRequest request(URI url, Endpoint<?, ?> endpoint, WireRequest content) {
        var request = HttpRequest.newBuilder(url)
                .method(endpoint.method(), HttpRequest.BodyPublishers.ofByteArray(content.body()));
        if (content.contentType() != null) {
            request.header("Content-Type", content.contentType());
        }
        var authorization = endpoint.isInternal() ? secret.authorization() : content.authorization();
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return request.build();
    }

    private static WireAnswer answer(HttpRequest request, long deadline) throws InterruptedException {
        var pending = CLIENT.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray());
        try {
            // The client's own time limit ends with the answer's headers, this one with its last byte.
            var answer = pending.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            return new WireAnswer(answer.statusCode(), answer.body());
        } catch (TimeoutException _) {
            throw new MaybeDone("no answer from " + request.uri() + " in time");
        } catch (ExecutionException e) {
            throw failure(request, e.getCause());
        } finally {
            // Nobody reads an answer that comes later, so the connection is given up.
            pending.cancel(true);
        }
    }

    private static CallFailed failure(HttpRequest request, @Nullable Throwable cause) {
        return switch (cause) {
            case CompletionException wrapper when wrapper.getCause() != null -> failure(request, wrapper.getCause());
            // No connection came about, so nothing of the request has left this process.
            case ConnectException _ -> new NotDone("nobody listens at " + request.uri());
            case HttpConnectTimeoutException _ -> new NotDone(request.uri() + " cannot be reached");
            case null, default -> new MaybeDone("the connection to " + request.uri() + " broke: " + cause);
        };
    }
}
