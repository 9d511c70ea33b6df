package rtmlab.backends.launch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka, a Redis and a PostgreSQL for one run: started side by side on this machine, gone with this process.
 *
 * <p>Below the run's folder are the logs, {@code kafka.log}, {@code redis.log} and {@code postgres.log}, and what the
 * servers store, in {@code data}.
 */
public final class EmbeddedServers implements ServerGroup {

    private static final int ATTEMPTS = 5;

    private final ServerAddresses addresses;
    private final List<EmbeddedServer> brokers;
    private final EmbeddedServer redis;
    private final EmbeddedServer postgres;
    private final Path data;
    private final ServerOptions options;
    private final Deaths deaths;
    private final @Nullable Proxies proxies;

    /** A way to each server that can be made slow. */
    private record Proxies(ServerProxy kafka, ServerProxy redis, ServerProxy postgres) {

        static Proxies open() {
            return new Proxies(ServerProxy.open("Kafka"), ServerProxy.open("Redis"), ServerProxy.open("PostgreSQL"));
        }

        void close() {
            kafka.close();
            redis.close();
            postgres.close();
        }
    }

    private EmbeddedServers(
            Started<KafkaServer.Cluster> kafka,
            Started<Integer> redis,
            Started<Integer> postgres,
            Path data,
            ServerOptions options,
            Deaths deaths,
            @Nullable Proxies proxies) {
        if (proxies != null) {
            proxies.kafka().to(kafka.where().clientPorts().getFirst());
            proxies.redis().to(redis.where());
            proxies.postgres().to(postgres.where());
        }
        var redisPort = proxies == null ? redis.where() : proxies.redis().port();
        var postgresPort =
                proxies == null ? postgres.where() : proxies.postgres().port();
        this.proxies = proxies;
        this.addresses = ServerAddresses.ofOwn(
                        kafka.where().bootstrap(), redisPort, postgresPort, PostgresServer.USER, "")
                .withTopics(options.topics());
        this.brokers = List.copyOf(kafka.servers());
        this.redis = redis.servers().getFirst();
        this.postgres = postgres.servers().getFirst();
        this.data = data;
        this.options = options;
        this.deaths = deaths;
    }

    /** Returns when all of them answer; throws {@link LaunchFailure}, and leaves none behind, when one cannot. */
    public static EmbeddedServers start(Path folder, ServerOptions options) {
        return start(folder, options, null);
    }

    /** As {@link #start}, with a proxy before each server: {@link #wayTo} can make it slow. One broker. */
    public static EmbeddedServers startBehindProxies(Path folder, ServerOptions options) {
        var proxies = Proxies.open();
        try {
            return start(folder, options, proxies);
        } catch (RuntimeException e) {
            proxies.close();
            throw e;
        }
    }

    private static EmbeddedServers start(Path folder, ServerOptions options, @Nullable Proxies proxies) {
        Folders.writable(folder);
        Folders.writable(options.cacheFolder());
        requireFree(options.ports().kafka(), "Kafka");
        requireFree(options.ports().redis(), "Redis");
        requireFree(options.ports().postgres(), "PostgreSQL");
        var data = folder.resolve("data");
        if (!options.keepData()) {
            // Of a run that could not close its servers.
            delete(data);
        }
        Folders.writable(data);
        var start = new Start(folder, data, options, new Deaths(), proxies);
        var kafka = CompletableFuture.supplyAsync(start::kafka, Start::inThread);
        var redis = CompletableFuture.supplyAsync(start::redis, Start::inThread);
        var postgres = CompletableFuture.supplyAsync(start::postgres, Start::inThread);
        try {
            CompletableFuture.allOf(kafka, redis, postgres).join();
            return new EmbeddedServers(
                    kafka.join(), redis.join(), postgres.join(), data, options, start.deaths(), proxies);
        } catch (CompletionException e) {
            Stream.of(kafka, redis, postgres)
                    .filter(started -> !started.isCompletedExceptionally())
                    .forEach(started -> started.join().close());
            throw e.getCause() instanceof LaunchFailure failure ? failure : e;
        }
    }

    /**
     * Makes Kafka start in half the time from now on, where class paths are of jars; takes some 5 s, and 65 MB in the cache
     * folder, or nothing where this was done before. Where it fails, as on a machine under heavy load, starts take what they
     * took.
     *
     * @param folder for the log of it
     * @return whether they do
     */
    public static boolean shortenStarts(Path folder, ServerOptions options) {
        var data = folder.resolve("data");
        var cluster = new KafkaServer.Cluster(List.of(Ports.free()), List.of(Ports.free()), false);
        var spec = KafkaServer.spec(
                folder, options.cacheFolder(), data.resolve("kafka-1"), 1, cluster, options.kafkaJvmOptions());
        if (AotCache.isRecorded(spec, options.cacheFolder())) {
            return true;
        }
        try {
            Folders.writable(data);
            return AotCache.record(spec, options.cacheFolder());
        } catch (LaunchFailure _) {
            return false;
        } finally {
            delete(data);
        }
    }

    @Override
    public ServerAddresses addresses() {
        return addresses;
    }

    /** The first broker, and the only one unless there are more. */
    public EmbeddedServer kafka() {
        return brokers.getFirst();
    }

    public List<EmbeddedServer> brokers() {
        return brokers;
    }

    public EmbeddedServer redis() {
        return redis;
    }

    public EmbeddedServer postgres() {
        return postgres;
    }

    /** The proxy before one of the servers; only where they were started behind proxies. */
    public ServerProxy wayTo(EmbeddedServer server) {
        if (proxies == null) {
            throw new IllegalStateException("these servers were started without proxies");
        }
        return server == redis ? proxies.redis() : server == postgres ? proxies.postgres() : proxies.kafka();
    }

    /** All processes of all servers. */
    public List<ProcessHandle> processes() {
        return all().stream().flatMap(server -> server.processes().stream()).toList();
    }

    @Override
    public void onDeath(Consumer<String> listener) {
        deaths.listen(listener);
    }

    /** Ends all servers, and deletes their data unless it is to be kept. */
    @Override
    public void close() {
        var all = all();
        // A server that somebody looks into afterwards should be at rest.
        var ends = all.stream()
                .map(server ->
                        CompletableFuture.runAsync(options.keepData() ? server::stop : server::close, Start::inThread))
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(ends).join();
        if (proxies != null) {
            proxies.close();
        }
        if (!options.keepData()) {
            delete(data);
        }
    }

    @Override
    public List<EmbeddedServer> all() {
        return Stream.concat(brokers.stream(), Stream.of(redis, postgres)).toList();
    }

    private static void delete(Path data) {
        try {
            Folders.delete(data);
        } catch (IOException e) {
            throw new LaunchFailure("cannot delete the servers' data in " + data + ": " + e.getMessage(), e);
        }
    }

    private static void requireFree(int asked, String server) {
        if (asked != 0 && Ports.isTaken(asked)) {
            throw new PortTaken(asked, server);
        }
    }

    /** Servers that are ready, and where they listen. */
    private record Started<W>(W where, List<EmbeddedServer> servers) {

        void close() {
            servers.forEach(EmbeddedServer::close);
        }
    }

    /** How each of them is started, on other ports when somebody was quicker. */
    private record Start(
            Path folder,
            Path data,
            ServerOptions options,
            Deaths deaths,
            @Nullable Proxies proxies) {

        Started<KafkaServer.Cluster> kafka() {
            int asked = options.ports().kafka();
            return withRetries(asked, () -> {
                var nodes = IntStream.rangeClosed(1, options.brokers()).boxed().toList();
                var ports = nodes.stream()
                        .map(node -> node == 1 ? orFree(asked) : Ports.free())
                        .toList();
                var cluster = new KafkaServer.Cluster(
                        ports,
                        proxies == null ? ports : List.of(proxies.kafka().port()),
                        nodes.stream().map(_ -> Ports.free()).toList(),
                        options.uncleanElection());
                return ready(cluster, nodes.stream().map(node -> broker(node, cluster)));
            });
        }

        Started<Integer> redis() {
            int asked = options.ports().redis();
            return withRetries(asked, () -> {
                int port = orFree(asked);
                var spec = RedisServer.spec(
                        folder, options.cacheFolder(), data.resolve("redis"), port, options.redisKeepsMemory());
                return ready(port, Stream.of(EmbeddedServer.launch("Redis", spec, List.of(port), deaths::tell)));
            });
        }

        Started<Integer> postgres() {
            int asked = options.ports().postgres();
            return withRetries(asked, () -> {
                int port = orFree(asked);
                var spec = PostgresServer.spec(folder, options.cacheFolder(), data.resolve("postgres"), port);
                return ready(port, Stream.of(EmbeddedServer.launch("PostgreSQL", spec, List.of(port), deaths::tell)));
            });
        }

        private EmbeddedServer broker(int node, KafkaServer.Cluster cluster) {
            var spec = KafkaServer.spec(
                    folder,
                    options.cacheFolder(),
                    data.resolve("kafka-" + node),
                    node,
                    cluster,
                    options.kafkaJvmOptions());
            var title = cluster.nodes() == 1 ? "Kafka" : "Kafka broker " + node;
            return EmbeddedServer.launch(title, spec, cluster.portsOf(node), deaths::tell);
        }

        private static <W> Started<W> ready(W where, Stream<EmbeddedServer> launches) {
            var started = new Started<>(where, new ArrayList<>());
            try {
                launches.forEach(started.servers()::add);
                started.servers().forEach(EmbeddedServer::awaitReady);
                return started;
            } catch (LaunchFailure e) {
                started.close();
                throw e;
            }
        }

        /** Between looking for a free port and listening there, somebody else may have come. */
        private static <W> Started<W> withRetries(int asked, Supplier<Started<W>> start) {
            for (int attempt = 1; ; attempt++) {
                try {
                    return start.get();
                } catch (PortTaken e) {
                    if (asked != 0 || attempt == ATTEMPTS) {
                        throw e;
                    }
                }
            }
        }

        private static int orFree(int asked) {
            return asked == 0 ? Ports.free() : asked;
        }

        static void inThread(Runnable task) {
            Thread.ofVirtual().start(task);
        }
    }
}
