package rtmlab.harness.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import rtmlab.checkers.history.Event.Fault;
import rtmlab.checkers.promise.Verdict;
import rtmlab.checkers.promise.Verdict.Broken;
import rtmlab.harness.experiment.Team;
import rtmlab.harness.scenario.PlannedFault.AtStep;
import rtmlab.harness.scenario.PlannedFault.Timed;
import rtmlab.harness.simulated.FaultWords;
import rtmlab.harness.simulated.SimulatedMeeting;
import rtmlab.harness.simulated.SimulatedOutcome;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.NodeName;
import rtmlab.simulator.choice.Choices;
import rtmlab.simulator.choice.Menu;
import rtmlab.simulator.world.Mishap;
import rtmlab.simulator.world.Nemesis;
import rtmlab.simulator.world.Nemesis.Shared;
import rtmlab.simulator.world.Settings;
import rtmlab.simulator.world.SimulatedSystem;
import rtmlab.simulator.world.World;

/** A scenario in the simulated world: the same plan gives the same run. */
public final class SimulatedScenario {

    /** Longer than any clean restart takes. */
    private static final int MOST_STEPS_PER_DELIVERY = 2_000;

    private final Plan plan;
    private final Team team;
    private final InFlight inFlight;
    private final Map<Timed, Progress> progress = new LinkedHashMap<>();
    private final Map<AtStep, StruckStep> struckSteps = new LinkedHashMap<>();
    private final Map<NodeName, AtomicLong> clockReads = new LinkedHashMap<>();
    private final World world;
    private final SimulatedMeeting meeting;

    /** Where and when a fault at a step has struck. */
    private record StruckStep(String step, long atMicros, int underWay) {}

    /** How far a timed fault is. */
    private static final class Progress {
        long atMicros = -1;
        int underWay;
        final AtomicLong touched = new AtomicLong();
        boolean isNoted;
    }

    private SimulatedScenario(Plan plan) {
        this.plan = plan;
        this.team = Team.named(plan.scenario().users(), plan.scenario().channels(), 1);
        this.inFlight = new InFlight(team.members().size());
        this.world = new World(settings(), new Choices(this::choose));
        this.meeting =
                new SimulatedMeeting(world, plan.architecture(), plan.variant().mechanisms(), team);
    }

    /**
     * Runs it once.
     *
     * @throws MalformedScenario when the scenario names what the variant does not have
     */
    public static ScenarioRun run(Scenario scenario, Variant variant, long seed) {
        var run = new SimulatedScenario(Plan.of(scenario, variant, seed));
        try (run.world) {
            return run.perform();
        }
    }

    private Settings settings() {
        var scenario = plan.scenario();
        var mishaps = EnumSet.noneOf(Mishap.class);
        plan.atSteps().forEach(fault -> mishaps.add(fault.mishap()));
        var skew = new LinkedHashMap<NodeName, Duration>();
        plan.skews().forEach(fault -> plan.nodes(fault.target()).forEach(node -> skew.put(node, fault.by())));
        var usual = Settings.Timing.DEFAULT;
        var timing = new Settings.Timing(
                micros(scenario.network().latency()),
                micros(scenario.network().serverLatency()),
                usual.diskMicros(),
                usual.delayMicros(),
                micros(scenario.network().timeout()),
                usual.connectTimeoutMicros(),
                usual.pauseMicros(),
                usual.partitionMicros(),
                usual.noticeMicros(),
                usual.restartMicros(),
                usual.longRestartMicros(),
                usual.idleMicros());
        var deliveries = (scenario.talk().messages() + 10) * (scenario.users().size() + 1);
        return Settings.DEFAULT
                .withMishaps(mishaps)
                .withTiming(timing)
                .withClockSkew(skew)
                .withRegions(scenario.regions())
                .withSeed(plan.seed())
                .withBounds(MOST_STEPS_PER_DELIVERY * deliveries, Duration.ofMinutes(30));
    }

    /** What is planned for a step happens at the first node that comes to it. */
    private int choose(int index, Menu menu, Object subject, int occurrence) {
        var step = subject.toString();
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

    private ScenarioRun perform() {
        var system = meeting.setUp(inFlight::listeningTo);
        var began = now();
        for (var lane : Lane.of(plan.scenario(), team, plan.seed())) {
            system.script(lane.member(), (client, clock) -> lane.play(client, clock, inFlight));
        }
        var nemesis = world.nemesis();
        plan.skews()
                .forEach(fault -> plan.nodes(fault.target()).forEach(node -> {
                    var reads = clockReads.computeIfAbsent(node, _ -> new AtomicLong());
                    nemesis.watchClock(node, reads::incrementAndGet);
                }));
        for (var fault : plan.timed()) {
            progress.put(fault, new Progress());
            nemesis.after(plan.moment(fault), () -> strikeWhatIsUnderWay(fault, nemesis, system));
        }
        system.work();
        var outcome = meeting.end(system, this::noteTheRest);
        var strikes = strikes(began);
        return new ScenarioRun(
                plan.scenario(),
                plan.variant(),
                Scenario.World.SIMULATED,
                ScenarioRun.strict(withRecovery(outcome), strikes),
                outcome.history(),
                began,
                strikes,
                outcome.report().failures().stream().findFirst().map(Object::toString));
    }

    private static Map<String, Verdict> withRecovery(SimulatedOutcome outcome) {
        var verdicts = new LinkedHashMap<>(outcome.verdicts());
        if (!outcome.hasRecovered() && !(verdicts.get(SimulatedOutcome.RECOVERY) instanceof Broken)) {
            var why = outcome.broken().get(SimulatedOutcome.RECOVERY);
            verdicts.put(SimulatedOutcome.RECOVERY, new Broken(String.valueOf(why), List.of()));
        }
        return verdicts;
    }

    /** At a moment at which nothing is under way a fault would meet nothing: it waits for the next message. */
    private void strikeWhatIsUnderWay(Timed fault, Nemesis nemesis, SimulatedSystem system) {
        if (underWay() > 0) {
            strike(fault, nemesis, system);
            return;
        }
        var onItsWay = plan.scenario().network().latency().multipliedBy(2);
        var _ = inFlight.next().thenRun(() -> nemesis.after(onItsWay, () -> strike(fault, nemesis, system)));
    }

    private void strike(Timed fault, Nemesis nemesis, SimulatedSystem system) {
        var state = Objects.requireNonNull(progress.get(fault));
        state.atMicros = now();
        state.underWay = underWay();
        Runnable touched = () -> {
            state.touched.incrementAndGet();
            note(fault, state, true);
        };
        var lasts = fault.duration();
        switch (fault) {
            case PlannedFault.Kill kill when kill.losesMemory() -> nemesis.killRedisAndItsMemory(lasts);
            case PlannedFault.Kill kill when plan.isServer(kill.target()) -> nemesis.kill(shared(kill.target()), lasts);
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
        if (!isCounted(fault) && state.underWay > 0) {
            note(fault, state, true);
        }
    }

    /** Whether it is told what the fault touches; where not, the messages under way are what it meets. */
    private boolean isCounted(Timed fault) {
        return switch (fault) {
            case PlannedFault.Partition _, PlannedFault.Delay _, PlannedFault.Slow _, PlannedFault.Fill _ -> true;
            case PlannedFault.Pause pause -> plan.isServer(pause.target());
            case PlannedFault.Kill _, PlannedFault.Stop _, PlannedFault.Disconnect _ -> false;
        };
    }

    private void pairs(String one, String other, BiConsumer<NodeName, NodeName> deed) {
        plan.nodes(one).forEach(left -> plan.nodes(other).forEach(right -> deed.accept(left, right)));
    }

    private void note(Timed fault, Progress state, boolean hit) {
        if (!state.isNoted) {
            state.isNoted = true;
            var words = TimedFaultWords.of(fault);
            meeting.history().fault(words.kind(), words.target(), words.detail(), hit);
        }
    }

    private void noteTheRest() {
        progress.forEach((fault, state) -> note(fault, state, false));
        for (var fault : plan.atSteps()) {
            var struck = struckSteps.get(fault);
            var step = struck == null ? fault.node() + ": " + fault.call() : struck.step();
            meeting.history()
                    .fault(
                            FaultWords.kind(fault.mishap()),
                            step.substring(0, step.indexOf(": ")),
                            step + " #" + fault.occurrence(),
                            struck != null);
        }
        for (var fault : plan.skews()) {
            meeting.history().fault(Fault.Kind.OTHER, fault.target(), fault.label(), reads(fault) > 0);
        }
    }

    private long reads(PlannedFault.Skew fault) {
        return plan.nodes(fault.target()).stream()
                .mapToLong(
                        node -> clockReads.getOrDefault(node, new AtomicLong()).get())
                .sum();
    }

    private List<Strike> strikes(long began) {
        var strikes = new ArrayList<Strike>();
        for (var fault : plan.faults()) {
            strikes.add(
                    switch (fault) {
                        case AtStep step ->
                            Optional.ofNullable(struckSteps.get(step))
                                    .map(struck ->
                                            new Strike(step, struck.atMicros() - began, struck.underWay(), 1, true))
                                    .orElseGet(() -> Strike.never(step));
                        case PlannedFault.Skew skew -> new Strike(skew, 0, 0, reads(skew), reads(skew) > 0);
                        case Timed timed -> {
                            var state = Objects.requireNonNull(progress.get(timed));
                            var touched = state.touched.get();
                            var hit = isCounted(timed) ? touched > 0 : state.underWay > 0;
                            yield state.atMicros < 0
                                    ? Strike.never(timed)
                                    : new Strike(timed, state.atMicros - began, state.underWay, touched, hit);
                        }
                    });
        }
        return strikes;
    }

    private int underWay() {
        var nemesis = world.nemesis();
        return inFlight.underWay(id -> team.channels().stream()
                        .anyMatch(channel -> nemesis.isStored(channel.id(), new ClientMessageId(id))))
                .size();
    }

    private long now() {
        return micros(world.now());
    }

    private static long micros(Duration duration) {
        return duration.toNanos() / 1_000;
    }

    private static Shared shared(String server) {
        return Shared.valueOf(server.toUpperCase(Locale.ROOT));
    }
}
