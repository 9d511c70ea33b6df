package rtmlab.backends.runtime;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rtmlab.backends.http.HttpPort;
import rtmlab.backends.websocket.SocketsPort;
import rtmlab.backends.wire.SocketUrls;
import rtmlab.backends.wire.WireFormat;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.Regions;
import rtmlab.protocol.port.CallFailed;
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
import rtmlab.protocol.port.Node;
import rtmlab.protocol.port.NodeCrash;
import rtmlab.protocol.port.Notifications;
import rtmlab.protocol.port.Registry;
import rtmlab.protocol.port.SearchIndex;
import rtmlab.protocol.port.SlackError;
import rtmlab.protocol.port.Sockets;

/**
 * A node's host in this JVM: real HTTP, WebSockets, servers and time under one monitor.
 *
 * <p>A JVM may hold one, as a node's process does, or many, as the harness does for its clients.
 */
public final class RealHost implements Host, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RealHost.class);

    // A reader that hangs must not keep the node from dying.
    private static final Duration FLUSH_AT_MOST = Duration.ofSeconds(1);

    private static final Duration LOOK_EVERY = Duration.ofNanos(100_000);

    private final NodeName name;
    private final Monitor monitor = new Monitor();
    private final Tasks tasks = new Tasks();
    private final Steps steps;
    private final AddressBook addresses;
    private final Consumer<AddressBook.Address> serving;
    private final Consumer<Throwable> ended;
    private final RandomGenerator random = RandomGenerator.getDefault();
    private final Clock clock;
    private final HttpPort http;
    private final SocketsPort sockets;
    private final ServerPorts servers;
    private final Regions regions;
    private volatile Runnable drain = () -> {};

    public RealHost(NodeName name, HostSettings settings) {
        this.name = name;
        this.regions = settings.regions();
        this.addresses = settings.addresses();
        this.serving = settings.serving();
        this.ended = settings.ended();
        this.steps = new Steps(monitor, point -> {
            if (point.fault().crashes()) {
                flush();
            }
            settings.struck().accept(point);
        });
        this.clock = new RealClock(monitor, settings.clockSkew(), steps.disturbances());
        var wire = new WireFormat(new SocketUrls(settings.addresses()::ws));
        steps.disturbances().distances(to -> regions.oneWay(name, to));
        this.http =
                new HttpPort(steps, settings.addresses(), settings.secret(), wire, settings.http(), this::listening);
        this.sockets = new SocketsPort(
                name, steps, tasks, settings.addresses(), settings.secret(), settings.sockets(), this::listening);
        this.servers = new ServerPorts(settings.servers(), steps);
    }

    /** Starts a node here, as a handler of its own; throws what its start throws. */
    public void start(Node node) {
        run(() -> node.start(this));
        http.started();
    }

    /** Runs this as a handler of the node; what it throws is thrown here. */
    public void run(Runnable nodeCode) {
        call(() -> {
            nodeCode.run();
            return true;
        });
    }

    /** As {@link #run}, with a result. */
    public <T> T call(Supplier<T> nodeCode) {
        return monitor.call(nodeCode);
    }

    /** The steps that this node takes, to be armed with faults. */
    public Steps steps() {
        return steps;
    }

    /** Where others find this node. */
    public AddressBook.Address address() {
        return AddressBook.Address.local(http.port(), sockets.port());
    }

    /** Ends the node as a crash would, except that nothing is left behind in this process. */
    @Override
    public void close() {
        monitor.die();
        monitor.interruptWaiting();
        tasks.close();
        sockets.close();
        http.close();
        servers.close();
    }

    @Override
    public NodeName name() {
        return name;
    }

    @Override
    public Regions regions() {
        return regions;
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public RandomGenerator random() {
        return random;
    }

    @Override
    public Http http() {
        return http;
    }

    @Override
    public Sockets sockets() {
        return sockets;
    }

    @Override
    public EventLog log() {
        return servers.log();
    }

    @Override
    public KeyValues redis() {
        return servers.redis();
    }

    @Override
    public JobLog jobs() {
        return servers.jobs();
    }

    @Override
    public JobQueue queue() {
        return servers.queue();
    }

    @Override
    public Notifications notifications() {
        return servers.notifications();
    }

    @Override
    public MessageStore messages() {
        return servers.messages();
    }

    @Override
    public SearchIndex search() {
        return servers.search();
    }

    @Override
    public Directory directory() {
        return servers.directory();
    }

    @Override
    public Registry registry() {
        return servers.registry();
    }

    @Override
    public Disk disk() {
        return servers.disk();
    }

    @Override
    public <T> Later<T> later() {
        return new RealLater<>(monitor);
    }

    @Override
    public void spawn(String task, Runnable code) {
        monitor.requireAlive();
        tasks.start(name + " " + task, () -> monitor.run(() -> runTask(task, code)));
    }

    @Override
    public void whenStopped(Runnable drain) {
        this.drain = drain;
    }

    /** Does what the node wants to do before it ends, for so long at most; the node itself goes on. */
    public void drain(Duration atMost) {
        var draining = Thread.ofVirtual().name(name + " drains").start(() -> monitor.run(drain));
        try {
            draining.join(atMost);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return name.toString();
    }

    /** What was sent before a crash has gone out: a crash right after an acknowledgement is always after it. */
    private void flush() {
        var deadline = System.nanoTime() + FLUSH_AT_MOST.toNanos();
        while (!(sockets.isFlushed() && http.isFlushed()) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
    }

    private void listening() {
        addresses.put(name, address());
        serving.accept(address());
    }

    private void runTask(String task, Runnable code) {
        try {
            code.run();
        } catch (CallFailed | SlackError e) {
            LOG.warn("{}: task {} ended with {}", name, task, e.toString());
        } catch (NodeCrash e) {
            throw e;
        } catch (RuntimeException | Error e) {
            LOG.error("{}: task {} failed, and with it the node", name, task, e);
            monitor.die();
            ended.accept(e);
        }
    }
}
