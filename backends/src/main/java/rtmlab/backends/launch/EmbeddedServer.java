package rtmlab.backends.launch;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** A server that is a process of this machine, held by a child of ours. */
public final class EmbeddedServer implements Server, AutoCloseable {

    private static final Duration READY_WITHIN = Duration.ofSeconds(60);
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(10);

    private final String title;
    private final ChildSpec spec;
    private final List<Integer> ports;
    private final Consumer<String> deaths;
    private ChildJvm child;
    // What ends from now on was meant to.
    private volatile boolean ending;

    private EmbeddedServer(String title, ChildSpec spec, List<Integer> ports, Consumer<String> deaths, ChildJvm child) {
        this.title = title;
        this.spec = spec;
        this.ports = List.copyOf(ports);
        this.deaths = deaths;
        this.child = child;
    }

    /** Starts the server and does not wait for it; its deaths are told once it has been ready. */
    static EmbeddedServer launch(String title, ChildSpec spec, List<Integer> ports, Consumer<String> deaths) {
        return new EmbeddedServer(title, spec, ports, deaths, ChildJvm.start(spec));
    }

    /** Throws {@link PortTaken} when it could not start because somebody else has one of its ports. */
    synchronized void awaitReady() {
        try {
            child.awaitReady(READY_WITHIN);
        } catch (LaunchFailure e) {
            child.kill();
            // Now that the server itself has no port any more.
            for (int port : ports) {
                if (Ports.isTaken(port)) {
                    throw new PortTaken(port, title);
                }
            }
            throw new LaunchFailure(title + " did not start: " + e.getMessage(), e);
        }
        var started = child;
        var _ = started.onExit().thenAccept(exitStatus -> {
            if (!ending && !isEndOfThisProcess()) {
                deaths.accept(title + " died during the run (exit status " + exitStatus
                        + "); its last log lines are in " + started.log());
            }
        });
    }

    @Override
    public String title() {
        return title;
    }

    public Path log() {
        return spec.log();
    }

    @Override
    public synchronized boolean isAlive() {
        return child.isAlive();
    }

    /** The server's own process, and those around it. */
    public synchronized List<ProcessHandle> processes() {
        return child.processes();
    }

    /** SIGKILL, for all of the server's processes; returns when they are gone. */
    @Override
    public synchronized void kill() {
        ending = true;
        child.kill();
    }

    /** SIGSTOP, for all of the server's processes. */
    @Override
    public synchronized void pause() {
        child.pause();
    }

    @Override
    public synchronized void resume() {
        child.resume();
    }

    /** Lets the server finish what it is at, and ends it. */
    public synchronized void stop() {
        ending = true;
        child.stop(ENDS_WITHIN);
    }

    @Override
    public synchronized void restart() {
        stop();
        ending = false;
        child = ChildJvm.start(spec);
        awaitReady();
    }

    /** Ends the server quickly. */
    @Override
    public synchronized void close() {
        ending = true;
        child.close();
    }

    /** On Ctrl-C the terminal ends our children along with us: that is no news. */
    private static boolean isEndOfThisProcess() {
        var probe = new Thread(() -> {});
        try {
            Runtime.getRuntime().addShutdownHook(probe);
            Runtime.getRuntime().removeShutdownHook(probe);
            return false;
        } catch (IllegalStateException _) {
            return true;
        }
    }
}
