package rtmlab.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import rtmlab.backends.launch.EmbeddedServers;
import rtmlab.backends.launch.ServerAddresses;
import rtmlab.backends.launch.ServerOptions;

/** Gives tests the addresses of a Kafka, a Redis and a PostgreSQL that are started once for all of them. */
public final class SharedServers implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == ServerAddresses.class;
    }

    @Override
    public ServerAddresses resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(SharedServers.class))
                .computeIfAbsent("servers", _ -> new Started(), Started.class)
                .servers
                .addresses();
    }

    /** Ended by JUnit, after all tests. */
    private static final class Started implements AutoCloseable {
        private final EmbeddedServers servers;

        Started() {
            try {
                var target = Files.createDirectories(Path.of("target"));
                servers = EmbeddedServers.start(
                        Files.createTempDirectory(target, "servers"),
                        ServerOptions.small(Path.of("..", "out", ".servers").toAbsolutePath()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            servers.close();
        }
    }
}
