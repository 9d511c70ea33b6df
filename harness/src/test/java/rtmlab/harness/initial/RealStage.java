package rtmlab.harness.initial;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import rtmlab.backends.deploy.ServerOpeners;
import rtmlab.backends.http.HttpSettings;
import rtmlab.backends.launch.ServerAddresses;
import rtmlab.backends.runtime.AddressBook;
import rtmlab.backends.runtime.HostSettings;
import rtmlab.backends.runtime.RealHost;
import rtmlab.backends.websocket.SocketSettings;
import rtmlab.harness.SharedServers;
import rtmlab.initial.InitialArchitecture;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.port.CrashPoint;
import rtmlab.protocol.port.CrashPoint.Fault;
import rtmlab.protocol.port.StepAddress;
import rtmlab.protocol.variant.Mechanisms;

/** The nodes in this process, everything between them and behind them real. */
@ExtendWith(SharedServers.class)
abstract class RealStage {

    private static final AtomicInteger SCENES = new AtomicInteger();

    /** Each run of the tests has disks of its own. */
    private static final long STARTED = System.currentTimeMillis();

    /** For one call: what a test asks for is answered at some time, also on a machine that has much else to do. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private ServerAddresses servers;
    private AddressBook addresses = new AddressBook();

    @BeforeEach
    void prepare(ServerAddresses servers) {
        this.servers = servers;
        ServerOpeners.prepare(servers, true);
    }

    /** Runs this on a host from which the architecture, with these mechanisms on, can be reached. */
    void inTeam(Collection<String> mechanisms, Consumer<Scene> script) {
        inTeam(mechanisms, null, script);
    }

    /** As the other one; the first channel server that takes the step dies right after it. */
    void inTeam(Collection<String> mechanisms, @Nullable String fatalCall, Consumer<Scene> script) {
        var architecture = new InitialArchitecture();
        var topology = architecture.topology();
        var on = Mechanisms.defaultsOf(architecture).with(architecture, mechanisms);
        var scene = new Scene(SCENES.incrementAndGet());
        addresses = new AddressBook();
        var hosts = new ArrayList<RealHost>();
        try {
            var tester = open(new NodeName("tester"), addresses, hosts);
            tester.run(() -> scene.enterInto(tester.directory()));
            for (var name : topology.nodes()) {
                open(name, addresses, hosts).start(architecture.node(name, topology, on));
            }
            if (fatalCall != null) {
                var step = fatalCall + " #1";
                hosts.stream()
                        .filter(host -> host.name().role().equals("channel-server"))
                        .forEach(server -> server.steps()
                                .arm(new CrashPoint(
                                        StepAddress.parse(server.name() + ": " + step), Fault.CRASH_AFTER)));
            }
            scene.host = tester;
            tester.run(() -> script.accept(scene));
        } finally {
            List.copyOf(hosts).reversed().forEach(RealHost::close);
        }
    }

    private RealHost open(NodeName name, AddressBook addresses, Collection<RealHost> hosts) {
        var host = new RealHost(
                name,
                HostSettings.of(addresses)
                        .withHttp(HttpSettings.defaults().withTimeout(PATIENCE))
                        .withSockets(SocketSettings.defaults().withTimeout(PATIENCE))
                        .withStruck(point -> Thread.ofVirtual()
                                .start(() -> close(point.step().node(), hosts)))
                        .withServers(ServerOpeners.of(
                                servers,
                                Path.of("target", "disks", STARTED + "-" + SCENES.get(), name.value()),
                                true)));
        hosts.add(host);
        return host;
    }

    /** A crash ends a process of its own, but none of ours. */
    private static void close(NodeName crashed, Collection<RealHost> hosts) {
        hosts.stream().filter(host -> host.name().equals(crashed)).forEach(RealHost::close);
    }

    /** Where the nodes of the present team are. */
    AddressBook addresses() {
        return addresses;
    }
}
