package rtmlab.simulator.world;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.Node;
import rtmlab.simulator.choice.Choices;
import rtmlab.simulator.choice.Menu;
import rtmlab.simulator.time.Scheduler;
import rtmlab.simulator.world.Happening.Kind;
import rtmlab.simulator.world.Report.Ending;
import rtmlab.simulator.world.Report.Failure;

/**
 * A whole system in one thread and virtual time: its nodes, its clients, the network, Kafka, Redis and PostgreSQL.
 *
 * <p>A run has three phases, and is driven through them from outside. First the <em>calm setup</em>: nodes and clients
 * are started one after the other, and nothing goes wrong. Then the <em>workload</em>: steps are counted, and at each of
 * them something can go wrong, as the choices have it. Last, when {@linkplain #endFaults faults end}, everything down is
 * started, every partition heals, and the system has to recover.
 *
 * <p>Nothing runs but inside {@link #settle}, {@link #settleUntil}, {@link #pass} and {@link #probe}, on the thread that
 * calls them; a world belongs to one thread. The same settings, choices and calls give the same run.
 */
public final class World implements AutoCloseable {

    private final Settings settings;
    private final Choices choices;
    private final Calls calls;
    private final Trace trace;
    private final Scheduler scheduler = new Scheduler();
    private final Network network = new Network(this);
    private final LogServer kafka;
    private final RedisServer redis;
    private final DatabaseServer postgres = new DatabaseServer(this);
    private final Map<NodeName, Machine> machines = new LinkedHashMap<>();
    private final List<Failure> failures = new ArrayList<>();
    private @Nullable Machine probe;
    private Ending ending = Ending.QUIET;
    private String diagnosis = "";
    private boolean workload;
    private boolean faulty;
    private int steps;
    private int mishaps;
    private int openScripts;

    public World(Settings settings, Choices choices) {
        this(settings, choices, false);
    }

    private World(Settings settings, Choices choices, boolean recording) {
        this.settings = settings;
        this.choices = choices;
        this.calls = Calls.under(settings.mishaps());
        this.trace = new Trace(recording);
        this.kafka = new LogServer(this, settings.partitions());
        this.redis = new RedisServer(this, settings.redisKeepsMemory());
    }

    /** Whether these are the words of something that can happen in some world: the beginning of a departure. */
    public static boolean canHappen(String words) {
        return Mishap.of(words).isPresent() || Machine.canHappen(words);
    }

    /** A world that remembers its trace line by line; slower. */
    public static World recording(Settings settings, Choices choices) {
        return new World(settings, choices, true);
    }

    /** Starts a process of the system, and waits until it has started. It runs anew, from start, after every crash. */
    public void startServer(NodeName name, Supplier<Node> nodes) {
        start(add(name, Machine.Sort.SERVER, nodes));
    }

    /** Starts a user's client, and waits until it has started. Its calls can fail; it never crashes. */
    public void startClient(NodeName name, Node client) {
        start(add(name, Machine.Sort.CLIENT, () -> client));
    }

    private Machine add(NodeName name, Machine.Sort sort, Supplier<Node> nodes) {
        var machine = new Machine(this, name, sort, nodes);
        if (machines.putIfAbsent(name, machine) != null) {
            throw new IllegalArgumentException("there is a " + name + " already");
        }
        return machine;
    }

    private void start(Machine machine) {
        machine.start();
        var life = machine.life();
        settleUntil(() -> life == null || life.hasStarted());
    }

    /** Asks a process of the system to end in good order; it starts anew a while later, as after a crash. */
    public void stopServer(NodeName name) {
        var machine = machines.get(name);
        var life = machine == null ? null : machine.life();
        if (life == null) {
            throw new IllegalArgumentException("there is no " + name + " that runs");
        }
        life.stop();
    }

    /** Runs a script on a node, beside the node's own tasks. The run waits until it is done, or its node has died. */
    public void script(NodeName name, Consumer<Host> script) {
        var machine = machines.get(name);
        var life = machine == null ? null : machine.life();
        if (life == null) {
            throw new IllegalArgumentException("there is no " + name + " that runs");
        }
        openScripts++;
        life.scripts++;
        life.run("script", () -> {
            try {
                script.accept(life);
            } finally {
                // The scripts of a dead node were taken off the count when it died.
                if (!life.isDead()) {
                    life.scripts--;
                    openScripts--;
                }
            }
        });
    }

    /** Nobody waits for the scripts of a node that has died. */
    void scriptsDied(int scripts) {
        openScripts -= scripts;
    }

    /** Looks at the system from outside, by the ports, and gives back what was seen; nothing goes wrong with that. */
    public <T> T probe(Function<Host, T> look) {
        if (probe == null) {
            probe = new Machine(this, new NodeName("probe-1"), Machine.Sort.PROBE, () -> _ -> {});
            start(probe);
        }
        var life = probe.life();
        if (life == null) {
            throw new IllegalStateException("the probe died");
        }
        var seen = new Seen<T>();
        openScripts++;
        life.group.start("probe", () -> {
            seen.look(look, life);
            openScripts--;
        });
        settleUntil(() -> seen.over);
        return seen.get(this);
    }

    /** What a look of the probe came to. */
    private static final class Seen<T> {
        private @Nullable T value;
        private @Nullable RuntimeException failure;
        private boolean over;

        void look(Function<Host, T> look, Host host) {
            try {
                value = look.apply(host);
            } catch (RuntimeException failure) {
                this.failure = failure;
            }
            over = true;
        }

        @SuppressWarnings("NullAway") // The look is over, so the value is what it gave back.
        T get(World world) {
            if (!over) {
                throw new IllegalStateException("the probe gets no answer: " + world.ending + " " + world.diagnosis);
            }
            if (failure != null) {
                throw failure;
            }
            return value;
        }
    }

    /** The workload begins: steps are counted from here on, and things go wrong. */
    public void beginWorkload() {
        workload = true;
        faulty = true;
        note(Kind.PHASE, "world", "workload", 0, 0, null);
    }

    /** For what strikes at a moment, rather than at a step. */
    public Nemesis nemesis() {
        return new Nemesis(this);
    }

    /** Nothing goes wrong from here on: what is down starts, what is paused goes on, what is cut heals. */
    public void endFaults() {
        faulty = false;
        note(Kind.PHASE, "world", "recovery", 0, 0, null);
        network.healAll();
        List.of(kafka, redis, postgres).forEach(Server::heal);
        machines.values().forEach(Machine::heal);
    }

    /** Runs until all scripts are done and nothing is in flight, or it is clear that this never comes. */
    public Ending settle() {
        return runUntil(() -> openScripts == 0 && scheduler.isQuiet());
    }

    /** Runs until this holds; false when the world came to rest before it did, or never rests. */
    public boolean settleUntil(BooleanSupplier goal) {
        while (!goal.getAsBoolean()) {
            if (isOverdone() || !turn()) {
                return goal.getAsBoolean();
            }
        }
        return true;
    }

    /** Lets so much virtual time pass, in which also those act who only idle. */
    public Ending pass(Duration duration) {
        var end = scheduler.nowMicros() + Micros.of(duration);
        while (!isOverdone() && scheduler.turn(end)) {
            // One thing at a time.
        }
        scheduler.idleUntil(end);
        return ending;
    }

    private Ending runUntil(BooleanSupplier quiet) {
        while (!quiet.getAsBoolean()) {
            if (isOverdone()) {
                return ending;
            }
            if (!turn()) {
                return diagnosed(Ending.STUCK);
            }
        }
        return ending;
    }

    private boolean turn() {
        return scheduler.turn(Long.MAX_VALUE);
    }

    private boolean isOverdone() {
        if (steps > settings.maxSteps() || scheduler.turns() > 100L * settings.maxSteps()) {
            diagnosed(Ending.TOO_MANY_STEPS);
        } else if (scheduler.nowMicros() > Micros.of(settings.maxDuration())) {
            diagnosed(Ending.TOO_LONG);
        }
        return ending != Ending.QUIET;
    }

    /** The first thing that went wrong with a run is the one to be told. */
    private Ending diagnosed(Ending wrong) {
        if (ending == Ending.QUIET) {
            ending = wrong;
            var waits = new TreeMap<NodeName, List<String>>();
            for (var machine : machines.values()) {
                var life = machine.life();
                waits.put(machine.name, life == null ? List.of("is down") : life.group.waits());
            }
            diagnosis = waits.toString();
        }
        return ending;
    }

    /** What became of the run so far. */
    public Report report() {
        return new Report(
                ending,
                trace.hash(),
                choices,
                steps,
                mishaps,
                Duration.ofNanos(scheduler.nowMicros() * 1_000),
                failures,
                diagnosis);
    }

    /** Everything that happened so far, in order; empty unless the world is {@link #recording}. */
    public List<Happening> trace() {
        return trace.happenings();
    }

    /** Virtual time since the beginning of the run. */
    public Duration now() {
        return Duration.ofNanos(scheduler.nowMicros() * 1_000);
    }

    /** Ends all that still runs. */
    @Override
    public void close() {
        scheduler.end();
    }

    // What follows is for the ports.

    Scheduler scheduler() {
        return scheduler;
    }

    Settings settings() {
        return settings;
    }

    Settings.Timing timing() {
        return settings.timing();
    }

    Calls calls() {
        return calls;
    }

    Choices choices() {
        return choices;
    }

    Network network() {
        return network;
    }

    LogServer kafka() {
        return kafka;
    }

    RedisServer redis() {
        return redis;
    }

    DatabaseServer postgres() {
        return postgres;
    }

    @Nullable
    Machine machine(NodeName name) {
        return machines.get(name);
    }

    boolean isWorkload() {
        return workload;
    }

    boolean isFaulty() {
        return faulty;
    }

    void countStep() {
        steps++;
    }

    void countMishap() {
        mishaps++;
    }

    /** A choice beside the steps; uneventful while nothing goes wrong. */
    int pick(Menu menu, NodeName subject, int occurrence) {
        return faulty ? choices.pick(menu, subject, occurrence) : 0;
    }

    void failed(NodeName node, Object task, Throwable thrown) {
        note(Kind.FAILED, node.value(), "task", 0, 0, thrown.toString());
        failures.add(new Failure(node, task.toString(), thrown));
    }

    int sent(String from, String what, @Nullable Object detail) {
        var message = trace.nextMessage();
        note(Kind.SENT, from, what, 0, message, detail);
        return message;
    }

    void arrived(String at, String what, int message) {
        note(Kind.ARRIVED, at, what, 0, message, null);
    }

    /** What a server keeps from here on. */
    void kept(Kind kind, Server server, String what, Object detail) {
        trace.remember(scheduler.nowMicros(), kind, server.name, what, detail);
    }

    void note(Kind kind, String where, String what, int occurrence, int message, @Nullable Object detail) {
        trace.note(scheduler.nowMicros(), kind, where, what, occurrence, message, detail);
    }
}
