package rtmlab.labs.lab04;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import rtmlab.checkers.history.Event.Acknowledged;
import rtmlab.checkers.history.Event.Submitted;
import rtmlab.checkers.promise.Verdict.Kept;
import rtmlab.harness.experiment.Experiment;
import rtmlab.harness.real.RealWorld;
import rtmlab.harness.simulated.Faults;
import rtmlab.harness.simulated.SimulatedOutcome;
import rtmlab.harness.simulated.SimulatedTrial;
import rtmlab.labs.Answers;
import rtmlab.labs.Examination;
import rtmlab.labs.Examination.Complaint;
import rtmlab.labs.GradedTest;
import rtmlab.labs.Lab;
import rtmlab.labs.Parameters;
import rtmlab.labs.Result;
import rtmlab.labs.Submission;
import rtmlab.labs.api.TwicePlaced;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.LogRecord;
import rtmlab.protocol.Message;
import rtmlab.protocol.Post;
import rtmlab.protocol.Ts;
import rtmlab.protocol.UserId;
import rtmlab.protocol.port.CallFailed;
import rtmlab.protocol.port.CrashPoint.Fault;
import rtmlab.protocol.port.MaybeDone;
import rtmlab.protocol.port.NotDone;
import rtmlab.protocol.variant.FlowFault;
import rtmlab.protocol.variant.FlowStep;
import rtmlab.simulator.choice.Departure;
import rtmlab.simulator.world.Mishap;
import rtmlab.updated.FirstPlaces;
import rtmlab.updated.RetryPath;
import rtmlab.updated.UpdatedArchitecture;

/** One id is one message with one place, however often it is sent and whoever dies, forgets or is asked twice at once. */
public final class IdempotentRetries implements Lab {

    private static final String TWICE = "one crash puts your message into the log twice";

    private static final Departure LOST_ANSWER =
            new Departure(Mishap.LOSE_REPLY.words(), "web-app-1: http answer /api/chat.postMessage", 1);

    private static final int RANDOM_RUNS = 200;

    @Override
    public int number() {
        return 4;
    }

    @Override
    public String topic() {
        return "idempotent-retries";
    }

    @Override
    public String summary() {
        return "Make a post that comes again one message with one place, also when Redis forgets and web apps die.";
    }

    @Override
    public List<Class<?>> api() {
        return List.of(
                RetryPath.class,
                FirstPlaces.class,
                TwicePlaced.class,
                Post.class,
                LogRecord.class,
                Message.class,
                Ts.class,
                ChannelId.class,
                UserId.class,
                ClientMessageId.class,
                CallFailed.class,
                NotDone.class,
                MaybeDone.class);
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
                        "a message that is sent once is one message",
                        5,
                        submission -> examination(submission, task, Faults.STEPS)
                                .calm(
                                        outcome -> appendedOften(outcome, task),
                                        task.workload().messages() + " messages, each once in the log")),
                new GradedTest(
                        "a repeat that Redis remembers takes no second place in the log",
                        10,
                        submission -> examination(submission, task, Faults.STEPS)
                                .survives(
                                        List.of(List.of(LOST_ANSWER)),
                                        outcome -> unanswered(outcome, task).or(() -> appendedOften(outcome, task)),
                                        "lost answer, and no second place in the log",
                                        "no answer could be lost")),
                new GradedTest(
                        "a repeat after a lost answer is answered as the first was",
                        10,
                        submission -> examination(submission, task, Faults.STEPS)
                                .survives(
                                        List.of(List.of(LOST_ANSWER)),
                                        outcome -> unanswered(outcome, task),
                                        "lost answer, and the second said the same",
                                        "no answer could be lost")),
                new GradedTest(
                        "a Redis that does not answer is no concern of the sender's",
                        10,
                        submission -> examination(submission, task, Faults.STEPS)
                                .survives(
                                        failuresOfRedis(),
                                        IdempotentRetries::whoHadToAskAgain,
                                        "calls of Redis failed, and no sender noticed",
                                        "Redis is never asked, and so it cannot save anybody any work")),
                new GradedTest(
                        "Redis may forget",
                        15,
                        submission -> examination(submission, task, Faults.ALL)
                                .survives(
                                        forgetting(),
                                        outcome -> unanswered(outcome, task),
                                        "times an answer was lost, and Redis no help",
                                        "no answer could be lost")),
                new GradedTest(
                        "a web app may die between any two steps", 15, submission -> webAppsMayDie(submission, task)),
                new GradedTest(
                        "two web apps may get the same message at the same time",
                        15,
                        submission ->
                                ifItWorks(submission, task, () -> new TwoDevices(withRetriesOf(submission)).judge())),
                new GradedTest(
                        "an id belongs to its author, and to its channel",
                        5,
                        submission ->
                                ifItWorks(submission, task, () -> new Namesakes(withRetriesOf(submission)).judge())),
                new GradedTest(TWICE, 5, submission -> task.judge(crash(submission))));
    }

    @Override
    public List<RealTest> onRealServers(Parameters parameters) {
        return List.of(RealTest.ofPieces(
                "the same crash on real processes: two places in Kafka, one message",
                10,
                TWICE,
                new UpdatedArchitecture(),
                IdempotentRetries::crashForReal));
    }

    @Override
    public UpdatedArchitecture with(Submission submission) {
        return withRetriesOf(submission);
    }

    private static UpdatedArchitecture withRetriesOf(Submission submission) {
        return new UpdatedArchitecture()
                .withRetryPath(
                        ports -> submission.create("AtTheDoor", RetryPath.class, RetryPath.Ports.class, ports),
                        () -> submission.create("InTheLog", FirstPlaces.class));
    }

    private static Examination examination(Submission submission, Task task, Faults faults) {
        return new Examination(withRetriesOf(submission), task.workload(), faults);
    }

    private static String crash(Submission submission) {
        return Answers.required(submission.create("Schedule", TwicePlaced.class).crash(), "crash() in Schedule.java");
    }

    /** What is not answered when nothing goes wrong need not be tried under worse conditions. */
    private static Result ifItWorks(Submission submission, Task task, Supplier<Result> test) {
        var calm = examination(submission, task, Faults.STEPS).calm(Complaint.NONE, "");
        return calm.passed() ? test.get() : calm;
    }

    private static Result webAppsMayDie(Submission submission, Task task) {
        var examination = examination(submission, task, Faults.CRASHES);
        var each = examination.survivesAtStepsOf(
                "web-app", Examination.CRASHES, outcome -> unanswered(outcome, task), "crashes of web apps");
        return each.passed() ? examination.keeps(Set.of(), task.firstSeed(), RANDOM_RUNS) : each;
    }

    private static List<List<Departure>> failuresOfRedis() {
        var failures = new ArrayList<List<Departure>>();
        for (var call : List.of("redis get", "redis set")) {
            for (var mishap : List.of(Mishap.FAIL, Mishap.LOSE_REPLY)) {
                failures.add(List.of(new Departure(mishap.words(), "web-app-1: " + call, 1)));
            }
        }
        return failures;
    }

    /** An answer is lost, and by the time of the repeat Redis does not know, or does not say, or was never told. */
    private static List<List<Departure>> forgetting() {
        var all = new ArrayList<List<Departure>>();
        all.add(List.of(LOST_ANSWER));
        for (var mishap : List.of(Mishap.FAIL, Mishap.RESTART_WITHOUT_MEMORY)) {
            all.add(List.of(LOST_ANSWER, new Departure(mishap.words(), "web-app-2: redis get", 1)));
        }
        for (var count = 1; count <= 4; count++) {
            for (var mishap : List.of(Mishap.FAIL, Mishap.REDIS_FULL)) {
                all.add(List.of(LOST_ANSWER, new Departure(mishap.words(), "web-app-1: redis set", count)));
            }
        }
        return all;
    }

    private static Optional<String> appendedOften(SimulatedOutcome outcome, Task task) {
        var appended = Appends.of(outcome);
        return appended == task.workload().messages()
                ? Optional.empty()
                : Optional.of(task.workload().messages() + " messages were sent, and " + appended
                        + " records are in the log: is Redis asked first, and told afterwards?");
    }

    private static Optional<String> unanswered(SimulatedOutcome outcome, Task task) {
        var answered = outcome.history().events().stream()
                .filter(event -> event instanceof Acknowledged ack && !SimulatedTrial.isClosing(ack.id()))
                .map(event -> ((Acknowledged) event).id())
                .distinct()
                .count();
        return answered == task.workload().messages()
                ? Optional.empty()
                : Optional.of("of " + task.workload().messages() + " messages, " + answered
                        + " were ever answered with \"sent\", however often their senders asked again");
    }

    private static Optional<String> whoHadToAskAgain(SimulatedOutcome outcome) {
        return outcome.history().events().stream()
                .filter(event -> event instanceof Submitted again && again.attempt() > 1)
                .findFirst()
                .map(event -> event.sentence() + ": the log does not need Redis, so nobody else should");
    }

    private static Result crashForReal(RealWorld world, String data) {
        var crash = Departure.parse(data);
        var call = crash.subject().substring(crash.subject().indexOf(": ") + 2);
        var fault = Mishap.of(crash.option()).flatMap(Mishap::fault).orElse(Fault.CRASH_AFTER);
        var outcome =
                world.run(new Experiment.AtStep(new FlowFault(FlowStep.of("your crash", "web-app", call), fault)));
        if (!(outcome.verdict("idempotent-retries") instanceof Kept kept)) {
            return Result.failed("on real processes: "
                    + outcome.verdict("idempotent-retries").explanation());
        }
        return world.probe().call(() -> Appends.anyRepeatIn(world.probe().log()))
                ? Result.passed("Kafka holds it twice; " + kept.explanation())
                : Result.failed("on real processes the message came into the log once: " + crash
                        + " came too early, or too late");
    }
}
