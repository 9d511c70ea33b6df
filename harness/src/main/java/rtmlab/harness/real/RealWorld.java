package rtmlab.harness.real;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import rtmlab.backends.deploy.Deployment;
import rtmlab.backends.deploy.ServerOpeners;
import rtmlab.backends.launch.LaunchFailure;
import rtmlab.backends.launch.ServerAddresses;
import rtmlab.backends.runtime.HostSettings;
import rtmlab.backends.runtime.RealHost;
import rtmlab.harness.experiment.Experiment;
import rtmlab.harness.experiment.Outcome;
import rtmlab.harness.experiment.Team;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.Regions;
import rtmlab.protocol.port.CrashPoint;
import rtmlab.protocol.variant.Architecture;
import rtmlab.protocol.variant.Client;
import rtmlab.protocol.variant.Journal;
import rtmlab.protocol.variant.Mechanisms;
import rtmlab.protocol.variant.Member;

/** One architecture on real processes and servers, on which one experiment after another is made. */
public final class RealWorld implements AutoCloseable {

    private final Architecture architecture;
    private final Mechanisms mechanisms;
    private final Regions regions;
    private final Deployment deployment;
    private final RealHost probe;
    private final Path folder;
    private final AtomicInteger experiments = new AtomicInteger();

    /** As {@link #RealWorld(Architecture, Mechanisms, Regions, ServerAddresses, Path, Path, Map, Map)}, in one region, all clocks right. */
    public RealWorld(
            Architecture architecture,
            Mechanisms mechanisms,
            ServerAddresses servers,
            Path folder,
            Path cache,
            Map<NodeName, Integer> httpPorts) {
        this(architecture, mechanisms, Regions.one(), servers, folder, cache, httpPorts, Map.of());
    }

    /**
     * Starts every node of the architecture; the servers run already. Returns when all nodes can serve.
     *
     * @param regions where the nodes stand, and the clients of this process by their names
     * @param folder for what happens here: histories, verdicts, logs, the nodes' disks
     * @param cache for what makes later starts faster
     * @param httpPorts where some nodes should answer requests
     * @param clockSkew how far some nodes' clocks are ahead of the right time, or behind where it is negative
     */
    public RealWorld(
            Architecture architecture,
            Mechanisms mechanisms,
            Regions regions,
            ServerAddresses servers,
            Path folder,
            Path cache,
            Map<NodeName, Integer> httpPorts,
            Map<NodeName, Duration> clockSkew) {
        this.architecture = architecture;
        this.regions = regions;
        this.mechanisms = mechanisms;
        this.folder = folder;
        this.deployment = Deployment.start(
                architecture,
                mechanisms,
                servers,
                regions,
                new Deployment.Folders(folder.resolve("logs"), folder.resolve("disks"), cache),
                httpPorts,
                clockSkew);
        this.probe = new RealHost(
                new NodeName("probe"),
                HostSettings.of(deployment.addresses())
                        .withSecret(deployment.secret())
                        .withServers(ServerOpeners.of(servers, folder.resolve("disks/probe"), true)));
    }

    /**
     * Makes nodes start in half the time from now on: worth its ten seconds where many of them will be killed. Costs
     * nothing where an earlier run has done it. Where it fails, as on a machine under heavy load, starts take what they
     * took.
     *
     * @param folder for the log of it
     * @param cache as for {@link RealWorld}
     * @return whether they do
     */
    public static boolean shortenStarts(ServerAddresses servers, Path folder, Path cache) {
        try {
            return Deployment.recordAotCache(
                    servers, new Deployment.Folders(folder.resolve("logs"), folder.resolve("disks"), cache));
        } catch (LaunchFailure _) {
            return false;
        }
    }

    public Architecture architecture() {
        return architecture;
    }

    public Deployment deployment() {
        return deployment;
    }

    /** A host of this process that reaches the servers too: for looking at what is stored. */
    public RealHost probe() {
        return probe;
    }

    /** Whether nothing is left to be done behind the scenes; to be asked as the probe's node code. Waits. */
    public boolean isQuiet() {
        return architecture.isQuiet(probe, deployment.topology());
    }

    /** A client's host in this process: a client reaches nodes, never servers. */
    public RealHost host(NodeName name, Consumer<CrashPoint> struck) {
        return new RealHost(
                name,
                HostSettings.of(deployment.addresses()).withRegions(regions).withStruck(struck));
    }

    /** As {@link #host}, for a client that no fault is armed on. */
    public RealHost clientHost(NodeName name) {
        return host(name, _ -> {});
    }

    /** A host of this process that nodes take for one of their own: what they let nobody else say, they let it say. */
    public RealHost insideHost(NodeName name) {
        return new RealHost(name, HostSettings.of(deployment.addresses()).withSecret(deployment.secret()));
    }

    /** A client of this architecture, to be started on a host of its own. */
    public Client client(Member member, Journal journal) {
        return architecture.client(member, deployment.topology(), mechanisms, journal);
    }

    /** Which of the architecture's mechanisms are on. */
    public Mechanisms mechanisms() {
        return mechanisms;
    }

    /** Makes an experiment with a team of its own, and writes down what happened and what it says. */
    public Outcome run(Experiment experiment) {
        var number = experiments.incrementAndGet();
        var team = experiment instanceof Experiment.Replay replay
                ? Team.of(replay.workload().members(), replay.workload().channels(), teamNumber(number))
                : Team.ofThree(teamNumber(number));
        var name = "%02d-%s".formatted(number, experiment.label().replaceAll("[^a-zA-Z0-9]+", "-"));
        try {
            var runFolder = Files.createDirectories(folder.resolve(name));
            try (var run = new RealRun(this, experiment, team, runFolder)) {
                return run.perform();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write below " + folder, e);
        }
    }

    /** Architectures share the servers: each has team numbers of its own. */
    private int teamNumber(int experiment) {
        return Math.floorMod(architecture.name().hashCode(), 1_000) * 1_000 + experiment;
    }

    @Override
    public void close() {
        probe.close();
        deployment.close();
    }
}
