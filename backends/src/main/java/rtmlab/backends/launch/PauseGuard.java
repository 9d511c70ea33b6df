package rtmlab.backends.launch;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * Holds processes stopped, as SIGSTOP does, for as long as this process lives and wants it.
 *
 * <p>A stopped process cannot see that its parent has died. So a shell stops it, which lets it go on when its own
 * standard input ends: on {@link #resume}, and when this process dies, however it dies.
 */
final class PauseGuard {

    private static final String SCRIPT = """
            trap '' HUP INT TERM
            held=
            while read -r pid; do
                held="$held $pid"
                kill -STOP "$pid" 2>/dev/null
                echo "$pid"
            done
            kill -CONT $held 2>/dev/null
            exit 0
            """;

    private final Process shell;
    private final HashSet<Long> held = new HashSet<>();

    private PauseGuard(Process shell) {
        this.shell = shell;
    }

    /** Stops a process and all that it started. */
    static PauseGuard pause(ProcessHandle root) {
        requireSignals();
        try {
            var guard = new PauseGuard(new ProcessBuilder("sh", "-c", SCRIPT)
                    .redirectErrorStream(true)
                    .start());
            guard.stopAll(root);
            return guard;
        } catch (IOException e) {
            throw new LaunchFailure("cannot pause process " + root.pid() + ": " + e.getMessage(), e);
        }
    }

    void resume() {
        try {
            shell.getOutputStream().close();
            if (shell.waitFor() != 0) {
                // The shell itself was killed: then it is ours to let them go on.
                var command = new ArrayList<>(List.of("sh", "-c", "kill -CONT \"$@\"", "sh"));
                held.forEach(pid -> command.add(pid.toString()));
                new ProcessBuilder(command).start().waitFor();
            }
        } catch (IOException e) {
            throw new LaunchFailure("cannot resume the processes " + held + ": " + e.getMessage(), e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void stopAll(ProcessHandle root) throws IOException {
        var toShell = new BufferedWriter(shell.outputWriter());
        var fromShell = new BufferedReader(shell.inputReader());
        // One that is still running may start another: look again until nobody new is found.
        for (boolean someNew = true; someNew; ) {
            someNew = false;
            for (var process : ProcessTree.of(root)) {
                if (held.add(process.pid())) {
                    someNew = true;
                    toShell.write(process.pid() + "\n");
                    toShell.flush();
                    fromShell.readLine();
                }
            }
        }
    }

    private static void requireSignals() {
        if (!Signal.available()) {
            throw new LaunchFailure(
                    "a process cannot be paused on Windows, which has no SIGSTOP; run this on Linux or macOS");
        }
    }
}
