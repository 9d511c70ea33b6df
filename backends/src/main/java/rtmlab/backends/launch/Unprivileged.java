package rtmlab.backends.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How to run a program that refuses to be run by root, when we are root: as in many containers and on CI machines. */
final class Unprivileged {

    private static final List<String> AS_WE_ARE = List.of();

    // A user namespace of its own without a user in it: the program sees itself as nobody, and our files as its own.
    // Shared memory in a namespace of its own cannot be left behind.
    private static final List<String> IN_A_NAMESPACE = List.of("unshare", "--user", "--ipc");

    private static final int NOBODY = 65534;

    // Containers often forbid namespaces. Then it becomes nobody in earnest, who needs files of its own.
    private static final List<String> AS_NOBODY =
            List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups");

    private final List<String> prefix;

    private Unprivileged(List<String> prefix) {
        this.prefix = prefix;
    }

    /** The way that works on this machine, for that program of ours. */
    static Unprivileged wayTo(Path program) throws IOException, InterruptedException {
        if (!weAreRoot()) {
            return new Unprivileged(AS_WE_ARE);
        }
        for (var prefix : List.of(IN_A_NAMESPACE, AS_NOBODY)) {
            var way = new Unprivileged(prefix);
            if (way.reaches(program)) {
                return way;
            }
        }
        throw new LaunchFailure(
                "PostgreSQL does not run as root: this machine forbids unshare, and the user nobody " + "cannot reach "
                        + program + "; start this as another user, or from a folder that everybody can enter");
    }

    List<String> command(List<String> command) {
        var all = new ArrayList<>(prefix);
        all.addAll(command);
        return all;
    }

    /** Creates a folder in which the program may do as it likes. */
    void createFolder(Path folder) throws IOException {
        Files.createDirectories(folder);
        if (prefix.equals(AS_NOBODY)) {
            Files.setAttribute(folder, "unix:uid", NOBODY);
        }
    }

    private boolean reaches(Path program) throws InterruptedException {
        try {
            var test = command(List.of("sh", "-c", "test -x \"$1\"", "sh", program.toString()));
            return new ProcessBuilder(test)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException _) {
            return false;
        }
    }

    private static boolean weAreRoot() throws IOException {
        // Whoever creates a file owns it.
        var probe = Files.createTempFile("probe", null);
        try {
            return probe.getFileSystem().supportedFileAttributeViews().contains("unix")
                    && Files.getAttribute(probe, "unix:uid").equals(0);
        } finally {
            Files.delete(probe);
        }
    }
}
