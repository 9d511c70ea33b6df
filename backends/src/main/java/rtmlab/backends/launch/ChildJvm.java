package rtmlab.backends.launch;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A JVM of ours, as its parent sees it: it can be spoken to, paused and killed, and it cannot outlive its parent.
 *
 * <p>Its main opens a {@link ParentLink}. What it says there comes here line by line; all else that it prints is in its
 * log. When the parent ends, even by {@code kill -9}, the child's standard input ends, and so does the child, also when
 * it is paused.
 */
public final class ChildJvm implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int TAIL_LINES = 12;

    private final ChildSpec spec;
    private final Process process;
    private final BufferedWriter commands;
    private final Sayings sayings = new Sayings();
    private final CompletableFuture<@Nullable Void> heardAll = new CompletableFuture<>();
    private final CompletableFuture<Integer> exit;
    private @Nullable PauseGuard pause;

    private ChildJvm(ChildSpec spec, Process process) {
        this.spec = spec;
        this.process = process;
        this.commands = process.outputWriter(StandardCharsets.UTF_8);
        // A child that ends has often just said why: its last lines count before its end does.
        this.exit = process.onExit()
                .thenCompose(ended -> heardAll.copy()
                        .completeOnTimeout(null, 1, TimeUnit.SECONDS)
                        .thenApply(_ -> {
                            sayings.end();
                            return ended.exitValue();
                        }));
    }

    public static ChildJvm start(ChildSpec spec) {
        return start(spec, line -> {});
    }

    /**
     * Starts the child; does not wait for it.
     *
     * @param listener hears every line that the child says to its parent, in order; it should be quick
     */
    public static ChildJvm start(ChildSpec spec, Consumer<String> listener) {
        Folders.writable(spec.folder());
        Folders.writable(spec.temporaryFiles());
        var builder = new ProcessBuilder(spec.command())
                .redirectError(ProcessBuilder.Redirect.appendTo(spec.log().toFile()));
        builder.environment().put("CLASSPATH", spec.wholeClassPath());
        builder.environment().putAll(spec.environment());
        try {
            var child = new ChildJvm(spec, builder.start());
            Thread.ofPlatform().name("from " + spec.name()).daemon(true).start(() -> child.listen(listener));
            return child;
        } catch (IOException e) {
            throw new LaunchFailure("cannot start " + spec.name() + ": " + e.getMessage(), e);
        }
    }

    public String name() {
        return spec.name();
    }

    public long pid() {
        return process.pid();
    }

    public Path log() {
        return spec.log();
    }

    /** The child's own process, and those that it started. */
    public List<ProcessHandle> processes() {
        return ProcessTree.of(process.toHandle());
    }

    /** Sends one line; throws {@link LaunchFailure} when the child is no more. */
    public void send(String line) {
        try {
            synchronized (commands) {
                commands.write(line);
                commands.write('\n');
                commands.flush();
            }
        } catch (IOException e) {
            throw new LaunchFailure(
                    "cannot send \"" + line + "\" to " + name() + ", which is not running; its log is " + log(), e);
        }
    }

    /** Waits until the child has said such a line, now or earlier. */
    public String await(Predicate<String> line, Duration atMost) {
        return await(0, line, atMost);
    }

    /** Sends a command and waits for the child's answer to it. */
    public String ask(String command, Predicate<String> answer, Duration atMost) {
        long soFar = sayings.said();
        send(command);
        return await(soFar, answer, atMost);
    }

    /** Waits until the child says that it is ready, and returns what it said with it. */
    public String awaitReady(Duration atMost) {
        var line = await(said -> said.equals(ParentLink.READY) || said.startsWith(ParentLink.READY + " "), atMost);
        return line.substring(ParentLink.READY.length()).strip();
    }

    /** SIGKILL, for the child and all that it started; returns when they are gone. */
    public synchronized void kill() {
        var processes = processes();
        killDescendants();
        // Not the Process's own way, which also closes the streams, and what the child has just said is lost.
        process.toHandle().destroyForcibly();
        endWithin(processes, PATIENCE);
        letGo();
    }

    /** SIGSTOP, for the child and all that it started, until {@link #resume} or this process's end; not on Windows. */
    public synchronized void pause() {
        if (pause == null) {
            pause = PauseGuard.pause(process.toHandle());
        }
    }

    /** SIGCONT; does nothing to a child that is not paused. */
    public synchronized void resume() {
        letGo();
    }

    /** Asks the child to end in good order, and kills it when it takes longer than that. */
    public synchronized void stop(Duration atMost) {
        letGo();
        var processes = processes();
        try {
            send(ParentLink.STOP);
        } catch (LaunchFailure _) {
            // It has ended by itself.
        }
        endWithin(processes, atMost);
    }

    /** Ends the child as this process's own end would. */
    @Override
    public synchronized void close() {
        letGo();
        var processes = processes();
        try {
            commands.close();
        } catch (IOException _) {
            // A child that is gone reads nothing more.
        }
        endWithin(processes, PATIENCE);
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Completes with the exit status, 128 and the signal's number after a signal, once the child has ended. */
    public CompletableFuture<Integer> onExit() {
        return exit.copy();
    }

    /** Empty while the child lives. */
    public OptionalInt exitStatus() {
        return isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
    }

    /** Whether SIGINT or SIGTERM has ended it: then it has done what it does at a good end, and is no more. */
    public boolean hasEndedInGoodOrder() {
        return exitStatus().stream().anyMatch(status -> status == 130 || status == 143);
    }

    /** The last lines of the child's log. */
    public List<String> logTail(int lines) {
        return LogTail.of(log(), lines);
    }

    private String await(long from, Predicate<String> line, Duration atMost) {
        try {
            var found = sayings.first(from, line.or(ChildJvm::isFailure), atMost);
            if (found.isPresent() && !isFailure(found.get())) {
                return found.get();
            }
            throw new LaunchFailure(found.isPresent() ? ownWords(found.get()) : silence(atMost));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new LaunchFailure("interrupted while waiting for " + name());
        }
    }

    private static boolean isFailure(String line) {
        return line.startsWith(ParentLink.FAILED);
    }

    private String ownWords(String failure) {
        return name() + " could not go on: " + failure.substring(ParentLink.FAILED.length()) + logEnd();
    }

    private String silence(Duration atMost) {
        return sayings.isEnded()
                ? name() + " ended with exit status " + exit.join() + " before it answered" + logEnd()
                : name() + " did not answer within " + atMost.toMillis() / 1000.0 + " s" + logEnd();
    }

    private String logEnd() {
        var tail = logTail(TAIL_LINES);
        return tail.isEmpty()
                ? "; its log, " + log() + ", is empty"
                : "; its log, " + log() + ", ends with:\n    " + String.join("\n    ", tail);
    }

    /** A dead process counts as there until its parent has taken note, so its parent is given the time to do that. */
    private void killDescendants() {
        var children = process.children().toList();
        if (children.isEmpty()) {
            return;
        }
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        letGo();
        ProcessTree.await(() -> !isAlive() || children.stream().noneMatch(ProcessHandle::isAlive), PATIENCE);
    }

    private void letGo() {
        if (pause != null) {
            pause.resume();
            pause = null;
        }
    }

    private void endWithin(List<ProcessHandle> processes, Duration atMost) {
        if (!ProcessTree.awaitEnd(processes, atMost)) {
            processes.forEach(ProcessHandle::destroyForcibly);
            ProcessTree.awaitEnd(processes, PATIENCE);
        }
        try {
            // The process may be gone a moment before its exit status is here.
            exit.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new LaunchFailure(name() + ", process " + pid() + ", cannot be ended", e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void listen(Consumer<String> listener) {
        try (var lines = process.inputReader(StandardCharsets.UTF_8);
                var log = Files.newBufferedWriter(log(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(ParentLink.MARK)) {
                    var said = line.substring(ParentLink.MARK.length());
                    sayings.add(said);
                    tell(listener, said);
                } else {
                    log.write(line);
                    log.newLine();
                    log.flush();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("lost the output of " + name(), e);
        } finally {
            heardAll.complete(null);
            sayings.end();
        }
    }

    private static void tell(Consumer<String> listener, String said) {
        try {
            listener.accept(said);
        } catch (RuntimeException e) {
            // The child must be able to go on talking, whatever becomes of those who listen.
            var thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
        }
    }
}
