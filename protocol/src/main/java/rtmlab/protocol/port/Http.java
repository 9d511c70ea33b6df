package rtmlab.protocol.port;

import java.util.function.Function;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.api.Endpoint;

/**
 * Requests and answers between processes.
 *
 * <p>Steps: {@code http POST web-app /internal/messages} at the caller, {@code http answer /internal/messages} at the
 * one who answers.
 */
public interface Http {

    /**
     * Asks another node and waits for its answer.
     *
     * @throws SlackError when it refuses
     * @throws NotDone when it certainly never got the request, or says {@code service_unavailable}
     * @throws MaybeDone when it may have: the connection broke, the time was up, or it failed midway, which it says
     *     itself with {@code fatal_error}
     */
    <Q extends Record, A extends Record> A call(NodeName to, Endpoint<Q, A> endpoint, Q request);

    /** Answers requests at this endpoint from now on. Does not wait; each request is handled as a task of its own. */
    <Q extends Record, A extends Record> void serve(Endpoint<Q, A> endpoint, Function<Q, A> handler);
}
