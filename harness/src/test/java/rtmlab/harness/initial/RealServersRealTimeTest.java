package rtmlab.harness.initial;

import java.util.Collection;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import rtmlab.backends.launch.ServerAddresses;
import rtmlab.harness.SharedServers;

@ExtendWith(SharedServers.class)
class RealServersRealTimeTest extends RealTimeContract {

    private final RealStage stage = new RealStage() {};

    @BeforeEach
    void prepare(ServerAddresses servers) {
        stage.prepare(servers);
    }

    @Override
    void inTeam(Collection<String> mechanisms, @Nullable String fatalCall, Consumer<Scene> script) {
        stage.inTeam(mechanisms, fatalCall, script);
    }
}
