package rtmlab.harness.simulated;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import rtmlab.harness.experiment.Team;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.Regions;
import rtmlab.protocol.variant.Architecture;
import rtmlab.protocol.variant.Mechanisms;
import rtmlab.simulator.choice.Choices;
import rtmlab.simulator.choice.Departure;
import rtmlab.simulator.choice.Swarm;
import rtmlab.simulator.explore.Budget;
import rtmlab.simulator.explore.Explorer;
import rtmlab.simulator.explore.Findings;
import rtmlab.simulator.explore.Shrinker;
import rtmlab.simulator.explore.Story;
import rtmlab.simulator.world.Settings;

/** The search for runs of one architecture in which a promise breaks, and the stories of the smallest of them. */
public final class Exploration {

    /** About as many chances as a run of a small workload has. */
    private static final int USUAL_PICKS = 200;

    private final Architecture architecture;
    private final Mechanisms mechanisms;
    private final Workload workload;
    private final Faults faults;
    private final int regions;
    private final SimulatedTrial trial;
    private final Struck struck = new Struck();

    /** In as many regions as these faults have. */
    public Exploration(Architecture architecture, Mechanisms mechanisms, Workload workload, Faults faults) {
        this(architecture, mechanisms, workload, faults, faults.regions());
    }

    /** @param regions 1, or 2 for an architecture that can be spread over two: nodes, and every second member */
    public Exploration(
            Architecture architecture, Mechanisms mechanisms, Workload workload, Faults faults, int regions) {
        this.regions = regions;
        this.architecture = architecture;
        this.mechanisms = mechanisms;
        this.workload = workload;
        this.faults = faults;
        // One partition: the messages of all channels share an order, and so get in each other's way most.
        this.trial = new SimulatedTrial(
                architecture,
                mechanisms,
                Settings.DEFAULT
                        .withPartitions(1)
                        .withMishaps(faults.mishaps(architecture, mechanisms))
                        .withClockSkew(faults.clockSkew(architecture.topology()))
                        .withRegions(regions == 1 ? Regions.one() : Team.spreadOver(architecture.twoRegions())));
    }

    /** How to search. */
    public sealed interface Search {
        /** Every run that departs from the calm one at most so many times. */
        record Exhaust(int departures) implements Search {}

        /** So many random runs, each with a mix of faults of its own. */
        record Sample(long seed, long runs) implements Search {}
    }

    public Findings<SimulatedOutcome> search(
            Search search, Duration limit, int threads, Consumer<Findings<SimulatedOutcome>> progress) {
        var explorer = new Explorer<>(this::runAndCount, Budget.ofTime(limit), threads, progress);
        return switch (search) {
            case Search.Exhaust(var departures) -> explorer.exhaust(departures);
            case Search.Sample(var seed, var runs) -> explorer.sample(seed, runs);
        };
    }

    private SimulatedOutcome runAndCount(Choices choices) {
        var outcome = trial.run(workload, choices);
        struck.count(choices.departures());
        return outcome;
    }

    /** What has gone wrong in all that was searched so far. */
    public Struck struck() {
        return struck;
    }

    /** The hash of the trace of the random run with this seed. */
    public String traceHash(long seed) {
        return trial.run(workload, random(seed)).report().traceHashText();
    }

    /** The trace of the random run with this seed, line by line. */
    public List<String> trace(long seed) {
        return trial.record(workload, random(seed)).trace().stream()
                .map(Object::toString)
                .toList();
    }

    private static Choices random(long seed) {
        return Swarm.choices(seed, USUAL_PICKS);
    }

    /** The stories of what was found, by promise, each as small as it gets. */
    public Map<String, Story> stories(Findings<SimulatedOutcome> findings) {
        var stories = new LinkedHashMap<String, Story>();
        findings.violations()
                .forEach((promise, violation) -> stories.put(promise, shrunk(promise, violation.departures())));
        return stories;
    }

    private Story shrunk(String promise, List<Departure> departures) {
        var shrinker = new Shrinker<>(trial, Workload::smaller);
        var smallest = shrinker.shrink(workload, departures, promise);
        var violation = smallest.violation();
        return new Story(
                architecture.name(),
                mechanisms.toString(),
                settingsOf(smallest.workload()),
                promise,
                violation.witness(),
                violation.outcome().report().traceHashText(),
                violation.departures());
    }

    private Map<String, String> settingsOf(Workload smallest) {
        var settings = new LinkedHashMap<String, String>();
        settings.put("members", Integer.toString(smallest.members()));
        settings.put("channels", Integer.toString(smallest.channels()));
        settings.put("messages", Integer.toString(smallest.messages()));
        settings.put("reads", smallest.reads() ? "yes" : "no");
        settings.put("regions", Integer.toString(regions));
        if (smallest.away()) {
            settings.put("away", "yes");
        }
        if (smallest.changes()) {
            settings.put("changes", "yes");
        }
        settings.put("faults", faults.name().toLowerCase(Locale.ROOT));
        return settings;
    }

    /** Runs it with these choices and remembers everything that happens. */
    public SimulatedOutcome record(Choices choices) {
        return trial.record(workload, choices);
    }

    public SimulatedOutcome run(Choices choices) {
        return trial.run(workload, choices);
    }

    /** How far the nodes' clocks are ahead, where they are not right. */
    public Map<NodeName, Duration> clockSkew() {
        return faults.clockSkew(architecture.topology());
    }

    public Architecture architecture() {
        return architecture;
    }

    public Mechanisms mechanisms() {
        return mechanisms;
    }

    public Workload workload() {
        return workload;
    }
}
