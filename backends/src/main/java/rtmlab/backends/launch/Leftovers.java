package rtmlab.backends.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Processes that a server left behind when it was killed alone.
 *
 * <p>A PostgreSQL session that is busy does not see its server die: it goes on with its query, in data that the next
 * server takes for its own. They are told from others by their program and the folder that they work in, on Linux.
 */
final class Leftovers {

    private static final Duration DEAD_WITHIN = Duration.ofSeconds(2);

    private Leftovers() {}

    /** Kills all processes that run this program in this folder. */
    static void kill(Path program, Path folder) {
        var leftovers = ProcessHandle.allProcesses()
                .filter(process -> leadsTo(process, "exe", program) && leadsTo(process, "cwd", folder))
                .toList();
        leftovers.forEach(ProcessHandle::destroyForcibly);
        ProcessTree.awaitEnd(leftovers, DEAD_WITHIN);
    }

    private static boolean leadsTo(ProcessHandle process, String link, Path file) {
        try {
            var path = Path.of("/proc", Long.toString(process.pid()), link);
            return Files.readSymbolicLink(path).equals(file.toRealPath());
        } catch (IOException _) {
            // Not Linux, somebody else's process, or gone this moment.
            return false;
        }
    }
}
