package rtmlab.backends.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A server that is no JVM, held by this child JVM: neither outlives the other. */
final class NativeServer {

    // Together less than the 5 s after which nothing of a run may be left.
    private static final Duration QUICK = Duration.ofSeconds(2);
    private static final Duration IN_GOOD_ORDER = Duration.ofSeconds(10);

    private final Process process;
    private final @Nullable OrphanGuard guard;
    private final CompletableFuture<Boolean> ready = new CompletableFuture<>();

    private NativeServer(Process process, @Nullable OrphanGuard guard) {
        this.process = process;
        this.guard = guard;
    }

    /**
     * How to start it and how to end it.
     *
     * @param program what the command comes down to
     * @param data the folder that it works in, alone
     * @param ready what stands in the line by which the server says that it takes connections
     * @param inGoodOrder the signal that lets it finish what it is at
     * @param quick the signal for when there is no time
     */
    record Spec(List<String> command, Path program, Path data, String ready, Signal inGoodOrder, Signal quick) {}

    /** Starts the server and waits until it takes connections; whatever it prints goes to this child's log. */
    static NativeServer start(Spec spec, ParentLink parent) throws IOException, InterruptedException {
        Leftovers.kill(spec.program(), spec.data());
        var guard = Signal.available() ? OrphanGuard.start() : null;
        var process =
                new ProcessBuilder(spec.command()).redirectErrorStream(true).start();
        var server = new NativeServer(process, guard);
        if (guard != null) {
            guard.watch(process, spec.quick());
        }
        parent.onStop(() -> server.end(spec.inGoodOrder(), IN_GOOD_ORDER));
        parent.onOrphaned(() -> server.end(spec.quick(), QUICK));
        process.getOutputStream().close();
        Thread.ofPlatform().name("output").daemon(true).start(() -> server.copyOutput(spec.ready()));
        server.awaitReady();
        var _ = process.onExit().thenAccept(ended -> {
            Leftovers.kill(spec.program(), spec.data());
            parent.end(ended.exitValue());
        });
        return server;
    }

    private void awaitReady() throws InterruptedException {
        try {
            if (!ready.get()) {
                throw new LaunchFailure("it ended with exit status " + process.waitFor() + " before it was ready");
            }
        } catch (ExecutionException e) {
            throw new LaunchFailure("its output could not be read", e);
        }
    }

    private void copyOutput(String readyWords) {
        try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                System.err.println(line);
                if (line.contains(readyWords)) {
                    ready.complete(true);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            ready.complete(false);
        }
    }

    private void end(Signal signal, Duration atMost) {
        signal.send(process);
        try {
            if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                ProcessTree.kill(process.toHandle(), QUICK);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        if (guard != null) {
            guard.dismiss();
        }
    }
}
