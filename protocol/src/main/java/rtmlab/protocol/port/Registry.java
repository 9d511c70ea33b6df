package rtmlab.protocol.port;

import java.util.Optional;

/**
 * PostgreSQL: the few things that all nodes must agree on, such as who is on the ring; at Slack, Consul's part. Every
 * call waits.
 *
 * <p>Steps: {@code registry read}, {@code registry replace}.
 */
public interface Registry {

    /** What stands under this name. */
    Optional<String> read(String name);

    /**
     * Puts a value where, so far, exactly this stands, or nothing: of several who would replace the same, one does.
     *
     * @return false when something else stands there, which stays
     */
    boolean replace(String name, Optional<String> present, String value);
}
