package rtmlab.labs.lab09;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import rtmlab.checkers.promise.Verdict.Broken;
import rtmlab.harness.experiment.Experiment;
import rtmlab.harness.real.RealWorld;
import rtmlab.harness.simulated.Faults;
import rtmlab.harness.simulated.Workload;
import rtmlab.labs.Answers;
import rtmlab.labs.HandOuts;
import rtmlab.labs.Result;
import rtmlab.labs.Runs;
import rtmlab.labs.Submission;
import rtmlab.labs.api.LossSchedule;
import rtmlab.protocol.variant.Mechanisms;
import rtmlab.simulator.choice.Choices;
import rtmlab.simulator.choice.Departure;
import rtmlab.simulator.explore.Story;
import rtmlab.simulator.world.Mishap;
import rtmlab.updated.UpdatedArchitecture;

/** The lab's last part: workers whose hands are their own memory, as in a queue without in-flight lists, and one crash. */
final class ForgetfulWorkers {

    private static final Workload TALK = new Workload(2, 1, 4).withoutReads();

    private static final String LOST = "no-lost-ack";

    private ForgetfulWorkers() {}

    static Mechanisms on() {
        var architecture = new UpdatedArchitecture();
        return Mechanisms.defaultsOf(architecture).without(architecture, List.of("IN_FLIGHT_RECOVERY"));
    }

    private static Runs runs() {
        return new Runs(new UpdatedArchitecture(), on(), TALK, Faults.CRASHES);
    }

    /** The steps that a crash can name, for the student. */
    static String words() {
        return "Any of these messages may be the one that gets lost. All of them at once, in #general:\n\n"
                + HandOuts.said(TALK)
                + "\nWhat a worker does that notes a job as done before it does it, when nothing goes wrong:\n\n"
                + HandOuts.steps(runs().calm(), node -> node.startsWith("worker"));
    }

    static Result loss(Submission submission) {
        var crash = Answers.required(
                submission.create("Loss", LossSchedule.class).lostForGood(), "lostForGood() in Loss.java");
        if (crash.isBlank()) {
            return Result.failed("lostForGood() in Loss.java names no crash yet: task.txt has the steps");
        }
        Departure departure;
        try {
            departure = Departure.parse(crash);
        } catch (IllegalArgumentException problem) {
            return Result.failed("lostForGood() in Loss.java: " + problem.getMessage());
        }
        if (KafkaInFrontOfRedis.CRASHES.stream()
                .map(Mishap::words)
                .noneMatch(word -> word.equals(departure.option()))) {
            return Result.failed("\"" + departure + "\" is no crash: begin with \"crash before\" or \"crash after\"");
        }
        var runs = runs();
        var choices = Choices.named(List.of(departure));
        var outcome = runs.with(choices);
        return judged(departure, choices, outcome.broken().get(LOST))
                .withFingerprint(runs.fingerprint())
                .withStory(runs.story(outcome, LOST, List.of(departure)));
    }

    private static Result judged(Departure crash, Choices choices, @Nullable String lost) {
        if (!choices.departures().contains(crash)) {
            return Result.failed(
                    "\"" + crash + "\" never came: there is no such step in this run; task.txt has the steps");
        }
        return lost == null
                ? Result.failed("\"" + crash + "\" struck, and every acknowledged message is in the store")
                : Result.passed(lost).withData(crash.toString());
    }

    /** The student's crash, in the architecture as it is. */
    static Result replay(RealWorld world, String data) {
        var story = new Story("updated", "none", Map.of(), LOST, "", "", List.of(Departure.parse(data)));
        var outcome = world.run(new Experiment.Replay(LOST, TALK, story.crashPoints()));
        return outcome.verdict(LOST) instanceof Broken broken
                ? Result.passed(broken.witness())
                : Result.failed("on real processes nothing was lost: "
                        + Objects.requireNonNull(outcome.verdict(LOST)).explanation());
    }
}
