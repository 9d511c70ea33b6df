package rtmlab.backends.postgres;

import java.util.Optional;
import rtmlab.backends.runtime.Steps;
import rtmlab.protocol.port.Registry;

/** What all nodes must agree on, in the table {@code registry}: one row per name. */
public final class PostgresRegistry implements Registry {

    private static final String READ = "SELECT value FROM registry WHERE name = :name";

    private static final String ADD =
            "INSERT INTO registry (name, value) VALUES (:name, :value) ON CONFLICT (name) DO NOTHING";

    // The condition is checked again after the wait for a row that somebody else is changing.
    private static final String REPLACE = "UPDATE registry SET value = :value WHERE name = :name AND value = :present";

    private final Steps steps;
    private final Postgres postgres;

    /** @param postgres shared with the node's stores, and closed by whoever opened it */
    public PostgresRegistry(Steps steps, Postgres postgres) {
        this.steps = steps;
        this.postgres = postgres;
    }

    @Override
    public Optional<String> read(String name) {
        return steps.waiting(
                "registry read",
                () -> postgres.read(handle -> handle.createQuery(READ)
                        .bind("name", name)
                        .mapTo(String.class)
                        .findOne()));
    }

    @Override
    public boolean replace(String name, Optional<String> present, String value) {
        return steps.waiting(
                "registry replace",
                () -> postgres.write(handle -> {
                    try (var update = handle.createUpdate(present.isEmpty() ? ADD : REPLACE)) {
                        present.ifPresent(known -> update.bind("present", known));
                        return update.bind("name", name).bind("value", value).execute() == 1;
                    }
                }));
    }
}
