package rtmlab.labs.grade;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import rtmlab.backends.launch.EmbeddedServers;
import rtmlab.backends.launch.ServerOptions;
import rtmlab.harness.real.RealWorld;
import rtmlab.labs.Lab;
import rtmlab.labs.Result;

/** Runs the tests that need real processes on real Kafka, Redis and PostgreSQL, which are started for them. */
public final class OnRealServers implements Grader.RealServers {

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
    public Map<String, Result> run(List<Lab.RealTest> tests, Map<String, String> data) {
        progress.accept("Starting Kafka, Redis and PostgreSQL for the last part …");
        var results = new LinkedHashMap<String, Result>();
        try (var servers = EmbeddedServers.start(folder.resolve("servers"), ServerOptions.small(cache))) {
            for (var test : tests) {
                try (var world =
                        new RealWorld(test.architecture(), test.on(), servers.addresses(), folder, cache, Map.of())) {
                    results.put(test.name(), test.attempt().on(world, Objects.requireNonNull(data.get(test.dataOf()))));
                }
            }
        }
        return results;
    }
}
