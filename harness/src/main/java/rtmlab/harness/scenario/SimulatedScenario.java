package rtmlab.harness.scenario;

import static rtmlab.harness.scenario.SimulatedNemesis.micros;

import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import rtmlab.checkers.promise.Verdict;
import rtmlab.checkers.promise.Verdict.Broken;
import rtmlab.harness.experiment.Team;
import rtmlab.harness.simulated.SimulatedMeeting;
import rtmlab.harness.simulated.SimulatedOutcome;
import rtmlab.protocol.NodeName;
import rtmlab.simulator.choice.Choices;
import rtmlab.simulator.choice.Menu;
import rtmlab.simulator.world.Mishap;
import rtmlab.simulator.world.Settings;
import rtmlab.simulator.world.World;

/** A scenario in the simulated world: the same plan gives the same run. */
public final class SimulatedScenario {

    /** Longer than any clean restart takes. */
    private static final int MOST_STEPS_PER_DELIVERY = 2_000;

    private final Plan plan;
    private final Team team;
    private final InFlight inFlight;
    private final World world;
    private final SimulatedMeeting meeting;
    private final SimulatedNemesis nemesis;

    private SimulatedScenario(Plan plan) {
        this.plan = plan;
        this.team = Team.named(plan.scenario().users(), plan.scenario().channels(), 1);
        this.inFlight = new InFlight(team.members().size());
        this.world = new World(settings(), new Choices(this::choose));
        this.meeting =
                new SimulatedMeeting(world, plan.architecture(), plan.variant().mechanisms(), team);
        this.nemesis = new SimulatedNemesis(plan, world, team, inFlight, meeting.history());
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

    private int choose(int index, Menu menu, Object subject, int occurrence) {
        return nemesis.choose(menu, subject.toString(), occurrence);
    }

    private ScenarioRun perform() {
        var system = meeting.setUp(inFlight::listeningTo);
        var began = micros(world.now());
        for (var lane : Lane.of(plan.scenario(), team, plan.seed())) {
            system.script(lane.member(), (client, clock) -> lane.play(client, clock, inFlight));
        }
        nemesis.begin(system);
        system.work();
        var outcome = meeting.end(system, nemesis::noteTheRest);
        var strikes = nemesis.strikes();
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
}
