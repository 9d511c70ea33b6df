package rtmlab.protocol.api;

/**
 * A place where a node answers requests: the HTTP method and path, what goes in and what comes out.
 *
 * @param <Q> the request
 * @param <A> the answer
 */
public record Endpoint<Q extends Record, A extends Record>(
        String method, String path, Class<Q> request, Class<A> answer) {

    static <Q extends Record, A extends Record> Endpoint<Q, A> post(String path, Class<Q> request, Class<A> answer) {
        return new Endpoint<>("POST", path, request, answer);
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
