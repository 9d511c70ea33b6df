package rtmlab.backends.launch;

import java.io.BufferedWriter;
import java.io.IOException;

/**
 * Ends a native server when this JVM dies before it, also by {@code kill -9}.
 *
 * <p>It is a shell that sees its standard input end. Windows has none, there the server outlives such a death.
 */
final class OrphanGuard {

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

    /** The guard is up before the server, so that no moment is unguarded but the one between start and watch. */
    static OrphanGuard start() throws IOException {
        return new OrphanGuard(new ProcessBuilder("sh", "-c", SCRIPT)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    void watch(Process server, Signal signal) throws IOException {
        var toShell = new BufferedWriter(shell.outputWriter());
        toShell.write(server.pid() + " " + signal + "\n");
        toShell.flush();
    }

    /** To be called once the server has ended: its process id may soon be somebody else's. */
    void dismiss() {
        shell.destroyForcibly();
    }
}
