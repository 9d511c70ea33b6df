package rtmlab.backends.launch.docker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.testcontainers.containers.Network;
import rtmlab.backends.launch.ChildSpec;
import rtmlab.backends.launch.LaunchFailure;
import rtmlab.backends.launch.ParentLink;
import rtmlab.backends.launch.Ports;
import rtmlab.backends.launch.ServerAddresses;

/**
 * The child that holds the containers of a run: they are gone with it, and it is gone with its parent.
 *
 * <p>Its parent may say {@code kill NAME}, {@code pause NAME}, {@code resume NAME} and {@code restart NAME}, and gets each
 * line echoed when it is done, or {@code trouble} and a sentence. It hears {@code died NAME STATUS}, and {@code news} and
 * a sentence while images are pulled. It hears {@code cannot} and a sentence in the place of {@code ready} when there is no
 * engine, no image, or a server does not answer.
 */
final class ContainerHolder {

    static final String DIED = "died ";
    static final String NEWS = "news ";
    static final String CANNOT = "cannot ";
    static final String TROUBLE = "trouble ";
    static final String READY = "ready ";
    static final String REMOVE_ONLY = "remove";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ParentLink parent;
    private final Engine engine;
    private final Map<String, ContainerServer> servers = new ConcurrentHashMap<>();

    private ContainerHolder(ParentLink parent, Engine engine) {
        this.parent = parent;
        this.engine = engine;
    }

    /** @param run a name that no other run has */
    static ChildSpec spec(Path folder, String run, DockerOptions options) {
        return child("containers", folder).withArguments(run, folder.toString(), toJson(options));
    }

    /** A child that removes what another has left, and ends. */
    static ChildSpec removal(Path folder, String run) {
        return child("containers-removal", folder).withArguments(run, folder.toString(), REMOVE_ONLY);
    }

    private static ChildSpec child(String name, Path folder) {
        return ChildSpec.of(name, ContainerHolder.class, folder)
                .withJvmOptions(List.of("-Xmx128m", "-Dorg.slf4j.simpleLogger.log.org.apache.kafka=error"))
                .withEnvironment(Map.of(
                        // This child does what its helper container would do, and needs no image for that.
                        "TESTCONTAINERS_RYUK_DISABLED", "true",
                        "TESTCONTAINERS_CHECKS_DISABLE", "true"));
    }

    /** Arguments: the run's name, its folder, what to start as JSON, or that there is only something to be removed. */
    public static void main(String[] args) {
        ParentLink.serve(parent -> {
            try {
                hold(parent, args);
            } catch (LaunchFailure e) {
                parent.say(CANNOT + String.valueOf(e.getMessage()).replaceAll("\\s+", " "));
            }
        });
    }

    private static void hold(ParentLink parent, String[] args) throws IOException {
        var engine = Engine.find(args[0], ProcessHandle.current().parent().orElseThrow());
        if (args[2].equals(REMOVE_ONLY)) {
            engine.removeAll();
            parent.ready("");
            return;
        }
        var holder = new ContainerHolder(parent, engine);
        parent.onStop(holder::removeAll);
        parent.onOrphaned(holder::removeAll);
        // Ctrl-C in a terminal reaches this child as it reaches its parent.
        Runtime.getRuntime().addShutdownHook(new Thread(holder::removeAll));
        engine.removeLeftovers();
        var addresses = holder.start(Path.of(args[1]), JSON.readValue(args[2], DockerOptions.class));
        parent.onCommand(holder::obey);
        parent.ready(JSON.writeValueAsString(addresses));
    }

    /** Whether this is the end of the start, good or bad. */
    static boolean isOver(String line) {
        return line.startsWith(CANNOT) || line.startsWith(READY);
    }

    /** Where the servers are, by the line that ends the start; throws {@link LaunchFailure} when they are not. */
    static ServerAddresses addresses(String line) {
        if (line.startsWith(CANNOT)) {
            throw new LaunchFailure(line.substring(CANNOT.length()));
        }
        try {
            return JSON.readValue(line.substring(READY.length()), ServerAddresses.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not the addresses of servers", e);
        }
    }

    private ServerAddresses start(Path folder, DockerOptions options) {
        Stream.of(
                        options.images().kafka(),
                        options.images().redis(),
                        options.images().postgres())
                .distinct()
                .forEach(image -> engine.requireImage(image, sentence -> parent.say(NEWS + sentence)));
        var network = Network.builder()
                .createNetworkCmdModifier(command -> command.withLabels(engine.labels()))
                .build();
        var kafkaPorts = IntStream.rangeClosed(1, options.brokers())
                .mapToObj(_ -> Ports.free())
                .toList();
        int redisPort = Ports.free();
        int postgresPort = Ports.free();
        var bootstrap = String.join(
                ",", kafkaPorts.stream().map(port -> "127.0.0.1:" + port).toList());
        var addresses = ServerAddresses.ofOwn(
                        bootstrap,
                        redisPort,
                        postgresPort,
                        "rtmlab",
                        UUID.randomUUID().toString())
                .withTopics(options.topics());
        var specs = new ArrayList<ContainerSpec>();
        for (int node = 1; node <= options.brokers(); node++) {
            specs.add(ContainerSpec.kafka(options, node, kafkaPorts));
        }
        specs.add(ContainerSpec.redis(options, addresses));
        specs.add(ContainerSpec.postgres(options, addresses, postgresPort));
        // The network is made with the first container that asks for it.
        var _ = network.getId();
        startAll(specs.stream()
                .map(spec -> new ContainerServer(engine, spec, network, folder, this::died))
                .toList());
        return addresses;
    }

    private void startAll(List<ContainerServer> all) {
        all.forEach(server -> servers.put(server.name(), server));
        var starts = all.stream()
                .map(server -> CompletableFuture.runAsync(server::start, Thread::startVirtualThread))
                .toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(starts).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof LaunchFailure failure ? failure : e;
        }
    }

    private void obey(String command) {
        var words = command.split(" ", 2);
        var server = servers.get(words[1]);
        if (server == null) {
            throw new IllegalArgumentException("there is no container " + words[1]);
        }
        try {
            switch (words[0]) {
                case "kill" -> server.kill();
                case "pause" -> server.pause();
                case "resume" -> server.resume();
                case "restart" -> server.restart();
                default -> throw new IllegalArgumentException("nobody knows how to " + command);
            }
            parent.say(command);
        } catch (RuntimeException e) {
            parent.say(TROUBLE + command + ": " + String.valueOf(e.getMessage()).replaceAll("\\s+", " "));
        }
    }

    /** A container is removed by SIGKILL: unless that is announced, its end would be told as a death in the middle of a run. */
    private void removeAll() {
        servers.values().forEach(ContainerServer::willBeRemoved);
        engine.removeAll();
    }

    private void died(String name, int status) {
        parent.say(DIED + name + " " + status);
    }

    private static String toJson(DockerOptions options) {
        try {
            return JSON.writeValueAsString(options);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
