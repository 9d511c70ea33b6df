package rtmlab.harness.real;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** How much memory processes have in use, as Linux counts it; 0 elsewhere. */
public final class ResidentMemory {

    private ResidentMemory() {}

    /** In bytes, of all of them together. */
    public static long ofAll(List<ProcessHandle> processes) {
        return processes.stream().mapToLong(ResidentMemory::of).sum();
    }

    private static long of(ProcessHandle process) {
        try {
            for (var line : Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
                if (line.startsWith("VmRSS:")) {
                    return Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024;
                }
            }
        } catch (IOException _) {
            // No such process any more, or no Linux.
        }
        return 0;
    }
}
