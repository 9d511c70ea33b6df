package rtmlab.backends.launch.external;

import java.nio.file.Path;
import rtmlab.backends.kafka.TopicSettings;
import rtmlab.backends.launch.ParentLink;

/** A parent for tests: it uses servers of somebody else, makes things there, and waits for its end. */
public final class DoomedUser {

    private DoomedUser() {}

    /** Arguments: the file of addresses, the run's folder. */
    public static void main(String[] args) {
        ParentLink.serve(parent -> {
            var servers = ExternalServers.use(
                    AddressFile.read(Path.of(args[0])), TopicSettings.small(), Path.of(args[1]), System.err::println);
            Use.make(servers.addresses(), "mine");
            parent.ready("");
        });
    }
}
