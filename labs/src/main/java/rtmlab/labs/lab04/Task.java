package rtmlab.labs.lab04;

import java.util.List;
import java.util.Optional;
import rtmlab.harness.simulated.Faults;
import rtmlab.harness.simulated.SimulatedOutcome;
import rtmlab.harness.simulated.Workload;
import rtmlab.labs.HandOuts;
import rtmlab.labs.Parameters;
import rtmlab.labs.Result;
import rtmlab.labs.Runs;
import rtmlab.protocol.variant.Mechanisms;
import rtmlab.simulator.choice.Choices;
import rtmlab.simulator.choice.Departure;
import rtmlab.simulator.world.Mishap;
import rtmlab.updated.UpdatedArchitecture;

/**
 * Who talks in a student's runs, and which message is to be put into the log twice.
 *
 * @param message its id
 * @param firstSeed of the random runs
 */
public record Task(Workload workload, String message, long firstSeed) {

    private static final String WEB_APP = "web-app";

    /** The same for the same student, every time. */
    public static Task of(Parameters parameters) {
        var random = parameters.random();
        var members = 2 + random.nextInt(2);
        var messages = members + random.nextInt(2);
        return new Task(
                new Workload(members, 1, messages).withoutReads(),
                "m" + (1 + random.nextInt(messages)),
                1 + random.nextInt(10_000));
    }

    private Runs runs() {
        var architecture = new UpdatedArchitecture();
        return new Runs(architecture, Mechanisms.defaultsOf(architecture), workload, Faults.CRASHES);
    }

    /** The steps that a crash can name, for the student. */
    String words() {
        return "Your message is " + message + ": it is to stand in the log twice.\n\n"
                + "All of them at once, in #general:\n\n" + HandOuts.said(workload)
                + "\nWhat the web apps do when nothing goes wrong, step by step:\n\n"
                + HandOuts.steps(runs().calm(), node -> node.startsWith(WEB_APP));
    }

    /** Plays the student's crash on the architecture as it is, with its own retry path. */
    public Result judge(String words) {
        Departure crash;
        try {
            crash = Departure.parse(words);
        } catch (IllegalArgumentException problem) {
            return Result.failed("crash() in Schedule.java: " + problem.getMessage());
        }
        var runs = runs();
        var choices = Choices.named(List.of(crash));
        var outcome = runs.with(choices);
        var why = whyNoCrash(crash, choices).or(() -> whyNotTwice(outcome));
        return (why.isPresent()
                        ? Result.failed(why.get())
                        : Result.passed(message + " stands in the log twice, and is one message all the same")
                                .withData(words))
                .withFingerprint(runs.fingerprint())
                .withStory(runs.story(outcome, "idempotent-retries", List.of(crash)));
    }

    private static Optional<String> whyNoCrash(Departure crash, Choices choices) {
        if (!isCrash(crash) || !crash.subject().startsWith(WEB_APP)) {
            return Optional.of("\"" + crash + "\" is no crash of a web app: it begins with \""
                    + Mishap.CRASH_BEFORE.words() + " " + WEB_APP + "-1\" or the like; task.txt has the steps");
        }
        return choices.departures().contains(crash)
                ? Optional.empty()
                : Optional.of(
                        "\"" + crash + "\" never came: there is no such step in this run; task.txt has the steps");
    }

    static boolean isCrash(Departure departure) {
        return departure.option().equals(Mishap.CRASH_BEFORE.words())
                || departure.option().equals(Mishap.CRASH_AFTER.words());
    }

    private Optional<String> whyNotTwice(SimulatedOutcome outcome) {
        var appended = Appends.of(outcome, message);
        return appended >= 2
                ? Optional.empty()
                : Optional.of(message + " stands in the log " + (appended == 0 ? "not at all" : "once")
                        + ": from which step on has the log the message, and until which step does Redis not know of it?"
                        + " And whose message does that web app have?");
    }
}
