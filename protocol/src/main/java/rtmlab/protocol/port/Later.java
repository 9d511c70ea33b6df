package rtmlab.protocol.port;

import java.time.Duration;
import java.util.Optional;

/** A value that one handler of a node waits for and another one brings. */
public interface Later<T> {

    /** Waits until the value is there or the time is up; then empty. */
    Optional<T> await(Duration limit);

    /** Brings the value; the first one counts. Does not wait. */
    void complete(T value);
}
