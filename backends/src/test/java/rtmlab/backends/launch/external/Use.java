package rtmlab.backends.launch.external;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import rtmlab.backends.deploy.ServerOpeners;
import rtmlab.backends.launch.ServerAddresses;
import rtmlab.backends.testing.PortHost;

/** What a run does on the servers: a bit of everything, by the ports of its nodes. */
final class Use {

    private static final Path DISK = Path.of("target");

    private Use() {}

    /** Makes the topics and the tables, commits for a group, sets a key, and enters a name in the registry. */
    static void make(ServerAddresses servers, String name) throws Exception {
        ServerOpeners.prepare(servers, true);
        var openers = ServerOpeners.of(servers, DISK, true);
        try (var _ = openers.shared()) {
            PortHost.run(openers.log(), host -> host.log().commit(name, 0, 0));
            PortHost.run(openers.redis(), host -> host.redis().hset(name, "field", "value"));
            PortHost.run(openers.registry(), host -> host.registry().replace(name, Optional.empty(), "value"));
        }
    }

    /** Whether such a key, or such a name in the registry, can be seen there. */
    static boolean exists(ServerAddresses servers, String name) throws Exception {
        ServerOpeners.prepare(servers, true);
        var key = new AtomicBoolean();
        var entry = new AtomicBoolean();
        var openers = ServerOpeners.of(servers, DISK, true);
        try (var _ = openers.shared()) {
            PortHost.run(
                    openers.redis(),
                    host -> key.set(host.redis().hget(name, "field").isPresent()));
            PortHost.run(
                    openers.registry(),
                    host -> entry.set(host.registry().read(name).isPresent()));
        }
        return key.get() || entry.get();
    }
}
