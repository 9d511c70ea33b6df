package rtmlab.backends.launch.docker;

import java.nio.file.Path;
import rtmlab.backends.launch.ParentLink;
import rtmlab.backends.launch.docker.DockerOptions.Images;

/** A parent for tests: it starts containers, tells the name of its run, and waits for its end. */
public final class DoomedParent {

    private DoomedParent() {}

    /** Arguments: the run's folder. */
    public static void main(String[] args) {
        ParentLink.serve(parent -> {
            var options = DockerOptions.of(Images.fromEnvironment());
            var servers = DockerServers.start(Path.of(args[0]), options, System.err::println);
            parent.ready(servers.run());
        });
    }
}
