package rtmlab.simulator.world;

import java.util.Optional;
import rtmlab.protocol.port.Registry;

/** A node's way to the registry in PostgreSQL; the fault model is {@link DatabaseServer}'s. */
final class SimulatedRegistry implements Registry {

    private final Life life;
    private final DatabaseServer server;
    private final Calls calls;

    SimulatedRegistry(Life life, DatabaseServer server) {
        this.life = life;
        this.server = server;
        this.calls = life.world.calls();
    }

    @Override
    public Optional<String> read(String name) {
        return life.ask(server, calls.registryRead, () -> server.registered(name));
    }

    @Override
    public boolean replace(String name, Optional<String> present, String value) {
        return life.ask(server, calls.registryReplace, () -> server.register(name, present, value));
    }
}
