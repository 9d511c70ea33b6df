package rtmlab.backends.launch.docker;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.WaitContainerResultCallback;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.WaitResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;
import org.testcontainers.utility.DockerImageName;
import rtmlab.backends.launch.LaunchFailure;

/** One server in a container: started by Testcontainers, killed and started again where it was. */
final class ContainerServer {

    private static final Duration READY_WITHIN = Duration.ofSeconds(90);
    private static final Duration GLANCE = Duration.ofMillis(100);

    private final Engine engine;
    private final ContainerSpec spec;
    private final Path log;
    private final BiConsumer<String, Integer> deaths;
    private final GenericContainer<?> container;
    private volatile boolean ending;

    /** @param deaths told the name and the exit status when it ends and nobody has killed it */
    ContainerServer(
            Engine engine, ContainerSpec spec, Network network, Path folder, BiConsumer<String, Integer> deaths) {
        this.engine = engine;
        this.spec = spec;
        this.log = folder.resolve(spec.name() + ".log");
        this.deaths = deaths;
        this.container = new GenericContainer<>(DockerImageName.parse(spec.image()))
                .withEnv(spec.environment())
                .withLabels(engine.labels())
                .withNetwork(network)
                .withNetworkAliases(spec.name())
                .withExposedPorts(spec.containerPort())
                .waitingFor(new Answers());
        if (!spec.command().isEmpty()) {
            container.withCommand(spec.command().toArray(String[]::new));
        }
        // Chosen beforehand, so that a container that is started again is found where it was.
        container.setPortBindings(List.of("127.0.0.1:" + spec.hostPort() + ":" + spec.containerPort()));
    }

    String name() {
        return spec.name();
    }

    /** Returns when the server answers; throws {@link LaunchFailure} when it does not. */
    void start() {
        try {
            container.start();
        } catch (RuntimeException e) {
            throw new LaunchFailure(
                    spec.title() + " did not start in a container of " + spec.image() + ": " + reason(e)
                            + "; its log is " + log,
                    e);
        }
        watch();
    }

    /** From now on its end is no news. */
    void willBeRemoved() {
        ending = true;
    }

    void kill() {
        ending = true;
        try {
            engine.client().killContainerCmd(container.getContainerId()).exec();
        } catch (DockerException e) {
            if (isRunning()) {
                throw e;
            }
        }
        awaitEnd();
    }

    void pause() {
        engine.client().pauseContainerCmd(container.getContainerId()).exec();
    }

    void resume() {
        engine.client().unpauseContainerCmd(container.getContainerId()).exec();
    }

    void restart() {
        if (isRunning()) {
            kill();
        }
        var began = Instant.now();
        try {
            engine.client().startContainerCmd(container.getContainerId()).exec();
        } catch (NotModifiedException _) {
            // It runs already.
        }
        followLog(began);
        new Answers().untilAnswered();
        watch();
    }

    private void watch() {
        ending = false;
        engine.client().waitContainerCmd(container.getContainerId()).exec(new WaitContainerResultCallback() {
            @Override
            public void onNext(WaitResponse ended) {
                if (!ending) {
                    deaths.accept(spec.name(), ended.getStatusCode());
                }
            }
        });
    }

    private void awaitEnd() {
        try {
            var _ = engine.client()
                    .waitContainerCmd(container.getContainerId())
                    .start()
                    .awaitStatusCode(READY_WITHIN.toSeconds(), TimeUnit.SECONDS);
        } catch (RuntimeException e) {
            if (isRunning()) {
                throw e;
            }
        }
    }

    private boolean isRunning() {
        return Boolean.TRUE.equals(engine.client()
                .inspectContainerCmd(container.getContainerId())
                .exec()
                .getState()
                .getRunning());
    }

    private void followLog(Instant since) {
        engine.client()
                .logContainerCmd(container.getContainerId())
                .withStdOut(true)
                .withStdErr(true)
                .withFollowStream(true)
                .withSince(Math.toIntExact(since.getEpochSecond()))
                .exec(new ResultCallback.Adapter<Frame>() {
                    @Override
                    public void onNext(Frame frame) {
                        append(frame.getPayload());
                    }
                });
    }

    private synchronized void append(byte[] output) {
        try {
            Files.write(log, output, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String reason(Throwable failure) {
        var cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage()).replaceAll("\\s+", " ").strip();
    }

    /** Waits until a client of ours is answered: what a server prints, or which port is open, says less. */
    private final class Answers extends AbstractWaitStrategy {

        @Override
        protected void waitUntilReady() {
            followLog(Instant.EPOCH);
            untilAnswered();
        }

        void untilAnswered() {
            long deadline = System.nanoTime() + READY_WITHIN.toNanos();
            while (true) {
                try {
                    spec.probe().run();
                    return;
                } catch (LaunchFailure e) {
                    if (!isRunning()) {
                        throw new LaunchFailure("it ended before it answered", e);
                    }
                    if (System.nanoTime() > deadline) {
                        throw new LaunchFailure(
                                "it did not answer within " + READY_WITHIN.toSeconds() + " s: " + e.getMessage(), e);
                    }
                    LockSupport.parkNanos(GLANCE.toNanos());
                }
            }
        }
    }
}
