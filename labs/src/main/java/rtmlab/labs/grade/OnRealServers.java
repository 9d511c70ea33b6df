package rtmlab.labs.grade;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import rtmlab.backends.launch.EmbeddedServers;
import rtmlab.backends.launch.LaunchFailure;
import rtmlab.backends.launch.ServerAddresses;
import rtmlab.backends.launch.ServerOptions;
import rtmlab.harness.real.RealWorld;
import rtmlab.labs.Lab.RealTest;
import rtmlab.labs.Result;
import rtmlab.labs.real.SentArchitecture;
import rtmlab.labs.real.Submitted;

/** Runs the tests that need real processes on real Kafka, Redis and PostgreSQL, which are started for them. */
public final class OnRealServers implements Grader.RealServers {

    /** A machine that is busy may have failed a student once. */
    private static final int TRIES = 2;

    /** Ten times what a try takes; clients are more patient than that with nodes that never answer. */
    private static final Duration TRY_WITHIN = Duration.ofMinutes(3);

    private final Path folder;
    private final Path cache;
    private final Consumer<String> progress;

    /**
     * @param folder for histories and logs
     * @param cache for the servers' programs, unpacked once
     */
    public OnRealServers(Path folder, Path cache, Consumer<String> progress) {
        this.folder = folder;
        this.cache = cache;
        this.progress = progress;
    }

    @Override
    public Map<String, Result> run(Submitted submitted, List<RealTest> tests, Map<String, String> data) {
        progress.accept("Starting Kafka, Redis and PostgreSQL for the last part …");
        var results = new LinkedHashMap<String, Result>();
        var options = ServerOptions.small(cache);
        // Kafka starts, and a dozen nodes, one after the other on so few cores: the first check pays for all that
        // follow.
        EmbeddedServers.shortenStarts(folder.resolve("recording/kafka"), options);
        try (var servers = EmbeddedServers.start(folder.resolve("servers"), options)) {
            RealWorld.shortenStarts(servers.addresses(), folder.resolve("recording"), cache);
            for (var test : tests) {
                progress.accept("On real processes: " + test.name() + " …");
                results.put(test.name(), result(submitted, test, data, servers.addresses()));
            }
        }
        return results;
    }

    private Result result(Submitted submitted, RealTest test, Map<String, String> data, ServerAddresses servers) {
        var result = Result.failed("");
        for (var number = 1; number <= TRIES && !result.passed(); number++) {
            try {
                result = attempt(submitted, test, Objects.requireNonNull(data.get(test.dataOf())), servers, number);
            } catch (TimeoutException _) {
                return Result.failed("on real processes, it had not come to an end after " + TRY_WITHIN.toSeconds()
                        + " s: does your code come back from every call?");
            }
        }
        return result;
    }

    /** What this returns; it is left alone, on a thread of its own, when that takes longer. */
    static Result within(Duration limit, Supplier<Result> attempt) throws TimeoutException {
        var result = new FutureTask<>(attempt::get);
        Thread.ofPlatform().daemon(true).name("tries it on real processes").start(result);
        try {
            return result.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : new CompletionException(failed);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while grading", e);
        }
    }

    /** What an earlier check has left: its nodes' disks are not these nodes'. */
    private static void clear(Path folder) {
        try {
            ScratchFolder.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + folder, e);
        }
    }

    private Result attempt(Submitted submitted, RealTest test, String data, ServerAddresses servers, int number)
            throws TimeoutException {
        var to = folder.resolve(test.name().replaceAll("[^a-zA-Z0-9]+", "-") + "-" + number);
        clear(to);
        var architecture =
                test.isOfPieces() ? new SentArchitecture(submitted, test.architecture(), to) : test.architecture();
        try (var world = new RealWorld(architecture, test.on(), servers, to, cache, Map.of())) {
            return within(TRY_WITHIN, () -> test.attempt().on(world, data));
        } catch (LaunchFailure | IllegalStateException failure) {
            if (!test.isOfPieces()) {
                throw failure;
            }
            return Result.failed("the nodes with your code in them did not do their work: " + failure.getMessage());
        }
    }
}
