package rtmlab.labs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import rtmlab.checkers.history.Event.Acknowledged;
import rtmlab.checkers.history.Event.Stored;
import rtmlab.harness.simulated.Faults;
import rtmlab.harness.simulated.SimulatedOutcome;
import rtmlab.harness.simulated.SimulatedTrial;
import rtmlab.harness.simulated.Workload;
import rtmlab.labs.jail.Thrower;
import rtmlab.protocol.variant.Architecture;
import rtmlab.protocol.variant.Mechanisms;
import rtmlab.simulator.choice.Choices;
import rtmlab.simulator.choice.Departure;
import rtmlab.simulator.explore.Findings;
import rtmlab.simulator.world.Happening;
import rtmlab.simulator.world.Mishap;
import rtmlab.simulator.world.SimulatedSystem.NoSetup;

/**
 * An architecture with a student's piece in it, put to the test: first whether it does anything at all, and then what
 * becomes of its promises when something goes wrong. For one graded test.
 */
public final class Examination {

    private final Runs runs;
    private final Workload workload;

    public Examination(Architecture architecture, Mechanisms on, Workload workload, Faults faults) {
        this.workload = workload;
        this.runs = Runs.withAPieceOfAStudents(architecture, on, workload, faults);
    }

    /** With the architecture's usual mechanisms. */
    public Examination(Architecture architecture, Workload workload, Faults faults) {
        this(architecture, Mechanisms.defaultsOf(architecture), workload, faults);
    }

    /** The two ways to crash. */
    public static final List<Mishap> CRASHES = List.of(Mishap.CRASH_BEFORE, Mishap.CRASH_AFTER);

    /** What there is to say against a run, if anything. */
    @FunctionalInterface
    public interface Complaint {

        Complaint NONE = _ -> Optional.empty();

        Optional<String> about(SimulatedOutcome outcome);
    }

    /** Passed when nothing goes wrong, everybody is answered, and there is no complaint. */
    public Result calm(Complaint complaint, String evidence) {
        return examined(calm -> complaint
                .about(calm)
                .map(why -> Result.failed(why).withStory(runs.story(calm, "delivery", List.of())))
                .orElseGet(() -> Result.passed(evidence)));
    }

    /**
     * Passed when no run that departs from the calm one once, and none of so many random ones, breaks one of these
     * promises.
     *
     * @param promises the ones that count, others being other tests'; empty for all of them
     */
    public Result keeps(Set<String> promises, long firstSeed, long randomRuns) {
        return saved(_ -> {
            var findings = runs.exhaust(1);
            return judge(broken(findings, promises) ? findings : runs.sample(firstSeed, randomRuns), promises);
        });
    }

    /**
     * Passed when none of these, each struck alone in a run of its own, breaks a promise or gives cause for complaint. What
     * never comes, because chance sends nobody there, is passed over.
     *
     * @param noneStruck what to say when nothing came at all
     */
    public Result survives(List<List<Departure>> schedules, Complaint complaint, String evidence, String noneStruck) {
        return saved(_ -> survivesAll(schedules, complaint, evidence, noneStruck));
    }

    /** The same for each of these mishaps at every step of the calm run that nodes of this role take. */
    public Result survivesAtStepsOf(String role, List<Mishap> mishaps, Complaint complaint, String evidence) {
        return saved(calm -> survivesAll(
                atStepsOf(role, mishaps, calm),
                complaint,
                evidence,
                "no " + role + " did anything that could be struck"));
    }

    private static List<List<Departure>> atStepsOf(String role, List<Mishap> mishaps, SimulatedOutcome calm) {
        var all = new ArrayList<List<Departure>>();
        for (var happening : calm.trace()) {
            if (happening.kind() == Happening.Kind.STEP
                    && happening.occurrence() > 0
                    && happening.where().startsWith(role)) {
                for (var mishap : mishaps) {
                    var step = happening.where() + ": " + happening.what();
                    all.add(List.of(new Departure(mishap.words(), step, happening.occurrence())));
                }
            }
        }
        return all;
    }

    private Result survivesAll(
            List<List<Departure>> schedules, Complaint complaint, String evidence, String noneStruck) {
        var struck = 0;
        for (var schedule : schedules) {
            var choices = Choices.named(schedule);
            var outcome = runs.with(choices);
            if (!choices.departures().containsAll(schedule)) {
                continue;
            }
            struck++;
            var broken = new TreeMap<>(outcome.broken());
            var why = broken.isEmpty()
                    ? complaint.about(outcome)
                    : Optional.of(
                            sentence(broken.firstKey(), broken.firstEntry().getValue()));
            if (why.isPresent()) {
                var promise = broken.isEmpty() ? "delivery" : broken.firstKey();
                return Result.failed(why.get() + by(schedule)).withStory(runs.story(outcome, promise, schedule));
            }
        }
        return struck == 0 ? Result.failed(noneStruck) : Result.passed(struck + " " + evidence);
    }

    private static boolean broken(Findings<SimulatedOutcome> findings, Set<String> promises) {
        return findings.violations().keySet().stream().anyMatch(name -> counts(name, promises));
    }

    private static boolean counts(String promise, Set<String> promises) {
        return promises.isEmpty() || promises.contains(promise);
    }

    private Result judge(Findings<SimulatedOutcome> findings, Set<String> promises) {
        var broken = new TreeMap<>(findings.violations());
        broken.keySet().removeIf(name -> !counts(name, promises));
        if (broken.isEmpty()) {
            return Result.passed("kept in " + findings.runs() + " runs");
        }
        var promise = broken.firstKey();
        var violation = broken.firstEntry().getValue();
        return Result.failed(sentence(promise, violation.witness()) + by(violation.departures()))
                .withStory(runs.story(findings, promise));
    }

    private static String sentence(String promise, String witness) {
        return BrokenPromise.sentence(promise, witness);
    }

    private static String by(List<Departure> departures) {
        return departures.stream().map(departure -> "\nby " + departure).reduce("", String::concat);
    }

    /** A system in which nothing is said, or nothing saved, keeps every promise: that would be no evidence. */
    private Result saved(Function<SimulatedOutcome, Result> test) {
        return examined(calm -> calm.history().events().stream()
                        .anyMatch(event -> event instanceof Stored row && !SimulatedTrial.isClosing(row.id()))
                ? test.apply(calm)
                : Result.failed(
                        "nothing went wrong, and yet nothing is in the store: is every post appended to the log?"));
    }

    private Result examined(Function<SimulatedOutcome, Result> test) {
        return orWhyNot(test).withFingerprint(runs.fingerprint());
    }

    private Result orWhyNot(Function<SimulatedOutcome, Result> test) {
        try {
            var calm = runs.calm();
            var unanswered = whyUnanswered(calm);
            return unanswered.isPresent() ? Result.failed(unanswered.get()) : test.apply(calm);
        } catch (NoSetup none) {
            return Result.failed(whyNotStarted(none));
        }
    }

    /** What to tell the student when the system with the student's piece does not even start. */
    static String whyNotStarted(NoSetup none) {
        var failures = none.report().failures();
        return failures.isEmpty()
                ? "with your code in it, the system does not come up"
                        + BrokenPromise.waiting(none.report().diagnosis())
                : Thrower.sentence(failures.getFirst().thrown());
    }

    private Optional<String> whyUnanswered(SimulatedOutcome calm) {
        if (!calm.report().failures().isEmpty()) {
            return Optional.of(
                    Thrower.sentence(calm.report().failures().getFirst().thrown()));
        }
        var answered = calm.history().events().stream()
                .filter(event -> event instanceof Acknowledged ack && !SimulatedTrial.isClosing(ack.id()))
                .count();
        return answered == workload.messages()
                ? Optional.empty()
                : Optional.of("nothing went wrong, and yet only " + answered + " of " + workload.messages()
                        + " messages were acknowledged");
    }
}
