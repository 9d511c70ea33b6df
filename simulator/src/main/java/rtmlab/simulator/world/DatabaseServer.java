package rtmlab.simulator.world;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * PostgreSQL: messages, who there is, and what all nodes must agree on.
 *
 * <p>Fault model: what was written is there for good; a restart only makes it unavailable for a while.
 */
final class DatabaseServer extends Server {

    final MessageTables messages = new MessageTables(this);
    final DirectoryTables directory = new DirectoryTables();
    private final Map<String, String> registry = new HashMap<>();
    final NotificationTable notifications = new NotificationTable();

    DatabaseServer(World world) {
        super(world, "postgres");
    }

    Optional<String> registered(String name) {
        return Optional.ofNullable(registry.get(name));
    }

    boolean register(String name, Optional<String> present, String value) {
        if (!registered(name).equals(present)) {
            return false;
        }
        registry.put(name, value);
        return true;
    }

    @Override
    void forget() {
        // All of it is on disk.
    }
}
