package rtmlab.protocol.port;

import java.time.Duration;
import java.time.Instant;

/** The time, as this node sees it. */
public interface Clock {

    /** Now, in microseconds' precision. Does not wait; never goes back within one life of the node. */
    Instant now();

    /** Waits. */
    void sleep(Duration duration);

    /** Waits with nothing to do meanwhile: what a node that only idles does between two looks at something. */
    void idle(Duration duration);
}
