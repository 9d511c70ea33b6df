package rtmlab.backends.runtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import rtmlab.backends.http.HttpSettings;
import rtmlab.backends.websocket.SocketSettings;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.port.CrashPoint;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.Node;

/** Nodes in the test's own process, each on real HTTP and WebSockets, that find each other. */
public final class Nodes implements AutoCloseable {

    private static final NodeName TESTER = NodeName.of("tester", 1);
    private static final Duration PATIENCE = Duration.ofMillis(800);

    private final AddressBook addresses = new AddressBook();
    private final Map<NodeName, RealHost> hosts = new TreeMap<>();
    private final List<CrashPoint> struck = new ArrayList<>();

    /** Starts these nodes, runs this as the code of one more, and ends them all. */
    public static void run(Map<NodeName, Node> others, Consumer<Host> code) {
        try (var nodes = new Nodes()) {
            new TreeMap<>(others).forEach(nodes::start);
            var tester = nodes.add(TESTER, settings -> settings);
            tester.run(() -> code.accept(tester));
        }
    }

    public RealHost start(NodeName name, Node node) {
        var host = add(name, settings -> settings);
        host.start(node);
        return host;
    }

    /** A host on which nothing runs yet. */
    public RealHost add(NodeName name, UnaryOperator<HostSettings> change) {
        var settings = HostSettings.of(addresses)
                .withHttp(HttpSettings.defaults().withTimeout(PATIENCE))
                .withSockets(SocketSettings.defaults().withTimeout(PATIENCE))
                .withStruck(this::struck);
        var host = new RealHost(name, change.apply(settings));
        hosts.put(name, host);
        return host;
    }

    public AddressBook addresses() {
        return addresses;
    }

    /** The faults that have struck so far. */
    public synchronized List<CrashPoint> struck() {
        return List.copyOf(struck);
    }

    private synchronized void struck(CrashPoint point) {
        struck.add(point);
    }

    @Override
    public void close() {
        hosts.values().forEach(RealHost::close);
    }
}
