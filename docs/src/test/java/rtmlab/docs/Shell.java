package rtmlab.docs;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Commands that a shell has run in the project's folder, and what came of them. */
record Shell(int exitStatus, List<String> output, List<String> errors) {

    private static final Duration LIMIT = Duration.ofMinutes(10);

    /**
     * Runs commands until they end; or until they have said some words, and then ends them by Ctrl-C's signal.
     *
     * @param home what {@code ~} is for them, so that they leave nothing in the user's own
     * @throws AssertionError when they take longer than a reader would wait, or leave a process behind
     */
    static Shell run(String commands, Optional<String> until, Path home) throws IOException, InterruptedException {
        var family = new Family();
        // The last line keeps the shell from becoming its only command: the signal is for what it has started.
        var builder = new ProcessBuilder("bash", "-euo", "pipefail", "-c", commands + "\ntrue")
                .directory(Page.HOME.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        family.mark(builder);
        var environment = builder.environment();
        // Maven keeps its own things where they are, and the JDK is looked for nowhere else.
        environment.putIfAbsent(
                "MAVEN_USER_HOME",
                Path.of(System.getProperty("user.home"), ".m2").toString());
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("HOME", home.toString());
        var process = builder.start();
        var output = new Lines(process, false, until.orElse(null));
        var errors = new Lines(process, true, until.orElse(null));
        List<String> left;
        try {
            if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("no end after " + LIMIT + " of " + commands);
            }
        } finally {
            left = process.isAlive() ? List.of() : family.awaitGone();
            family.kill();
        }
        if (!left.isEmpty()) {
            throw new AssertionError("left behind by " + commands + ":\n" + String.join("\n", left));
        }
        var said = output.join();
        var told = errors.join();
        if (until.isPresent() && !output.hasSaid && !errors.hasSaid) {
            throw new AssertionError("\"" + until.get() + "\" was never said, but " + said + told);
        }
        return new Shell(process.exitValue(), said, told);
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
                    if (until != null && !hasSaid && line.contains(until)) {
                        hasSaid = true;
                        process.children().forEach(child -> Family.signal("INT", child));
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
