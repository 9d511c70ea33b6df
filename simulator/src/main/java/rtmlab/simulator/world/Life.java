package rtmlab.simulator.world;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.Regions;
import rtmlab.protocol.api.Endpoint;
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
import rtmlab.simulator.time.TaskGroup;
import rtmlab.simulator.world.Happening.Kind;

/** One life of a node, from its start to its crash: its ports, its tasks, and whatever dies with them. */
final class Life implements Host {

    final Machine machine;
    final World world;
    final TaskGroup group;
    final Map<Endpoint<?, ?>, Function<?, ?>> handlers = new HashMap<>();
    final List<Exchange<?, ?>> answering = new ArrayList<>();
    final List<SocketEnd> sockets = new ArrayList<>();
    Sockets.@Nullable Listener listener;

    /** How many of its tasks are scripts, which the run waits for. */
    int scripts;

    private final Clock clock;
    private final RandomGenerator random;
    private final Http http = new SimulatedHttp(this);
    private final Sockets socketPort = new SimulatedSockets(this);
    private final EventLog log;
    private final KeyValues redis;
    private final JobLog jobs;
    private final JobQueue queue;
    private final Notifications notifications;
    private final MessageStore messages;
    private final SearchIndex search;
    private final Directory directory;
    private final Registry registry;
    private final Disk disk;
    private boolean started;
    private Runnable drain = () -> {};

    Life(Machine machine, int number) {
        this.machine = machine;
        this.world = machine.world;
        this.group = world.scheduler().group((task, failure) -> world.failed(machine.name, task, failure));
        this.clock = new SimulatedClock(this);
        // The same in every JVM, and another one in every life.
        this.random = new SplittableRandom(world.settings().seed() * 0x9E3779B97F4A7C15L
                + machine.name.value().hashCode() * 31L
                + number);
        this.disk = new SimulatedDisk(this);
        this.log = new SimulatedLog(this, world.kafka());
        this.redis = new SimulatedRedis(this, world.redis());
        this.jobs = new SimulatedJobLog(this, world.kafka());
        this.queue = new SimulatedQueue(this, world.redis());
        this.notifications = new SimulatedNotifications(this, world.postgres());
        this.messages = new SimulatedStore(this, world.postgres());
        this.search = new SimulatedSearch(this, world.postgres());
        this.directory = new SimulatedDirectory(this, world.postgres());
        this.registry = new SimulatedRegistry(this, world.postgres());
    }

    boolean isDead() {
        return group.isDead();
    }

    /** Runs the node's start as its first task. */
    void begin(Node node) {
        group.start("start", () -> {
            try {
                node.start(this);
                started = true;
            } catch (CallFailed | SlackError failure) {
                // A process that cannot start exits, and whoever watches over it starts it again.
                world.note(Kind.FAILED, machine.name.value(), "start", 0, 0, failure.getMessage());
                machine.crash();
                throw end();
            }
        });
    }

    /** Whether the node's start has returned, or never will. */
    boolean hasStarted() {
        return started || isDead();
    }

    /** Runs node code as a task of its own; what it cannot handle ends the task and nothing else. */
    void run(String name, Runnable code) {
        group.start(name, () -> {
            try {
                code.run();
            } catch (CallFailed | SlackError failure) {
                world.note(Kind.FAILED, machine.name.value(), name, 0, 0, failure.getMessage());
            }
        });
    }

    /** Ends in good order. */
    void stop() {
        run("drain", () -> {
            drain.run();
            throw crash();
        });
    }

    void die() {
        group.die();
        world.scriptsDied(scripts);
        // Copies, since what is told of the death leaves these lists.
        for (var exchange : List.copyOf(answering)) {
            exchange.answererDied();
        }
        for (var socket : List.copyOf(sockets)) {
            socket.ownerDied();
        }
    }

    /** A dead node's code gets no answer from any port. */
    void requireAlive() {
        if (isDead()) {
            throw new NodeCrash(machine.name + " is dead");
        }
    }

    /**
     * A step taken by the running task of this node, which ends here if the node crashes before the effect, and stands
     * still if the node is paused.
     */
    Mishap step(Call call) {
        requireAlive();
        var mishap = machine.take(call);
        if (mishap == Mishap.CRASH_BEFORE) {
            throw crash();
        }
        if (mishap == Mishap.PAUSE) {
            world.scheduler().current().wake();
            world.scheduler().suspend("the end of the pause");
        }
        return mishap;
    }

    /** Crashes the node, from a task of its own. */
    NodeCrash crash() {
        machine.crash();
        throw end();
    }

    /** Ends the running task of a node that has died. */
    private NodeCrash end() {
        world.scheduler().suspend("nothing more");
        return new NodeCrash(machine.name + " is dead");
    }

    void sleep(long micros, boolean idle, Object reason) {
        requireAlive();
        var task = world.scheduler().current();
        if (idle) {
            world.scheduler().idlyAfter(micros, task::wake);
        } else {
            world.scheduler().after(micros, task::wake);
        }
        world.scheduler().suspend(reason);
    }

    /** A call of Kafka, Redis or PostgreSQL. */
    <T extends @Nullable Object> T ask(Server server, Call call, Supplier<T> effect) {
        return ask(server, call, step(call), effect);
    }

    /** As {@link #ask}, for a step that has been taken. */
    <T extends @Nullable Object> T ask(Server server, Call call, Mishap mishap, Supplier<T> effect) {
        requireAlive();
        var pending = new Pending<T>(world.scheduler(), call);
        new ServerCall<>(this, server, call, mishap, effect, pending).send();
        return pending.await();
    }

    @Override
    public NodeName name() {
        return machine.name;
    }

    @Override
    public Regions regions() {
        return world.settings().regions();
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
        return socketPort;
    }

    @Override
    public EventLog log() {
        return log;
    }

    @Override
    public KeyValues redis() {
        return redis;
    }

    @Override
    public JobLog jobs() {
        return jobs;
    }

    @Override
    public JobQueue queue() {
        return queue;
    }

    @Override
    public Notifications notifications() {
        return notifications;
    }

    @Override
    public MessageStore messages() {
        return messages;
    }

    @Override
    public SearchIndex search() {
        return search;
    }

    @Override
    public Directory directory() {
        return directory;
    }

    @Override
    public Registry registry() {
        return registry;
    }

    @Override
    public Disk disk() {
        return disk;
    }

    @Override
    public <T> Later<T> later() {
        return new SimulatedLater<>(this);
    }

    @Override
    public void whenStopped(Runnable drain) {
        requireAlive();
        this.drain = drain;
    }

    @Override
    public void spawn(String name, Runnable task) {
        requireAlive();
        run(name, task);
    }

    @Override
    public String toString() {
        return machine.name.toString();
    }
}
