package rtmlab.labs;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import rtmlab.harness.experiment.Team;
import rtmlab.harness.simulated.Exploration;
import rtmlab.harness.simulated.Faults;
import rtmlab.harness.simulated.SimulatedOutcome;
import rtmlab.harness.simulated.Workload;
import rtmlab.labs.Result.FailingStory;
import rtmlab.protocol.variant.Architecture;
import rtmlab.protocol.variant.Mechanisms;
import rtmlab.simulator.choice.Choices;
import rtmlab.simulator.choice.Departure;
import rtmlab.simulator.explore.Budget;
import rtmlab.simulator.explore.Explorer;
import rtmlab.simulator.explore.Findings;
import rtmlab.simulator.explore.Story;

/** The simulated runs that a grade rests on; they leave a fingerprint, and the smallest bad one can be told. */
public final class Runs {

    private final Architecture architecture;
    private final Mechanisms on;
    private final Workload workload;
    private final Faults faults;
    private final Exploration exploration;
    private final boolean isOurs;
    private final Fingerprint fingerprint = new Fingerprint();

    /** Of an architecture as it stands in the kit: its stories can be run again from a file. */
    public Runs(Architecture architecture, Mechanisms on, Workload workload, Faults faults) {
        this(architecture, on, workload, faults, true);
    }

    /** Of an architecture with a student's piece in it, which no story file can name. */
    static Runs withAPieceOfAStudents(Architecture architecture, Mechanisms on, Workload workload, Faults faults) {
        return new Runs(architecture, on, workload, faults, false);
    }

    private Runs(Architecture architecture, Mechanisms on, Workload workload, Faults faults, boolean isOurs) {
        this.isOurs = isOurs;
        this.architecture = architecture;
        this.on = on;
        this.workload = workload;
        this.faults = faults;
        this.exploration = new Exploration(architecture, on, workload, faults, 1);
    }

    /** One run in which nothing goes wrong, remembered in full. */
    public SimulatedOutcome calm() {
        return fingerprint.noted(exploration.record(Choices.calm()));
    }

    /** One run in which this happens, and nothing else; remembered in full. */
    public SimulatedOutcome with(Choices choices) {
        return fingerprint.noted(exploration.record(choices));
    }

    /** Every run that departs from the calm one at most so many times. */
    public Findings<SimulatedOutcome> exhaust(int departures) {
        return explorer().exhaust(departures);
    }

    /** So many random runs, the same ones every time. */
    public Findings<SimulatedOutcome> sample(long firstSeed, long runs) {
        return explorer().sample(firstSeed, runs);
    }

    private Explorer<SimulatedOutcome> explorer() {
        return new Explorer<>(choices -> fingerprint.noted(exploration.run(choices)), Budget.unlimited());
    }

    /** Of all runs so far, with everything that happened in them. */
    public String fingerprint() {
        return fingerprint.text();
    }

    /** The smallest run in which this promise breaks, shrunk and told. */
    public FailingStory story(Findings<SimulatedOutcome> findings, String promise) {
        var story = Objects.requireNonNull(exploration.stories(findings).get(promise), promise);
        var settings = story.workload();
        var smallest = new Workload(
                number(settings, "members"),
                number(settings, "channels"),
                number(settings, "messages"),
                "yes".equals(settings.get("reads")));
        var outcome = new Exploration(architecture, on, smallest, faults, 1).record(story.choices());
        return told(story, smallest.team(), outcome);
    }

    /** A run of this workload as a story. */
    public FailingStory story(SimulatedOutcome outcome, String promise, List<Departure> departures) {
        // In one order, in every process: Map.of has another one in each.
        var settings = new LinkedHashMap<String, String>();
        settings.put("members", Integer.toString(workload.members()));
        settings.put("channels", Integer.toString(workload.channels()));
        settings.put("messages", Integer.toString(workload.messages()));
        settings.put("reads", workload.reads() ? "yes" : "no");
        var witness = Objects.requireNonNullElse(outcome.broken().get(promise), "nothing is broken");
        var hash = outcome.report().traceHashText();
        return told(
                new Story(architecture.name(), on.toString(), settings, promise, witness, hash, departures),
                workload.team(),
                outcome);
    }

    private FailingStory told(Story story, Team team, SimulatedOutcome outcome) {
        var told = FailingStory.of(outcome, story.promise(), team, architecture);
        return isOurs ? told.withFile(story.format()) : told;
    }

    private static int number(Map<String, String> settings, String name) {
        @Nullable String text = settings.get(name);
        return Integer.parseInt(Objects.requireNonNull(text, name));
    }
}
