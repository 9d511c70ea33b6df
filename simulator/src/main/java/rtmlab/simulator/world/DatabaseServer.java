package rtmlab.simulator.world;

/**
 * PostgreSQL: messages, and who there is.
 *
 * <p>Fault model: what was written is there for good; a restart only makes it unavailable for a while.
 */
final class DatabaseServer extends Server {

    final MessageTables messages = new MessageTables(this);
    final DirectoryTables directory = new DirectoryTables();

    DatabaseServer(World world) {
        super(world, "postgres");
    }

    @Override
    void forget() {
        // All of it is on disk.
    }
}
