package rtmlab.backends.launch;

import java.io.IOException;

/** What one process can tell another. */
public enum Signal {
    INT,
    QUIT,
    TERM,
    KILL;

    public static boolean available() {
        return !System.getProperty("os.name").startsWith("Windows");
    }

    /** Where there are no signals, whatever is sent kills. */
    void send(Process to) {
        if (this == KILL || !available()) {
            to.destroyForcibly();
            return;
        }
        try {
            // A shell has kill built in; slim container images have no such program.
            new ProcessBuilder("sh", "-c", "kill -s \"$1\" \"$2\"", "sh", name(), Long.toString(to.pid()))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException _) {
            to.destroyForcibly();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
