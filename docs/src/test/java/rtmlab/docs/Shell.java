package rtmlab.docs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Commands that a shell has run in the project's folder, and what came of them. */
record Shell(int exitStatus, List<String> output, List<String> errors) {

    private static final int LIMIT_MINUTES = 15;

    /**
     * Runs commands until they end; or until they have said some words, and then ends them as Ctrl-C does.
     *
     * @throws AssertionError when they take longer than a reader would wait
     */
    static Shell run(String commands, Optional<String> until) throws IOException, InterruptedException {
        var process = new ProcessBuilder("bash", "-euo", "pipefail", "-c", commands)
                .directory(Page.HOME.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
                .start();
        var output = new Lines(process, false, until.orElse(null));
        var errors = new Lines(process, true, until.orElse(null));
        try {
            if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
                throw new AssertionError("no end after " + LIMIT_MINUTES + " minutes of " + commands);
            }
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        if (until.isPresent() && !output.hasSaid && !errors.hasSaid) {
            throw new AssertionError("\"" + until.get() + "\" was never said: " + output.join() + errors.join());
        }
        return new Shell(process.exitValue(), output.join(), errors.join());
    }

    List<String> everything() {
        var all = new ArrayList<>(output);
        all.addAll(errors);
        return all;
    }

    /** One of a process's outputs, read beside the other one. */
    private static final class Lines {
        private final List<String> lines = new ArrayList<>();
        private final Thread reader;
        private volatile boolean hasSaid;

        Lines(Process process, boolean isError, @Nullable String until) {
            reader = Thread.ofPlatform().daemon().start(() -> {
                var in = isError
                        ? process.errorReader(StandardCharsets.UTF_8)
                        : process.inputReader(StandardCharsets.UTF_8);
                in.lines().forEach(line -> {
                    lines.add(line);
                    if (until != null && line.contains(until)) {
                        hasSaid = true;
                        process.descendants().forEach(ProcessHandle::destroy);
                    }
                });
            });
        }

        List<String> join() throws InterruptedException {
            reader.join();
            return lines;
        }
    }
}
