package rtmlab.backends.postgres;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import rtmlab.backends.testing.PortHost;
import rtmlab.backends.testing.Servers;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.UserId;
import rtmlab.protocol.contract.DirectoryContract;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.NotDone;

class PostgresDirectoryTest extends DirectoryContract {

    @RegisterExtension
    static final Servers SERVERS = new Servers();

    @BeforeEach
    void emptyTables() {
        Databases.empty(Databases.settings(SERVERS));
    }

    @Override
    protected void inNode(Consumer<Host> code) {
        try (var postgres = new Postgres(Databases.settings(SERVERS))) {
            PortHost.run(steps -> new PostgresDirectory(steps, postgres), code);
        }
    }

    @Test
    void nobodyJoinsAChannelThatIsNotThere() {
        inNode(host -> assertThatThrownBy(() -> host.directory().join(new UserId("U1"), new ChannelId("C1")))
                .isInstanceOf(NotDone.class));
    }
}
