package rtmlab.labs;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import rtmlab.checkers.history.HistoryRecorder;
import rtmlab.harness.experiment.Team;
import rtmlab.harness.simulated.SimulatedOutcome;
import rtmlab.labs.Result.FailingStory;
import rtmlab.labs.jail.Thrower;
import rtmlab.protocol.variant.Architecture;
import rtmlab.simulator.choice.Choices;
import rtmlab.simulator.choice.Departure;
import rtmlab.simulator.explore.Budget;
import rtmlab.simulator.explore.Explorer;
import rtmlab.simulator.explore.Findings;
import rtmlab.simulator.explore.Shrinker;
import rtmlab.simulator.explore.Violation;
import rtmlab.simulator.world.Happening.Kind;
import rtmlab.simulator.world.Mishap;
import rtmlab.simulator.world.Report.Ending;
import rtmlab.simulator.world.Settings;
import rtmlab.simulator.world.World;

/**
 * The simulated runs of a play that is a lab's own, where what members do is more than a {@code Workload} can say. They
 * leave a fingerprint, and the smallest bad one can be told.
 */
public final class PlayedRuns {

    private final Settings settings;
    private final Team team;
    private final Architecture architecture;
    private final Play play;
    private final Fingerprint fingerprint;

    /** What happens in a world, from its setup to a verdict. */
    @FunctionalInterface
    public interface Play {
        SimulatedOutcome in(World world);
    }

    /**
     * @param settings with the mishaps that may happen
     * @param team who plays
     * @param architecture whose nodes they are, whatever pieces are in them
     * @param fingerprint takes in these runs, after those of other plays that the same test is about
     */
    public PlayedRuns(Settings settings, Team team, Architecture architecture, Fingerprint fingerprint, Play play) {
        this.settings = settings;
        this.team = team;
        this.architecture = architecture;
        this.fingerprint = fingerprint;
        this.play = play;
    }

    /** One run in which nothing goes wrong, remembered in full. */
    public SimulatedOutcome calm() {
        return fingerprint.noted(record(List.of()));
    }

    /** One run in which these things go wrong, and nothing else; remembered in full. */
    public SimulatedOutcome with(Departure... departures) {
        return fingerprint.noted(record(List.of(departures)));
    }

    private SimulatedOutcome record(Collection<Departure> departures) {
        try (var world = World.recording(settings, Choices.named(departures))) {
            return play(world);
        }
    }

    private SimulatedOutcome run(Choices choices) {
        try (var world = new World(settings, choices)) {
            return play(world);
        }
    }

    /** A student's code may keep a world from ever being set up. */
    private SimulatedOutcome play(World world) {
        try {
            return play.in(world);
        } catch (IllegalStateException failure) {
            var report = world.report();
            if (report.failures().isEmpty() && report.ending() == Ending.QUIET) {
                throw failure;
            }
            return new SimulatedOutcome(
                    new HistoryRecorder(() -> 0).history(), Map.of(), Map.of(), false, report, world.trace());
        }
    }

    /** Every run that departs from the calm one once, in a way whose words pass; and the calm one. */
    public Findings<SimulatedOutcome> once(Predicate<String> words) {
        return explorer().exhaust(1, words);
    }

    /** So many random runs, the same ones every time. */
    public Findings<SimulatedOutcome> sample(long firstSeed, long runs) {
        return explorer().sample(firstSeed, runs);
    }

    private Explorer<SimulatedOutcome> explorer() {
        return new Explorer<>(choices -> fingerprint.noted(run(choices)), Budget.unlimited());
    }

    /** Of all runs so far, with everything that happened in them. */
    public String fingerprint() {
        return fingerprint.text();
    }

    /** Passed when no run breaks one of these promises: what else they break is other tests' concern. */
    public Result keeps(Collection<String> promises, Findings<SimulatedOutcome> findings) {
        var broken = new TreeMap<>(findings.violations());
        broken.keySet().retainAll(promises);
        if (broken.isEmpty()) {
            return Result.passed("kept in " + findings.runs() + " runs").withFingerprint(fingerprint());
        }
        return broken(broken.firstEntry().getValue());
    }

    /** Passed when this run breaks none of these promises. */
    public Result keeps(Collection<String> promises, SimulatedOutcome outcome) {
        var broken = new TreeMap<>(outcome.broken());
        broken.keySet().retainAll(promises);
        if (broken.isEmpty()) {
            return Result.passed("kept").withFingerprint(fingerprint());
        }
        return failed(broken.firstKey(), outcome, outcome.report().choices().departures());
    }

    /**
     * Each of these, alone, in a run of its own; passed when none breaks one of these promises. What never comes about
     * tests nothing: at least one of them has to.
     */
    public Result keepsThrough(Collection<String> promises, List<Departure> departures) {
        var struck = 0;
        for (var departure : departures) {
            var choices = Choices.named(List.of(departure));
            var outcome = fingerprint.noted(run(choices));
            if (outcome.broken().keySet().stream().anyMatch(promises::contains)) {
                return keeps(promises, record(List.of(departure)));
            }
            struck += choices.departures().size();
        }
        return (struck == 0
                        ? Result.failed("nothing could be made to go wrong: does your code ever get to do anything?")
                        : Result.passed("kept while " + struck + " things went wrong, one at a time"))
                .withFingerprint(fingerprint());
    }

    /** What can go wrong at the steps of a run that was remembered: each of these mishaps at each step that passes. */
    public static List<Departure> mishaps(
            SimulatedOutcome outcome, Predicate<String> steps, Collection<Mishap> mishaps) {
        return outcome.trace().stream()
                .dropWhile(happening -> happening.kind() != Kind.PHASE)
                .takeWhile(happening -> !happening.what().equals("recovery"))
                .filter(happening -> happening.kind() == Kind.STEP && happening.occurrence() > 0)
                .filter(happening -> steps.test(happening.where() + ": " + happening.what()))
                .flatMap(happening -> mishaps.stream()
                        .map(mishap -> new Departure(
                                mishap.words(), happening.where() + ": " + happening.what(), happening.occurrence())))
                .toList();
    }

    private Result broken(Violation<SimulatedOutcome> violation) {
        var promise = violation.promise();
        var shrinker = new Shrinker<String, SimulatedOutcome>((_, choices) -> run(choices), _ -> List.of());
        var smallest =
                shrinker.shrink("", violation.departures(), promise).violation().departures();
        return failed(promise, record(smallest), smallest);
    }

    private Result failed(String promise, SimulatedOutcome outcome, List<Departure> departures) {
        var by = new StringBuilder();
        departures.forEach(departure -> by.append("\nby ").append(departure));
        return Result.failed(words(promise, outcome) + by)
                .withStory(story(outcome, promise))
                .withFingerprint(fingerprint());
    }

    private String words(String promise, SimulatedOutcome outcome) {
        if (promise.equals(SimulatedOutcome.DEFECT)) {
            return Thrower.sentence(outcome.report().failures().getFirst().thrown());
        }
        var witness = String.valueOf(outcome.broken().get(promise));
        return BrokenPromise.sentence(promise, withNames(witness));
    }

    /** Slack's messages mention people by their ids. */
    private String withNames(String words) {
        var named = words;
        for (var member : team.members()) {
            named = named.replace("<@" + member.user().id() + ">", "@" + member.name());
        }
        return named;
    }

    /** A run that was remembered, as a story of this promise. */
    public FailingStory story(SimulatedOutcome outcome, String promise) {
        return FailingStory.of(outcome, promise, team, architecture);
    }

    /** A failure that this run shows. */
    public Result failed(String words, SimulatedOutcome outcome) {
        return Result.failed(words).withStory(story(outcome, "delivery")).withFingerprint(fingerprint());
    }
}
