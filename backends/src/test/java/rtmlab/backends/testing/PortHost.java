package rtmlab.backends.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import rtmlab.backends.runtime.Monitor;
import rtmlab.backends.runtime.Steps;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.Regions;
import rtmlab.protocol.port.Clock;
import rtmlab.protocol.port.Directory;
import rtmlab.protocol.port.Disk;
import rtmlab.protocol.port.EventLog;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.Http;
import rtmlab.protocol.port.JobLog;
import rtmlab.protocol.port.JobQueue;
import rtmlab.protocol.port.KeyValues;
import rtmlab.protocol.port.Later;
import rtmlab.protocol.port.MessageStore;
import rtmlab.protocol.port.Notifications;
import rtmlab.protocol.port.Registry;
import rtmlab.protocol.port.SearchIndex;
import rtmlab.protocol.port.Sockets;

/** A host with one port that is real: a node in a thread of the test. */
public final class PortHost implements Host {

    private final Monitor monitor = new Monitor();
    private final Steps steps = new Steps(monitor, _ -> {});
    private final Object port;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final Phaser tasks = new Phaser(1);

    private PortHost(Function<Steps, ?> open) {
        this.port = open.apply(steps);
    }

    /** Opens the port, runs this as a node until all of its tasks have ended, closes the port, throws what they threw. */
    public static void run(Function<Steps, ?> open, Consumer<Host> code) {
        var host = new PortHost(open);
        try {
            host.runTask(() -> code.accept(host));
            host.tasks.arriveAndAwaitAdvance();
        } finally {
            host.close();
        }
        switch (host.failure.get()) {
            case null -> {}
            case Error error -> throw error;
            case RuntimeException exception -> throw exception;
            case Throwable other -> throw new AssertionError(other);
        }
    }

    private void runTask(Runnable task) {
        monitor.run(() -> {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                failure.compareAndSet(null, e);
            }
        });
    }

    private void close() {
        try {
            if (port instanceof AutoCloseable closeable) {
                closeable.close();
            }
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void spawn(String name, Runnable task) {
        tasks.register();
        Thread.ofVirtual().name(name).start(() -> {
            try {
                runTask(task);
            } finally {
                tasks.arriveAndDeregister();
            }
        });
    }

    @Override
    public <T> Later<T> later() {
        var value = new CompletableFuture<T>();
        return new Later<>() {
            @Override
            public Optional<T> await(Duration limit) {
                return monitor.giveWay(() -> {
                    try {
                        return Optional.of(value.get(limit.toMillis(), TimeUnit.MILLISECONDS));
                    } catch (TimeoutException _) {
                        return Optional.empty();
                    } catch (ExecutionException | InterruptedException e) {
                        throw new AssertionError(e);
                    }
                });
            }

            @Override
            public void complete(T completed) {
                value.complete(completed);
            }
        };
    }

    @Override
    public Regions regions() {
        return Regions.one();
    }

    @Override
    public Clock clock() {
        return new Clock() {
            @Override
            public Instant now() {
                return Instant.now().truncatedTo(ChronoUnit.MICROS);
            }

            @Override
            public void sleep(Duration duration) {
                steps.waiting("sleep", () -> {
                    try {
                        Thread.sleep(duration);
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                });
            }

            @Override
            public void idle(Duration duration) {
                sleep(duration);
            }
        };
    }

    @Override
    public NodeName name() {
        return NodeName.of("test", 1);
    }

    @Override
    public EventLog log() {
        return (EventLog) port;
    }

    @Override
    public KeyValues redis() {
        return (KeyValues) port;
    }

    @Override
    public JobLog jobs() {
        return (JobLog) port;
    }

    @Override
    public JobQueue queue() {
        return (JobQueue) port;
    }

    @Override
    public Notifications notifications() {
        return (Notifications) port;
    }

    @Override
    public MessageStore messages() {
        return (MessageStore) port;
    }

    @Override
    public SearchIndex search() {
        return (SearchIndex) port;
    }

    @Override
    public Directory directory() {
        return (Directory) port;
    }

    @Override
    public void whenStopped(Runnable drain) {
        throw new UnsupportedOperationException("a test of one port stops nothing");
    }

    @Override
    public Registry registry() {
        return (Registry) port;
    }

    @Override
    public Disk disk() {
        return (Disk) port;
    }

    @Override
    public RandomGenerator random() {
        throw new UnsupportedOperationException("a test of one port has no other");
    }

    @Override
    public Http http() {
        throw new UnsupportedOperationException("a test of one port has no other");
    }

    @Override
    public Sockets sockets() {
        throw new UnsupportedOperationException("a test of one port has no other");
    }
}
