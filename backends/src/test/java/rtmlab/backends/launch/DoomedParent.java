package rtmlab.backends.launch;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A parent for tests: it starts children, tells their process ids, and waits for its end. */
public final class DoomedParent {

    private DoomedParent() {}

    /** Arguments: what to start, the run's folder, the cache folder. */
    public static void main(String[] args) {
        var folder = Path.of(args[1]);
        ParentLink.serve(parent -> {
            var processes = args[0].equals("servers") ? servers(folder, Path.of(args[2])) : children(folder);
            parent.ready(processes.map(ProcessHandle::pid).map(String::valueOf).collect(Collectors.joining(" ")));
        });
    }

    private static Stream<ProcessHandle> children(Path folder) {
        var children = Stream.of("running", "paused")
                .map(name -> ChildJvm.start(ChildSpec.of(name, TalkativeChild.class, folder)))
                .toList();
        children.forEach(child -> child.awaitReady(Duration.ofSeconds(30)));
        children.getLast().pause();
        return ProcessHandle.current().descendants();
    }

    private static Stream<ProcessHandle> servers(Path folder, Path cacheFolder) {
        var servers = EmbeddedServers.start(folder, ServerOptions.small(cacheFolder));
        // The hardest case: whoever is stopped does not see that its parent is gone.
        List.of(servers.kafka(), servers.postgres()).forEach(EmbeddedServer::pause);
        return ProcessHandle.current().descendants();
    }
}
