package rtmlab.protocol.port;

/**
 * A process of an architecture: it runs anew, from start, after every crash.
 *
 * <p>A node is a monitor. One of its handlers or tasks runs at a time, and gives way only inside a port call that
 * waits. So node code holds no lock and starts no thread, and what stands between two waits is atomic, except for a
 * crash. Each port's documentation says which of its calls wait.
 */
public interface Node {

    /** Registers what the node offers and spawns what it does by itself; returns once it can serve. */
    void start(Host host);
}
