package rtmlab.harness.notebook;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import rtmlab.backends.launch.OrphanGuard;
import rtmlab.backends.launch.Signal;

/** The machine's own Jupyter, as a child process. */
public final class Jupyter {

    /** A cell that computes longer than this is taken to hang. */
    private static final int CELL_SECONDS = 300;

    /**
     * A kernel that does not answer within this is started anew, with twice the patience each time, so often. Of version
     * 3.0.1 some never do: they take a request before they are ready, and then no other. On a busy machine others take long,
     * and one whose port somebody else took, between Jupyter's choice of it and its own use, ends before it answers.
     */
    private static final int STARTUP_SECONDS = 10;

    private static final int STARTS = 6;

    /** What Jupyter says of such kernels: no cell has run by then. */
    private static final List<String> NO_ANSWER =
            List.of("Kernel didn't respond", "Kernel died before replying to kernel_info");

    private final Path program;
    private final Kernel kernel;

    public Jupyter(Path program, Kernel kernel) {
        this.program = program;
        this.kernel = kernel;
    }

    /** The program on this PATH; empty where there is none. */
    public static Optional<Path> onPath(String path) {
        return Stream.of(path.split(File.pathSeparator))
                .map(folder -> Path.of(folder).resolve("jupyter"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Whether it has this subcommand, such as {@code nbconvert}: each is a package of its own. */
    public static boolean has(Path program, String subcommand) throws IOException, InterruptedException {
        var asked = new ProcessBuilder(program.toString(), subcommand, "--version")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return asked.waitFor() == 0;
    }

    /**
     * Executes a notebook from a clean kernel.
     *
     * @param executed where the notebook with its new outputs goes
     * @return what Jupyter said, where it failed; a cell that throws is no failure, but an output
     */
    public Optional<String> execute(Path notebook, Path executed) throws IOException, InterruptedException {
        Files.createDirectories(executed.getParent());
        var log = executed.resolveSibling(executed.getFileName() + ".log");
        var patience = STARTUP_SECONDS;
        for (var start = 1; ; start++) {
            var status = waitFor(conversion(notebook, executed, patience)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile()));
            if (status == 0) {
                return Optional.empty();
            }
            if (start == STARTS || NO_ANSWER.stream().noneMatch(Files.readString(log)::contains)) {
                return Optional.of(lastLine(log));
            }
            patience *= 2;
        }
    }

    private ProcessBuilder conversion(Path notebook, Path executed, int startupSeconds) {
        var arguments = List.of(
                "nbconvert",
                "--to=notebook",
                "--execute",
                "--allow-errors",
                "--ExecutePreprocessor.timeout=" + CELL_SECONDS,
                "--ExecutePreprocessor.startup_timeout=" + startupSeconds,
                "--output-dir=" + executed.toAbsolutePath().getParent(),
                "--output=" + executed.getFileName(),
                notebook.toAbsolutePath().toString());
        var folder = Objects.requireNonNull(notebook.toAbsolutePath().getParent(), "a file has a folder");
        return builder(folder, arguments);
    }

    /** Opens Jupyter's page on a folder, until it is ended; its output is the user's. */
    public int open(Path folder) throws IOException, InterruptedException {
        return waitFor(builder(folder, List.of("notebook", "--notebook-dir=" + folder.toAbsolutePath()))
                .inheritIO());
    }

    private ProcessBuilder builder(Path folder, List<String> arguments) {
        var command = new ArrayList<String>();
        command.add(program.toString());
        command.addAll(arguments);
        var builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment()
                .put("JUPYTER_PATH", kernel.jupyterPath().toAbsolutePath().toString());
        // Whatever Jupyter wants to remember stays in our folder, not in the user's home.
        builder.environment()
                .put(
                        "IPYTHONDIR",
                        kernel.jupyterPath().resolve("ipython").toAbsolutePath().toString());
        return builder;
    }

    /** Neither outlives us: the kernel ends with its Jupyter, and Jupyter with us. */
    private static int waitFor(ProcessBuilder jupyter) throws IOException, InterruptedException {
        var guard = Signal.available() ? OrphanGuard.start() : null;
        var process = jupyter.start();
        if (guard != null) {
            guard.watch(process, Signal.TERM);
        }
        try {
            return process.waitFor();
        } finally {
            if (guard != null) {
                guard.dismiss();
            }
        }
    }

    private static String lastLine(Path log) throws IOException {
        var lines =
                Files.readAllLines(log).stream().filter(line -> !line.isBlank()).toList();
        return (lines.isEmpty() ? "it said nothing" : lines.getLast()) + " (all of it is in " + log + ")";
    }
}
