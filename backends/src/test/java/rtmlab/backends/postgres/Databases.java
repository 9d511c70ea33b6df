package rtmlab.backends.postgres;

import org.jdbi.v3.core.Jdbi;
import rtmlab.backends.testing.Servers;

/** The database that the tests of this package share. */
final class Databases {

    private Databases() {}

    static PostgresSettings settings(Servers servers) {
        var addresses = servers.addresses();
        return PostgresSettings.of(addresses.jdbcUrl(), addresses.databaseUser(), addresses.databasePassword());
    }

    static void empty(PostgresSettings settings) {
        Schema.create(settings);
        Jdbi.create(settings.jdbcUrl(), settings.user(), settings.password())
                .useHandle(
                        handle -> handle.execute(
                                "TRUNCATE notifications, messages, links, searchable_messages, memberships, channels, tokens, users, workspaces, registry"));
    }
}
