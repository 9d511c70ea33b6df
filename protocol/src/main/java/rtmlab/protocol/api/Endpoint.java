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

    /** Whether only nodes may ask here: users' clients are refused, whatever they show. */
    public boolean isInternal() {
        return isInternal(path);
    }

    /** As {@link #isInternal()}, of a path that somebody asks for. */
    public static boolean isInternal(String path) {
        return path.startsWith("/internal/");
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
