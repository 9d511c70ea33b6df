package rtmlab.backends.deploy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import rtmlab.backends.launch.AotCache;
import rtmlab.backends.launch.LaunchFailure;
import rtmlab.backends.launch.ServerAddresses;
import rtmlab.backends.runtime.AddressBook;
import rtmlab.backends.runtime.AddressBook.Address;
import rtmlab.backends.runtime.Disturbances.State;
import rtmlab.backends.runtime.NodeSecret;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.Regions;
import rtmlab.protocol.port.CrashPoint;
import rtmlab.protocol.variant.Architecture;
import rtmlab.protocol.variant.Mechanisms;
import rtmlab.protocol.variant.Topology;

/** All nodes of an architecture as processes of this machine, under one hand; gone with this process. */
public final class Deployment implements AutoCloseable {

    /** Where files of a deployment go: logs, the nodes' disks, and what makes later starts faster. */
    public record Folders(Path logs, Path disks, Path aotCaches) {}

    private final Topology topology;
    private final Folders folders;
    private final List<Path> classes;
    private final Map<NodeName, NodeSpec> specs = new LinkedHashMap<>();
    private final Map<NodeName, NodeProcess> processes = new ConcurrentHashMap<>();
    private final Map<NodeName, CompletableFuture<@Nullable Void>> starts = new ConcurrentHashMap<>();
    private final Map<NodeName, State> disturbances = new ConcurrentHashMap<>();
    private final AddressBook addresses = new AddressBook();
    private final NodeSecret secret = NodeSecret.random();
    private volatile Consumer<CrashPoint> onStruck = _ -> {};
    private volatile Consumer<String> onDeath = _ -> {};

    private Deployment(
            Architecture architecture,
            Mechanisms mechanisms,
            ServerAddresses servers,
            Regions regions,
            Folders folders,
            Map<NodeName, Integer> httpPorts,
            Map<NodeName, Duration> clockSkew) {
        this.topology = architecture.topology();
        this.folders = folders;
        this.classes = architecture instanceof WithClasses brought ? List.copyOf(brought.classes()) : List.of();
        var names = topology.nodes().stream().map(NodeName::value).toList();
        for (var node : topology.nodes()) {
            var disk = folders.disks().resolve(node.value()).toAbsolutePath().toString();
            var port = httpPorts.getOrDefault(node, 0);
            var skewMs = clockSkew.getOrDefault(node, Duration.ZERO).toMillis();
            specs.put(
                    node,
                    new NodeSpec(
                            architecture.name(),
                            node.value(),
                            names,
                            mechanisms.names(),
                            servers,
                            regions.toString(),
                            disk,
                            port,
                            0,
                            skewMs));
        }
    }

    /**
     * Starts all nodes side by side, and returns when each of them can serve and knows where the others are.
     *
     * @param regions where the nodes stand
     * @param httpPorts where some of them should answer requests; the others take any free port
     * @param clockSkew how far some of their clocks are ahead of the right time
     * @throws LaunchFailure when one of them cannot start; then none is left behind
     */
    public static Deployment start(
            Architecture architecture,
            Mechanisms mechanisms,
            ServerAddresses servers,
            Regions regions,
            Folders folders,
            Map<NodeName, Integer> httpPorts,
            Map<NodeName, Duration> clockSkew) {
        ServerOpeners.prepare(servers, !mechanisms.leaderAnswersAlone(architecture));
        return launch(architecture, mechanisms, servers, regions, folders, httpPorts, clockSkew);
    }

    /** As {@link #start}, on servers that are prepared, or that no node uses. */
    static Deployment launch(
            Architecture architecture,
            Mechanisms mechanisms,
            ServerAddresses servers,
            Regions regions,
            Folders folders,
            Map<NodeName, Integer> httpPorts,
            Map<NodeName, Duration> clockSkew) {
        var deployment = new Deployment(architecture, mechanisms, servers, regions, folders, httpPorts, clockSkew);
        try {
            deployment.topology.nodes().forEach(node -> deployment.bringUpBeside(node, () -> {}));
            deployment.awaitReady();
            return deployment;
        } catch (RuntimeException e) {
            deployment.close();
            throw e;
        }
    }

    /**
     * Makes nodes start in half the time from now on, where class paths are of jars; takes some ten seconds, or none
     * where this was done before.
     *
     * @param servers they are used a little, without a trace in any log or table
     * @return whether there is such a cache now
     */
    public static boolean recordAotCache(ServerAddresses servers, Folders folders) {
        var name = Training.NAME + "-1";
        var disk = folders.disks().resolve(name).toAbsolutePath().toString();
        var spec = new NodeSpec(Training.NAME, name, List.of(name), List.of(), servers, "", disk, 0, 0, 0);
        var child = NodeProcess.childSpec(spec, folders.logs());
        if (AotCache.isRecorded(child, folders.aotCaches())) {
            return true;
        }
        ServerOpeners.prepare(servers, true);
        return AotCache.record(child, folders.aotCaches());
    }

    public Topology topology() {
        return topology;
    }

    /** Where the nodes are; kept up to date. */
    public AddressBook addresses() {
        return addresses;
    }

    /** What a host has to show that asks of these nodes what only nodes may ask. */
    public NodeSecret secret() {
        return secret;
    }

    /** Who is told when an armed fault strikes; where it is a crash, the node's process may still be about to end. */
    public void onStruck(Consumer<CrashPoint> listener) {
        onStruck = listener;
    }

    /** Who is told, in one sentence, when a node dies that nobody crashed, killed or closed. */
    public void onDeath(Consumer<String> listener) {
        onDeath = listener;
    }

    /** Has a fault strike when the node takes that step; steps are counted from now on. */
    public void arm(CrashPoint point) {
        process(point.step().node()).arm(point);
    }

    /** Takes this fault back, if its node lives; others go on counting steps. */
    public void disarm(CrashPoint point) {
        try {
            process(point.step().node()).disarm(point);
        } catch (LaunchFailure _) {
            // One that is dead has forgotten it.
        }
    }

    /** Takes back every fault that has not struck, on every node that lives. */
    public void disarm() {
        onEachAlive(NodeProcess::disarm);
    }

    /** Has this be wrong around a node from now on, also when it is started anew, in place of what was wrong before. */
    public void disturb(NodeName node, State state) {
        disturbances.put(node, state);
        tellDisturbances(node);
    }

    /** How many of a node's calls, frames and connections disturbances have touched since it started; 0 for a dead one. */
    public long touched(NodeName node) {
        return counted(node).touched();
    }

    /** How often a node has looked at its clock since it started; 0 for a dead one. */
    public long clockReads(NodeName node) {
        return counted(node).clockReads();
    }

    private NodeProcess.Counted counted(NodeName node) {
        try {
            return process(node).count();
        } catch (LaunchFailure _) {
            return new NodeProcess.Counted(0, 0);
        }
    }

    private void tellDisturbances(NodeName node) {
        var state = disturbances.get(node);
        if (state == null) {
            return;
        }
        try {
            process(node).disturb(state);
        } catch (LaunchFailure _) {
            // One that is dead, or stands still, hears it when it is there again.
        }
    }

    /** {@code kill -9}. Returns when the process is gone. */
    public void kill(NodeName node) {
        process(node).kill();
    }

    /** Asks a node to end in good order, as SIGTERM does. Returns when the process is gone. */
    public void stop(NodeName node) {
        process(node).stop();
    }

    /** {@code SIGSTOP}: the process stands still, its connections stay open. */
    public void pause(NodeName node) {
        process(node).pause();
    }

    /** {@code SIGCONT}. */
    public void resume(NodeName node) {
        process(node).resume();
    }

    /** Starts a node anew as soon as its process is gone, where it was if it can. Does not wait; {@link #awaitReady} does. */
    public void restart(NodeName node) {
        var old = process(node);
        bringUpBeside(node, () -> {
            old.awaitDeath();
            old.close();
        });
    }

    /** Waits until every node that was started can serve; throws {@link LaunchFailure} when one cannot. */
    public void awaitReady() {
        try {
            CompletableFuture.allOf(starts.values().toArray(CompletableFuture<?>[]::new))
                    .join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof LaunchFailure failure ? failure : e;
        }
    }

    /** Whether the node's process runs, if only as one that stands still. */
    public boolean isAlive(NodeName node) {
        return process(node).isAlive();
    }

    /** All processes of this deployment that are alive. */
    public List<ProcessHandle> processes() {
        return processes.values().stream()
                .filter(NodeProcess::isAlive)
                .flatMap(process -> process.processes().stream())
                .toList();
    }

    /** The processes of one node that are alive: its JVM, and whatever that has started. */
    public List<ProcessHandle> processes(NodeName node) {
        return isAlive(node) ? process(node).processes() : List.of();
    }

    /** Ends all nodes, as the end of this process would. */
    @Override
    public void close() {
        var ends = processes.values().stream()
                .map(process -> CompletableFuture.runAsync(process::close, Deployment::inThread))
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(ends).join();
    }

    private void bringUpBeside(NodeName node, Runnable before) {
        var started = new CompletableFuture<@Nullable Void>();
        starts.put(node, started);
        inThread(() -> {
            try {
                before.run();
                bringUp(node);
                started.complete(null);
            } catch (RuntimeException e) {
                started.completeExceptionally(e);
            }
        });
    }

    private void bringUp(NodeName node) {
        var spec = specFor(node);
        var process =
                new NodeProcess(spec, classes, secret, folders.logs(), folders.aotCaches(), new NodeProcess.News() {
                    @Override
                    public void serving(Address address) {
                        enter(node, address);
                    }

                    @Override
                    public void struck(CrashPoint point) {
                        onStruck.accept(point);
                    }
                });
        processes.put(node, process);
        process.tell(addresses);
        enter(node, process.awaitReady());
        tellDisturbances(node);
        process.onUnexpectedDeath(sentence -> onDeath.accept(sentence));
        requireAskedPort(node, spec);
    }

    /** On the ports that it had before, so that the addresses that people wrote down stay true. */
    private NodeSpec specFor(NodeName node) {
        var spec = Objects.requireNonNull(specs.get(node));
        var before = addresses.get(node);
        return before.equals(Address.NONE) ? spec : spec.withPorts(Peers.port(before.http()), Peers.port(before.ws()));
    }

    /** A node takes another port where its own is taken: right after a crash, but not where someone asked for that port. */
    private void requireAskedPort(NodeName node, NodeSpec spec) {
        var asked = Objects.requireNonNull(specs.get(node)).httpPort();
        if (asked != 0
                && asked == spec.httpPort()
                && asked != Peers.port(addresses.get(node).http())) {
            throw new LaunchFailure("port " + asked + " on 127.0.0.1, where " + node
                    + " was to answer, is taken; stop the program that listens there, or ask for another port");
        }
    }

    private void enter(NodeName node, Address address) {
        addresses.put(node, address);
        onEachAlive(process -> process.tell(addresses));
    }

    private void onEachAlive(Consumer<NodeProcess> action) {
        for (var process : processes.values()) {
            try {
                action.accept(process);
            } catch (LaunchFailure _) {
                // One that has died, or dies this moment, hears it when it is started again.
            }
        }
    }

    private NodeProcess process(NodeName node) {
        var process = processes.get(node);
        if (process == null) {
            throw new IllegalArgumentException("there is no " + node + " here; there are " + topology.nodes());
        }
        return process;
    }

    private static void inThread(Runnable task) {
        Thread.ofVirtual().start(task);
    }
}
