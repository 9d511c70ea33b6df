package rtmlab.backends.launch;

import java.io.BufferedWriter;
import java.io.IOException;

/**
 * Ends a process that is no JVM of ours when this JVM dies before it, also by {@code kill -9}.
 *
 * <p>It is a shell that sees its standard input end. Windows has none, there the process outlives such a death.
 */
public final class OrphanGuard {

    private static final String SCRIPT = """
            trap '' HUP INT TERM
            read -r pid signal || exit 0
            while read -r _; do :; done
            kill -s "$signal" "$pid" 2>/dev/null
            tenths=0
            while kill -0 "$pid" 2>/dev/null && [ "$tenths" -lt 15 ]; do
                sleep 0.1
                tenths=$((tenths + 1))
            done
            kill -s KILL "$pid" 2>/dev/null
            exit 0
            """;

    private final Process shell;

    private OrphanGuard(Process shell) {
        this.shell = shell;
    }

    /** The guard is up before the process, so that no moment is unguarded but the one between start and watch. */
    public static OrphanGuard start() throws IOException {
        return new OrphanGuard(new ProcessBuilder("sh", "-c", SCRIPT)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    /** Sends the signal once this JVM is gone, and SIGKILL where that does not help. */
    public void watch(Process process, Signal signal) throws IOException {
        var toShell = new BufferedWriter(shell.outputWriter());
        toShell.write(process.pid() + " " + signal + "\n");
        toShell.flush();
    }

    /** To be called once the process has ended: its process id may soon be somebody else's. */
    public void dismiss() {
        shell.destroyForcibly();
    }
}
