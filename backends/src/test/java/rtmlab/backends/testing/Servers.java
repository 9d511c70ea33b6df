package rtmlab.backends.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import rtmlab.backends.launch.EmbeddedServers;
import rtmlab.backends.launch.Server;
import rtmlab.backends.launch.ServerAddresses;
import rtmlab.backends.launch.ServerGroup;
import rtmlab.backends.launch.ServerOptions;
import rtmlab.backends.launch.docker.DockerOptions;
import rtmlab.backends.launch.docker.DockerOptions.Images;
import rtmlab.backends.launch.docker.DockerServers;

/**
 * A Kafka, a Redis and a PostgreSQL, started once for all test classes that ask for them, and gone after the last: as
 * processes of this machine, or in containers where the system property {@code rtmlab.servers} is {@code docker}.
 */
public final class Servers implements BeforeAllCallback {

    private static final AtomicInteger NAMES = new AtomicInteger();

    private @Nullable ServerGroup servers;

    @Override
    public void beforeAll(ExtensionContext context) {
        servers = context.getRoot()
                .getStore(Namespace.create(Servers.class))
                .computeIfAbsent(Shared.class, _ -> Shared.start(), Shared.class)
                .servers();
    }

    public ServerAddresses addresses() {
        return started().addresses();
    }

    public Server kafka() {
        return started().all().get(0);
    }

    public Server redis() {
        return started().all().get(1);
    }

    public Server postgres() {
        return started().all().get(2);
    }

    /** For what each test has for itself on a server that all of them share: a topic, a database. */
    public static String freshName(String prefix) {
        return prefix + "_" + NAMES.incrementAndGet();
    }

    private ServerGroup started() {
        return Objects.requireNonNull(servers);
    }

    private record Shared(ServerGroup servers, Path folder) implements AutoCloseable {

        static Shared start() {
            var folder = Path.of("target", "ports", UUID.randomUUID().toString());
            return new Shared(start(folder), folder);
        }

        private static ServerGroup start(Path folder) {
            return switch (System.getProperty("rtmlab.servers", "embedded")) {
                case "embedded" -> EmbeddedServers.start(folder, ServerOptions.small(Path.of("target", "servers")));
                case "docker" ->
                    DockerServers.start(folder, DockerOptions.of(Images.fromEnvironment()), System.err::println);
                default -> throw new IllegalArgumentException("rtmlab.servers is embedded or docker");
            };
        }

        @Override
        public void close() throws IOException {
            servers.close();
            try (var files = Files.walk(folder)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
