package rtmlab.backends.launch.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;
import rtmlab.backends.launch.LaunchFailure;

/** The Docker engine of this machine, as Testcontainers finds it, and what of ours is in it. */
final class Engine {

    private static final String RUN = "rtmlab.run";
    private static final String OWNER = "rtmlab.owner";
    private static final String MACHINE = "rtmlab.machine";
    private static final Set<String> OF_THIS_MACHINE = Set.of("localhost", "127.0.0.1");

    private final DockerClient client;
    private final String run;
    private final ProcessHandle owner;

    private Engine(DockerClient client, String run, ProcessHandle owner) {
        this.client = client;
        this.run = run;
        this.owner = owner;
    }

    /**
     * Finds it; throws {@link LaunchFailure} when there is none.
     *
     * @param run the name of what this run makes there
     * @param owner when this process is no more, all of that is to be removed
     */
    static Engine find(String run, ProcessHandle owner) {
        var asked = System.getenv("DOCKER_HOST");
        try {
            var client = DockerClientFactory.instance().client();
            var found = DockerClientFactory.instance().getTransportConfig().getDockerHost();
            if (isElsewhere(asked, found)) {
                throw none(asked);
            }
            client.pingCmd().exec();
            // A socket that is a file has no host.
            if (found.getHost() != null && !OF_THIS_MACHINE.contains(found.getHost())) {
                throw new LaunchFailure(
                        "the Docker engine at " + found + " is on another machine, where 127.0.0.1 is not "
                                + "ours; use one of this machine, or run the servers there yourself and use --servers external");
            }
            return new Engine(client, run, owner);
        } catch (IllegalStateException | DockerException e) {
            throw none(asked);
        }
    }

    DockerClient client() {
        return client;
    }

    /** What everything of this run is marked with. */
    Map<String, String> labels() {
        return Map.of(RUN, run, OWNER, identity(owner), MACHINE, machine());
    }

    /** Makes sure that the image is here. */
    void requireImage(String image, Consumer<String> news) {
        try {
            client.inspectImageCmd(image).exec();
            return;
        } catch (NotFoundException _) {
            news.accept("Pulling the image " + image + " …");
        }
        try {
            client.pullImageCmd(image).start().awaitCompletion();
            client.inspectImageCmd(image).exec();
        } catch (DockerException e) {
            throw new LaunchFailure("the image " + image + " is not here and cannot be pulled: "
                    + String.valueOf(e.getMessage()).replaceAll("\\s+", " ")
                    + "; name another (docs/servers.md), or make them with backends/src/docker/make-images");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LaunchFailure("interrupted while pulling " + image, e);
        }
    }

    /** The names of this run's containers, whether they run or not. */
    List<String> containerNames() {
        return containers(Map.of(RUN, run)).stream()
                .flatMap(container -> Stream.of(container.getNames()))
                .toList();
    }

    /** SIGKILL for this run's container that is reached on that port, as a stranger would send it. */
    void kill(int hostPort) {
        var container = containers(Map.of(RUN, run)).stream()
                .filter(candidate -> Stream.of(candidate.getPorts())
                        .anyMatch(port -> Integer.valueOf(hostPort).equals(port.getPublicPort())))
                .findFirst()
                .orElseThrow();
        client.killContainerCmd(container.getId()).exec();
    }

    /** Removes all containers and networks of this run; whoever comes second waits until that is done. */
    synchronized void removeAll() {
        var removals = containers(Map.of(RUN, run)).stream()
                .map(container -> CompletableFuture.runAsync(() -> remove(container), Thread::startVirtualThread))
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(removals).join();
        client.listNetworksCmd()
                .withFilter("label", List.of(RUN + "=" + run))
                .exec()
                .forEach(network -> client.removeNetworkCmd(network.getId()).exec());
    }

    /** Removes what runs of this machine have left whose processes were killed together with their guards. */
    void removeLeftovers() {
        for (var container : containers(Map.of(MACHINE, machine()))) {
            if (!isAlive(container.getLabels().get(OWNER))) {
                remove(container);
            }
        }
        for (var network : client.listNetworksCmd()
                .withFilter("label", List.of(MACHINE + "=" + machine()))
                .exec()) {
            if (!isAlive(network.getLabels().get(OWNER))) {
                removeQuietly(network.getId());
            }
        }
    }

    private List<Container> containers(Map<String, String> labels) {
        return client.listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(labels)
                .exec();
    }

    private void remove(Container container) {
        try {
            client.removeContainerCmd(container.getId())
                    .withForce(true)
                    .withRemoveVolumes(true)
                    .exec();
        } catch (DockerException _) {
            // Somebody else is removing it, or has: two guards may be at work.
        }
    }

    private void removeQuietly(String network) {
        try {
            client.removeNetworkCmd(network).exec();
        } catch (DockerException _) {
            // Somebody else is removing it, or has.
        }
    }

    /** A process id alone may be somebody else's by now. */
    private static String identity(ProcessHandle process) {
        return process.pid() + "@"
                + process.info()
                        .startInstant()
                        .map(start -> start.toEpochMilli())
                        .orElse(0L);
    }

    private static boolean isAlive(@Nullable String identity) {
        if (identity == null) {
            return false;
        }
        var pid = Long.parseLong(identity.substring(0, identity.indexOf('@')));
        return ProcessHandle.of(pid)
                .filter(process -> process.isAlive() && identity(process).equals(identity))
                .isPresent();
    }

    private static String machine() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException _) {
            return "unknown";
        }
    }

    /** Testcontainers looks elsewhere when nobody answers where it was told to look; whoever told it would be misled. */
    private static boolean isElsewhere(@Nullable String asked, URI found) {
        return asked != null && !asked.isBlank() && !URI.create(asked).equals(found);
    }

    private static LaunchFailure none(@Nullable String asked) {
        return new LaunchFailure("no Docker engine answers"
                + (asked == null || asked.isBlank() ? " on this machine" : " at " + asked + " (DOCKER_HOST)")
                + "; start one, or leave --servers docker away");
    }
}
