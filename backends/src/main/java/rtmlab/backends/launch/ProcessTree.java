package rtmlab.backends.launch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** A process with all that it started. */
final class ProcessTree {

    private ProcessTree() {}

    static List<ProcessHandle> of(ProcessHandle root) {
        var tree = new ArrayList<ProcessHandle>();
        tree.add(root);
        root.descendants().forEach(tree::add);
        return tree;
    }

    /** SIGKILL for the process and its descendants; waits until they are gone, at most that long. */
    static void kill(ProcessHandle root, Duration atMost) {
        // Whoever loses its parent is no longer found below the root, so all are looked up before the first dies.
        var tree = of(root);
        tree.forEach(ProcessHandle::destroyForcibly);
        awaitEnd(tree, atMost);
    }

    static void killDescendants(ProcessHandle root) {
        root.descendants().toList().forEach(ProcessHandle::destroyForcibly);
    }

    static boolean awaitEnd(Collection<ProcessHandle> processes, Duration atMost) {
        var ends = processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(ends)
                    .orTimeout(atMost.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
            return true;
        } catch (CompletionException _) {
            return false;
        }
    }
}
