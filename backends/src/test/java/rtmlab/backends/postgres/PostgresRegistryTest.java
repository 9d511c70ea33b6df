package rtmlab.backends.postgres;

import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import rtmlab.backends.testing.PortHost;
import rtmlab.backends.testing.Servers;
import rtmlab.protocol.contract.RegistryContract;
import rtmlab.protocol.port.Host;

@Tag("servers")
class PostgresRegistryTest extends RegistryContract {

    @RegisterExtension
    static final Servers SERVERS = new Servers();

    @BeforeEach
    void emptyTables() {
        Databases.empty(Databases.settings(SERVERS));
    }

    @Override
    protected void inNode(Consumer<Host> code) {
        try (var postgres = new Postgres(Databases.settings(SERVERS))) {
            PortHost.run(steps -> new PostgresRegistry(steps, postgres), code);
        }
    }
}
