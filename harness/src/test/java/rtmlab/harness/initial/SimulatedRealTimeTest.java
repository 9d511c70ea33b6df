package rtmlab.harness.initial;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import rtmlab.initial.InitialArchitecture;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.variant.Mechanisms;
import rtmlab.simulator.choice.Choices;
import rtmlab.simulator.choice.Departure;
import rtmlab.simulator.world.Mishap;
import rtmlab.simulator.world.Settings;
import rtmlab.simulator.world.World;

class SimulatedRealTimeTest extends RealTimeContract {

    private static final NodeName TESTER = new NodeName("tester");

    @Override
    void inTeam(Collection<String> mechanisms, @Nullable String fatalCall, Consumer<Scene> script) {
        var architecture = new InitialArchitecture();
        var topology = architecture.topology();
        var on = Mechanisms.defaultsOf(architecture).with(architecture, mechanisms);
        var scene = new Scene(1);
        var faults = topology.of("channel-server").stream()
                .filter(_ -> fatalCall != null)
                .map(server -> Departure.parse("crash after " + server + ": " + fatalCall + " #1"))
                .toList();
        var settings = faults.isEmpty() ? Settings.DEFAULT : Settings.DEFAULT.withMishaps(Mishap.faults());
        try (var world = new World(settings, Choices.named(faults))) {
            world.<Boolean>probe(host -> {
                scene.enterInto(host.directory());
                return true;
            });
            topology.nodes().forEach(name -> world.startServer(name, () -> architecture.node(name, topology, on)));
            world.startClient(TESTER, host -> scene.host = host);
            world.beginWorkload();
            world.script(TESTER, _ -> script.accept(scene));
            world.settle();

            assertThat(world.report().failures()).isEmpty();
            assertThat(world.report().ending().name())
                    .as(world.report().diagnosis())
                    .isEqualTo("QUIET");
        }
    }
}
