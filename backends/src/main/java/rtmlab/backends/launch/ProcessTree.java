package rtmlab.backends.launch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A process with all that it started. */
final class ProcessTree {

    private static final Duration LOOK_EVERY = Duration.ofMillis(2);

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

    /** Whether all of them have ended within that time. */
    static boolean awaitEnd(Collection<ProcessHandle> processes, Duration atMost) {
        // ProcessHandle.onExit looks only now and then after processes that are not our own children.
        return await(() -> processes.stream().noneMatch(ProcessTree::runs), atMost);
    }

    /** Whether it has come true within that time. */
    static boolean await(BooleanSupplier condition, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
        return true;
    }

    /** Unlike {@link ProcessHandle#isAlive}, not true of a dead process that waits for its new parent to take note. */
    static boolean runs(ProcessHandle process) {
        return process.isAlive() && !isZombie(process.pid());
    }

    private static boolean isZombie(long pid) {
        try {
            // The state follows the program's name, which is in parentheses and may hold anything.
            var stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"), StandardCharsets.ISO_8859_1);
            return stat.startsWith("Z", stat.lastIndexOf(')') + 2);
        } catch (IOException _) {
            // Not Linux, or gone this moment.
            return false;
        }
    }
}
