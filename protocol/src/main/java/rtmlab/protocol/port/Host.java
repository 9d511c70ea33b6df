package rtmlab.protocol.port;

import java.util.random.RandomGenerator;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.Regions;

/**
 * All that a node can reach outside its own memory.
 *
 * <p>Every call of a port that has an effect is a step with an address, such as {@code channel-server-1: http POST
 * web-app /internal/messages #1}. At each step the world can crash the node before the effect, crash it after the
 * effect, lose the reply, or fail the call with no effect ({@link CrashPoint}).
 */
public interface Host {

    /** The node's own name. */
    NodeName name();

    /** Where all stand, as far as whoever runs this system knows: what an edge of the network knows of its clients. */
    Regions regions();

    Clock clock();

    RandomGenerator random();

    Http http();

    Sockets sockets();

    /** Kafka: the durable log. */
    EventLog log();

    /** Redis: what is fast and may be forgotten. */
    KeyValues redis();

    /** Kafka: jobs that did not come as messages. */
    JobLog jobs();

    /** Redis: the execution queue. */
    JobQueue queue();

    /** PostgreSQL: who was notified of what. */
    Notifications notifications();

    /** PostgreSQL: messages. */
    MessageStore messages();

    /** PostgreSQL: the words of messages. */
    SearchIndex search();

    /** PostgreSQL: users, channels, memberships. */
    Directory directory();

    /** PostgreSQL: what all nodes must agree on. */
    Registry registry();

    /** The node's own files: they survive its crash, unsynced writes do not. */
    Disk disk();

    /** A value that one handler of this node waits for and another one brings. */
    <T> Later<T> later();

    /** What to do when the process is asked to end in good order, as by SIGTERM: it ends when this is done, or soon after. */
    void whenStopped(Runnable drain);

    /** Runs a task beside the handlers, under the same monitor, until it returns or the node dies. */
    void spawn(String name, Runnable task);
}
