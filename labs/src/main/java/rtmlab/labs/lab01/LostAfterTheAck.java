package rtmlab.labs.lab01;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import rtmlab.checkers.promise.Verdict.Broken;
import rtmlab.harness.experiment.Experiment;
import rtmlab.harness.real.RealWorld;
import rtmlab.initial.InitialArchitecture;
import rtmlab.labs.Answers;
import rtmlab.labs.GradedTest;
import rtmlab.labs.Lab;
import rtmlab.labs.Parameters;
import rtmlab.labs.Result;
import rtmlab.labs.Submission;
import rtmlab.labs.api.CrashSchedule;
import rtmlab.labs.lab01.Task.Played;
import rtmlab.simulator.explore.Story;

/** The lie of the first architecture, brought about on purpose; and what its patch costs. */
public final class LostAfterTheAck implements Lab {

    private static final String LOST = "your message is acknowledged and lost";

    @Override
    public int number() {
        return 1;
    }

    @Override
    public String topic() {
        return "lost-after-the-ack";
    }

    @Override
    public String summary() {
        return "Crash the first architecture so that a message which was acknowledged is gone; then beat its patch.";
    }

    @Override
    public List<Class<?>> api() {
        return List.of(CrashSchedule.class);
    }

    @Override
    public Map<String, String> handOut(Parameters parameters) {
        return Map.of("task.txt", Task.of(parameters).words());
    }

    @Override
    public List<GradedTest> tests(Parameters parameters) {
        var task = Task.of(parameters);
        return List.of(
                new GradedTest(
                        "the crashes of the first schedule strike",
                        10,
                        submission -> judge(task.original(), first(submission), _ -> Optional.empty())),
                new GradedTest(
                        LOST,
                        30,
                        submission -> judge(
                                        task.original(), first(submission), played -> task.whyNotLost(played.outcome()))
                                .withData(String.join("\n", first(submission)))),
                new GradedTest(
                        "no other message is lost",
                        10,
                        submission -> judge(
                                task.original(),
                                first(submission),
                                played -> task.whyNotLost(played.outcome())
                                        .or(() -> task.whyOthersAreHurt(played.outcome())))),
                new GradedTest(
                        "one crash is enough",
                        10,
                        submission -> judge(
                                task.original(),
                                first(submission),
                                played -> task.whyNotLost(played.outcome())
                                        .or(() -> played.departures().size() == 1
                                                ? Optional.empty()
                                                : Optional.of("it takes one crash; you have "
                                                        + played.departures().size())))),
                new GradedTest(
                        "with the patch, your message is stored twice",
                        30,
                        submission -> judge(
                                task.patched(), second(submission), played -> task.whyNotTwice(played.outcome()))));
    }

    @Override
    public List<RealTest> onRealServers(Parameters parameters) {
        var task = Task.of(parameters);
        return List.of(RealTest.ofData(
                "the same crash is the same lie on real processes",
                10,
                LOST,
                new InitialArchitecture(),
                Task.ORIGINAL,
                (world, data) -> replay(task, world, data)));
    }

    private static Result replay(Task task, RealWorld world, String data) {
        var story = new Story(
                "initial",
                "none",
                Map.of(),
                "no-lost-ack",
                "",
                "",
                Played.parse(data.lines().toList()));
        var outcome = world.run(new Experiment.Replay("no-lost-ack", task.workload(), story.crashPoints()));
        return outcome.verdict("no-lost-ack") instanceof Broken broken
                ? Result.passed(broken.witness())
                : Result.failed("on real processes nobody was lied to: "
                        + outcome.verdict("no-lost-ack").explanation());
    }

    private static List<String> first(Submission submission) {
        return Answers.requiredList(
                submission.create("Schedule", CrashSchedule.class).lostAfterTheAck(),
                "lostAfterTheAck() in Schedule.java");
    }

    private static List<String> second(Submission submission) {
        return Answers.requiredList(
                submission.create("Schedule", CrashSchedule.class).storedTwice(), "storedTwice() in Schedule.java");
    }

    /** Plays a schedule; passed when every crash strikes and there is no complaint about what came of it. */
    private static Result judge(
            Task.Setting setting, List<String> schedule, Function<Played, Optional<String>> complaint) {
        if (schedule.isEmpty()) {
            return Result.failed("the schedule is empty: nothing goes wrong, so nobody is lied to");
        }
        Played played;
        try {
            played = setting.play(schedule);
        } catch (IllegalArgumentException problem) {
            return Result.failed(String.valueOf(problem.getMessage()));
        }
        var why = played.whyItMissed().or(() -> complaint.apply(played));
        return (why.isEmpty() ? Result.passed(setting.witness(played)) : Result.failed(why.get()))
                .withFingerprint(played.fingerprint())
                .withStory(played.story());
    }
}
