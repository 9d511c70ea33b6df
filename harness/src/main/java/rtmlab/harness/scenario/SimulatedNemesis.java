package rtmlab.harness.scenario;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import rtmlab.checkers.history.Event.Fault;
import rtmlab.checkers.history.HistoryRecorder;
import rtmlab.harness.experiment.Team;
import rtmlab.harness.scenario.PlannedFault.AtStep;
import rtmlab.harness.scenario.PlannedFault.Timed;
import rtmlab.harness.simulated.FaultWords;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.NodeName;
import rtmlab.simulator.choice.Menu;
import rtmlab.simulator.world.Nemesis;
import rtmlab.simulator.world.Nemesis.Shared;
import rtmlab.simulator.world.SimulatedSystem;
import rtmlab.simulator.world.World;

/** The hand that brings a scenario's faults about in the simulated world, and counts what each of them meets. */
final class SimulatedNemesis {

    private final Plan plan;
    private final World world;
    private final Nemesis nemesis;
    private final Team team;
    private final InFlight inFlight;
    private final HistoryRecorder history;
    private final Map<Timed, Progress> progress = new LinkedHashMap<>();
    private final Map<AtStep, StruckStep> struckSteps = new LinkedHashMap<>();
    private final Map<NodeName, AtomicLong> clockReads = new LinkedHashMap<>();
    private long beganMicros;

    /** Where and when a fault at a step has struck. */
    private record StruckStep(String step, long atMicros, int underWay) {}

    /** How far a timed fault is. */
    private static final class Progress {
        long atMicros = -1;
        int underWay;
        long touched;
        boolean isNoted;
    }

    SimulatedNemesis(Plan plan, World world, Team team, InFlight inFlight, HistoryRecorder history) {
        this.plan = plan;
        this.world = world;
        this.nemesis = world.nemesis();
        this.team = team;
        this.inFlight = inFlight;
        this.history = history;
    }

    /** What is planned for a step happens at the first node that comes to it. */
    int choose(Menu menu, String step, int occurrence) {
        for (var fault : plan.atSteps()) {
            if (!struckSteps.containsKey(fault) && occurrence == fault.occurrence() && isAt(step, fault)) {
                var option = menu.options().indexOf(fault.mishap().words());
                if (option > 0) {
                    struckSteps.put(fault, new StruckStep(step, now(), underWay()));
                    return option;
                }
            }
        }
        return 0;
    }

    private boolean isAt(String step, AtStep fault) {
        return plan.nodes(fault.node()).stream().anyMatch(node -> step.equals(node + ": " + fault.call()));
    }

    /** The workload begins: plans what has its time. */
    void begin(SimulatedSystem system) {
        beganMicros = now();
        for (var fault : plan.skews()) {
            for (var node : plan.nodes(fault.target())) {
                var reads = clockReads.computeIfAbsent(node, _ -> new AtomicLong());
                nemesis.watchClock(node, reads::incrementAndGet);
            }
        }
        for (var fault : plan.timed()) {
            progress.put(fault, new Progress());
            nemesis.after(plan.moment(fault), () -> strikeWhatIsUnderWay(fault, system));
        }
    }

    /** At a moment at which nothing is under way a fault would meet nothing: it waits for the next message. */
    private void strikeWhatIsUnderWay(Timed fault, SimulatedSystem system) {
        if (underWay() > 0) {
            strike(fault, system);
            return;
        }
        var onItsWay = plan.scenario().network().latency().multipliedBy(2);
        var _ = inFlight.next().thenRun(() -> nemesis.after(onItsWay, () -> strike(fault, system)));
    }

    private void strike(Timed fault, SimulatedSystem system) {
        var state = Objects.requireNonNull(progress.get(fault));
        state.atMicros = now();
        state.underWay = underWay();
        Runnable touched = () -> {
            state.touched++;
            note(fault, state, true);
        };
        var lasts = fault.duration();
        switch (fault) {
            case PlannedFault.Kill kill when kill.losesMemory() -> nemesis.killRedisAndItsMemory(lasts, touched);
            case PlannedFault.Kill kill
            when plan.isServer(kill.target()) -> nemesis.kill(shared(kill.target()), lasts, touched);
            case PlannedFault.Kill kill -> plan.nodes(kill.target()).forEach(node -> nemesis.kill(node, lasts));
            case PlannedFault.Stop stop -> plan.nodes(stop.target()).forEach(world::stopServer);
            case PlannedFault.Pause pause
            when plan.isServer(pause.target()) -> nemesis.pause(shared(pause.target()), lasts, touched);
            case PlannedFault.Pause pause -> plan.nodes(pause.target()).forEach(node -> nemesis.pause(node, lasts));
            case PlannedFault.Partition partition ->
                pairs(partition.one(), partition.other(), (one, other) -> {
                    nemesis.cut(other, one, lasts, touched);
                    if (!partition.oneWay()) {
                        nemesis.cut(one, other, lasts, touched);
                    }
                });
            case PlannedFault.Delay delay ->
                pairs(delay.one(), delay.other(), (one, other) -> {
                    nemesis.delay(one, other, delay.by(), lasts, touched);
                    nemesis.delay(other, one, delay.by(), lasts, touched);
                });
            case PlannedFault.Slow slow -> nemesis.slowDown(shared(slow.server()), slow.by(), lasts, touched);
            case PlannedFault.Fill fill when fill.target().equals("redis") -> nemesis.fillRedis(lasts, touched);
            case PlannedFault.Fill fill ->
                plan.nodes(fill.target()).forEach(node -> nemesis.fillDisk(node, lasts, touched));
            case PlannedFault.Disconnect disconnect ->
                team.members().stream()
                        .filter(member -> disconnect.user().equals("everyone")
                                || disconnect.user().equals(member.name()))
                        .forEach(member -> system.script(member, (client, _) -> client.dropConnection()));
        }
        if (!plan.countsWhatItTouches(fault) && state.underWay > 0) {
            note(fault, state, true);
        }
    }

    private void pairs(String one, String other, BiConsumer<NodeName, NodeName> deed) {
        plan.nodes(one).forEach(left -> plan.nodes(other).forEach(right -> deed.accept(left, right)));
    }

    private void note(Timed fault, Progress state, boolean hit) {
        if (!state.isNoted) {
            state.isNoted = true;
            var words = TimedFaultWords.of(fault);
            history.fault(words.kind(), words.target(), words.detail(), hit);
        }
    }

    /** All is over: what has not been put into the history so far is put there. */
    void noteTheRest() {
        progress.forEach((fault, state) -> note(fault, state, false));
        for (var fault : plan.atSteps()) {
            var struck = struckSteps.get(fault);
            var step = struck == null ? fault.node() + ": " + fault.call() : struck.step();
            history.fault(
                    FaultWords.kind(fault.mishap()),
                    step.substring(0, step.indexOf(": ")),
                    step + " #" + fault.occurrence(),
                    struck != null);
        }
        for (var fault : plan.skews()) {
            history.fault(Fault.Kind.OTHER, fault.target(), fault.label(), reads(fault) > 0);
        }
    }

    /** What became of each fault, in the plan's order. */
    List<Strike> strikes() {
        return plan.faults().stream()
                .map(fault -> switch (fault) {
                    case AtStep step -> strike(step);
                    case PlannedFault.Skew skew -> new Strike(skew, 0, 0, reads(skew), reads(skew) > 0);
                    case Timed timed -> strike(timed);
                })
                .toList();
    }

    private Strike strike(AtStep fault) {
        var struck = struckSteps.get(fault);
        return struck == null
                ? Strike.never(fault)
                : new Strike(fault, struck.atMicros() - beganMicros, struck.underWay(), 1, true);
    }

    private Strike strike(Timed fault) {
        var state = Objects.requireNonNull(progress.get(fault));
        var hit = plan.countsWhatItTouches(fault) ? state.touched > 0 : state.underWay > 0;
        return state.atMicros < 0
                ? Strike.never(fault)
                : new Strike(fault, state.atMicros - beganMicros, state.underWay, state.touched, hit);
    }

    private long reads(PlannedFault.Skew fault) {
        return plan.nodes(fault.target()).stream()
                .mapToLong(
                        node -> clockReads.getOrDefault(node, new AtomicLong()).get())
                .sum();
    }

    private int underWay() {
        return inFlight.underWay(id -> team.channels().stream()
                        .anyMatch(channel -> nemesis.isStored(channel.id(), new ClientMessageId(id))))
                .size();
    }

    private long now() {
        return micros(world.now());
    }

    static long micros(Duration duration) {
        return duration.toNanos() / 1_000;
    }

    private static Shared shared(String server) {
        return Shared.valueOf(server.toUpperCase(Locale.ROOT));
    }
}
