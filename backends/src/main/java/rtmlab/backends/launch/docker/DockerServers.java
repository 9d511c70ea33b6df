package rtmlab.backends.launch.docker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import rtmlab.backends.launch.ChildJvm;
import rtmlab.backends.launch.Deaths;
import rtmlab.backends.launch.LaunchFailure;
import rtmlab.backends.launch.Server;
import rtmlab.backends.launch.ServerAddresses;
import rtmlab.backends.launch.ServerGroup;

/**
 * A Kafka, a Redis and a PostgreSQL in containers, on ports of the loopback address; gone with this process.
 *
 * <p>Below the run's folder are the logs: one per container, and {@code containers.log} of whoever holds them.
 */
public final class DockerServers implements ServerGroup {

    /** Images may have to be pulled first. */
    private static final Duration READY_WITHIN = Duration.ofMinutes(15);

    private static final Duration ENDS_WITHIN = Duration.ofSeconds(30);

    private final Path folder;
    private final String run;
    private final ChildJvm holder;
    private final ServerAddresses addresses;
    private final List<DockerServer> servers;

    private DockerServers(
            Path folder, String run, ChildJvm holder, ServerAddresses addresses, List<DockerServer> servers) {
        this.folder = folder;
        this.run = run;
        this.holder = holder;
        this.addresses = addresses;
        this.servers = servers;
    }

    /**
     * Returns when all of them answer; throws {@link LaunchFailure}, and leaves none behind, when one does not, or where
     * there is no Docker engine.
     *
     * @param news hears of what takes long, in one sentence
     */
    public static DockerServers start(Path folder, DockerOptions options, Consumer<String> news) {
        var run = UUID.randomUUID().toString();
        var absolute = folder.toAbsolutePath();
        var deaths = new Deaths();
        var titles = Stream.concat(
                        IntStream.rangeClosed(1, options.brokers())
                                .mapToObj(node -> List.of(
                                        ContainerSpec.kafkaName(node, options.brokers()),
                                        ContainerSpec.kafkaTitle(node, options.brokers()))),
                        Stream.of(List.of(ContainerSpec.REDIS, "Redis"), List.of(ContainerSpec.POSTGRES, "PostgreSQL")))
                .toList();
        var servers = new CopyOnWriteArrayList<DockerServer>();
        var holder = ChildJvm.start(ContainerHolder.spec(absolute, run, options), line -> {
            if (line.startsWith(ContainerHolder.NEWS)) {
                news.accept(line.substring(ContainerHolder.NEWS.length()));
            } else if (line.startsWith(ContainerHolder.DIED)) {
                var words = line.split(" ", -1);
                servers.stream()
                        .filter(server -> server.name().equals(words[1]))
                        .forEach(server -> server.died(words[2]));
            }
        });
        titles.forEach(title -> servers.add(new DockerServer(
                title.getFirst(), title.getLast(), absolute.resolve(title.getFirst() + ".log"), holder, deaths)));
        try {
            var addresses = ContainerHolder.addresses(holder.await(ContainerHolder::isOver, READY_WITHIN));
            return new DockerServers(absolute, run, holder, addresses, servers);
        } catch (LaunchFailure e) {
            holder.close();
            throw e;
        }
    }

    /** The name that marks what this run has made in the engine. */
    String run() {
        return run;
    }

    /** Of those that hold the containers. */
    List<ProcessHandle> processes() {
        return holder.processes();
    }

    @Override
    public ServerAddresses addresses() {
        return addresses;
    }

    @Override
    public List<? extends Server> all() {
        return servers;
    }

    @Override
    public void onDeath(Consumer<String> listener) {
        servers.getFirst().deaths().listen(listener);
    }

    @Override
    public void close() {
        holder.stop(ENDS_WITHIN);
        if (holder.exitStatus().orElse(1) != 0 && !holder.hasEndedInGoodOrder()) {
            // Whoever was to remove the containers was killed before it could.
            try (var removal = ChildJvm.start(ContainerHolder.removal(folder, run))) {
                removal.awaitReady(ENDS_WITHIN);
            }
        }
    }
}
