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
import rtmlab.backends.launch.EmbeddedServer;
import rtmlab.backends.launch.EmbeddedServers;
import rtmlab.backends.launch.ServerAddresses;
import rtmlab.backends.launch.ServerOptions;

/** A Kafka, a Redis and a PostgreSQL, started once for all test classes that ask for them, and gone after the last. */
public final class Servers implements BeforeAllCallback {

    private static final AtomicInteger NAMES = new AtomicInteger();

    private @Nullable EmbeddedServers servers;

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

    public EmbeddedServer kafka() {
        return started().kafka();
    }

    public EmbeddedServer redis() {
        return started().redis();
    }

    public EmbeddedServer postgres() {
        return started().postgres();
    }

    /** For what each test has for itself on a server that all of them share: a topic, a database. */
    public static String freshName(String prefix) {
        return prefix + "_" + NAMES.incrementAndGet();
    }

    private EmbeddedServers started() {
        return Objects.requireNonNull(servers);
    }

    private record Shared(EmbeddedServers servers, Path folder) implements AutoCloseable {

        static Shared start() {
            var folder = Path.of("target", "ports", UUID.randomUUID().toString());
            return new Shared(EmbeddedServers.start(folder, ServerOptions.small(Path.of("target", "servers"))), folder);
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
