package rtmlab.backends.http;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rtmlab.backends.runtime.NodeSecret;
import rtmlab.backends.runtime.Steps;
import rtmlab.backends.wire.Malformed;
import rtmlab.backends.wire.WireAnswer;
import rtmlab.backends.wire.WireFormat;
import rtmlab.backends.wire.WireRequest;
import rtmlab.protocol.api.Endpoint;
import rtmlab.protocol.api.WebApi;
import rtmlab.protocol.port.CallFailed;
import rtmlab.protocol.port.NodeCrash;
import rtmlab.protocol.port.SlackError;

/** What a node answers requests with; the answering is a step of its own. */
final class Handlers {

    private static final Logger LOG = LoggerFactory.getLogger(Handlers.class);

    private final Steps steps;
    private final NodeSecret secret;
    private final WireFormat wire;
    private final RateLimiter limiter;
    private final ConcurrentMap<String, Served<?, ?>> served = new ConcurrentHashMap<>();
    private final AtomicInteger goingOut = new AtomicInteger();
    private volatile boolean allAdded;

    Handlers(Steps steps, NodeSecret secret, WireFormat wire, RateLimiter limiter) {
        this.steps = steps;
        this.secret = secret;
        this.wire = wire;
        this.limiter = limiter;
    }

    <Q extends Record, A extends Record> void add(Endpoint<Q, A> endpoint, Function<Q, A> handler) {
        if (served.putIfAbsent(endpoint.path(), new Served<>(endpoint, handler)) != null) {
            throw new IllegalStateException(endpoint + " is served already");
        }
    }

    void allAdded() {
        allAdded = true;
    }

    /** Whether no answer is on its way out. */
    boolean isFlushed() {
        return goingOut.get() == 0;
    }

    /** Where an answer goes. */
    interface Connection {

        /** Returns when all of it has been handed to the network. */
        void send(WireAnswer answer);

        /** Ends the connection with no answer. */
        void drop();
    }

    void handle(String method, String path, WireRequest request, Connection connection) {
        // Before all else: whoever is no node does not even learn what there is.
        if (Endpoint.isInternal(path) && !secret.isShownBy(request.authorization())) {
            connection.send(WireAnswer.refusal(request.authorization() == null ? "not_authed" : "invalid_auth"));
            return;
        }
        var endpoint = served.get(path);
        if (endpoint == null || !endpoint.accepts(method)) {
            // A node that is still starting may serve it in a moment: whoever asks may ask again.
            connection.send(WireAnswer.refusal(allAdded ? "unknown_method" : "service_unavailable"));
            return;
        }
        try {
            endpoint.handle(request, connection);
        } catch (NodeCrash _) {
            connection.drop();
        }
    }

    private final class Served<Q extends Record, A extends Record> {
        private final Endpoint<Q, A> endpoint;
        private final Function<Q, A> handler;
        private final String step;

        Served(Endpoint<Q, A> endpoint, Function<Q, A> handler) {
            this.endpoint = endpoint;
            this.handler = handler;
            this.step = "http answer " + endpoint.path();
        }

        /** Slack's methods can be called with GET as well. */
        boolean accepts(String method) {
            return method.equals(endpoint.method())
                    || (method.equals("GET") && endpoint.path().startsWith("/api/"));
        }

        void handle(WireRequest request, Connection connection) {
            Q question;
            try {
                question = wire.read(endpoint, request);
            } catch (Malformed e) {
                connection.send(WireAnswer.refusal(e.word(), e.detail()));
                return;
            }
            if (limiter.counts(endpoint.path())) {
                var refusal = refusalOfOneTooMany(question, request);
                if (refusal.isPresent()) {
                    connection.send(refusal.get());
                    return;
                }
            }
            var answer = steps.monitor().call(() -> {
                var decided = answerTo(question);
                // From here on it goes out, also when another handler crashes the node: its place is before the crash.
                goingOut.incrementAndGet();
                return decided;
            });
            send(answer, connection);
        }

        private Optional<WireAnswer> refusalOfOneTooMany(Q question, WireRequest request) {
            // Posts are counted per channel.
            var bucket = question instanceof WebApi.PostMessage post
                    ? request.caller() + " " + post.channel()
                    : request.caller();
            return limiter.count(endpoint.path(), bucket).map(WireAnswer::tooMany);
        }

        private WireAnswer answerTo(Q question) {
            try {
                return wire.writeAnswer(endpoint, handler.apply(question));
            } catch (SlackError refusal) {
                return WireAnswer.refusal(refusal.word());
            } catch (CallFailed e) {
                LOG.warn("{} failed midway: {}", endpoint, e.toString());
                return WireAnswer.refusal("fatal_error", e.reason());
            } catch (NodeCrash e) {
                throw e;
            } catch (RuntimeException | Error e) {
                LOG.error("{} failed midway", endpoint, e);
                return WireAnswer.refusal("fatal_error");
            }
        }

        private void send(WireAnswer answer, Connection connection) {
            var due = steps.due(step);
            if (due != null && !due.fault().crashes()) {
                // Before the caller can notice: whoever acts on the answer knows already what struck.
                steps.strike(due);
            }
            try {
                switch (due == null ? null : due.fault()) {
                    case null -> connection.send(answer);
                    case CRASH_BEFORE -> {}
                    case CRASH_AFTER -> connection.send(answer);
                    case LOSE_REPLY -> connection.drop();
                    // The handler has run: "service_unavailable" would tell the caller that nothing happened.
                    case FAIL -> connection.send(WireAnswer.refusal("fatal_error"));
                }
            } finally {
                goingOut.decrementAndGet();
            }
            if (due != null && due.fault().crashes()) {
                throw steps.crash(due);
            }
        }
    }
}
