package rtmlab.backends.launch;

import java.util.List;
import java.util.function.Consumer;

/** A Kafka, a Redis and a PostgreSQL for one run, wherever they are: what the run made there is gone with it. */
public interface ServerGroup extends AutoCloseable {

    ServerAddresses addresses();

    /** Those that may be killed and started again: none where they are somebody else's. */
    List<? extends Server> all();

    /** Who is told, in one sentence, when a server dies that nobody has killed, stopped or closed through this group. */
    void onDeath(Consumer<String> listener);

    @Override
    void close();
}
