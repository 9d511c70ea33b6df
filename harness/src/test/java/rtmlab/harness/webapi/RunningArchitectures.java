package rtmlab.harness.webapi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import rtmlab.backends.deploy.ServerOpeners;
import rtmlab.backends.launch.EmbeddedServers;
import rtmlab.backends.launch.ServerAddresses;
import rtmlab.backends.launch.ServerOptions;
import rtmlab.backends.runtime.AddressBook;
import rtmlab.backends.runtime.HostSettings;
import rtmlab.backends.runtime.RealHost;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.variant.Architecture;
import rtmlab.protocol.variant.Mechanisms;

/** Both architectures, running side by side, each with people of its own; started once for all tests that ask. */
public final class RunningArchitectures implements BeforeAllCallback {

    private @Nullable Shared shared;

    @Override
    public void beforeAll(ExtensionContext context) {
        shared = context.getRoot()
                .getStore(Namespace.create(RunningArchitectures.class))
                .computeIfAbsent(Shared.class, _ -> Shared.start(), Shared.class);
    }

    /** The one of this name. */
    Running get(String architecture) {
        return Objects.requireNonNull(Objects.requireNonNull(shared).running().get(architecture));
    }

    /** One architecture. */
    static final class Running implements AutoCloseable {

        private final Map<NodeName, RealHost> hosts = new LinkedHashMap<>();
        private final AddressBook addresses = new AddressBook();
        private final Architecture architecture;
        private final ServerAddresses servers;
        private final Path folder;
        final People people;

        private Running(Architecture architecture, ServerAddresses servers, Path folder) {
            this.architecture = architecture;
            this.servers = servers;
            this.folder = folder;
            people = new People(architecture.name());
            ServerOpeners.prepare(servers, true);
            var probe = host(NodeName.of("probe", 1));
            probe.run(() -> people.enterInto(probe.directory()));
            var nodes = architecture.topology().nodes();
            nodes.forEach(this::host);
            nodes.forEach(this::start);
        }

        private RealHost host(NodeName name) {
            var openers = ServerOpeners.of(servers, folder.resolve(name.value()), true);
            var host = new RealHost(name, HostSettings.of(addresses).withServers(openers));
            hosts.put(name, host);
            return host;
        }

        private void start(NodeName name) {
            Objects.requireNonNull(hosts.get(name))
                    .start(architecture.node(name, architecture.topology(), Mechanisms.defaultsOf(architecture)));
        }

        /** The nodes of a role. */
        List<NodeName> nodes(String role) {
            return architecture.topology().of(role);
        }

        /** Ends a node, with all its connections. */
        void stop(NodeName name) {
            Objects.requireNonNull(hosts.get(name)).close();
        }

        /** A node that was stopped is there again, and remembers nothing. */
        void startAgain(NodeName name) {
            host(name);
            start(name);
        }

        /** Where clients' requests go: {@code http://127.0.0.1:8080/api/}. */
        URI api() {
            return Objects.requireNonNull(
                            addresses.get(NodeName.of("web-app", 1)).http())
                    .resolve("/api/");
        }

        /** Every node that answers requests. */
        List<URI> httpServers() {
            return addresses.all().values().stream()
                    .flatMap(address -> Stream.ofNullable(address.http()))
                    .toList();
        }

        @Override
        public void close() {
            List.copyOf(hosts.values()).reversed().forEach(RealHost::close);
        }
    }

    private record Shared(EmbeddedServers servers, Map<String, Running> running, Path folder) implements AutoCloseable {

        static Shared start() {
            try {
                var folder = Files.createTempDirectory("web-api-test");
                var servers = EmbeddedServers.start(
                        folder.resolve("servers"),
                        ServerOptions.small(Path.of("..", "out", ".servers").toAbsolutePath()));
                var running = new LinkedHashMap<String, Running>();
                for (var architecture : ServiceLoader.load(Architecture.class)) {
                    var name = architecture.name();
                    running.put(name, new Running(architecture, servers.addresses(), folder.resolve(name)));
                }
                return new Shared(servers, running, folder);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            running.values().forEach(Running::close);
            servers.close();
            try (var files = Files.walk(folder)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
