package rtmlab.labs.lab03;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import rtmlab.checkers.history.Event.Refused;
import rtmlab.checkers.history.Event.Saw;
import rtmlab.checkers.history.Event.Submitted;
import rtmlab.checkers.history.Event.Via;
import rtmlab.harness.simulated.Faults;
import rtmlab.harness.simulated.SimulatedOutcome;
import rtmlab.harness.simulated.SimulatedTrial;
import rtmlab.harness.simulated.Workload;
import rtmlab.labs.Examination;
import rtmlab.labs.Examination.Complaint;
import rtmlab.labs.GradedTest;
import rtmlab.labs.Lab;
import rtmlab.labs.Parameters;
import rtmlab.labs.Result;
import rtmlab.labs.Submission;
import rtmlab.labs.real.RealExamination;
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
import rtmlab.protocol.port.SlackError;
import rtmlab.protocol.variant.Mechanisms;
import rtmlab.simulator.choice.Departure;
import rtmlab.simulator.world.Mishap;
import rtmlab.updated.SendPath;
import rtmlab.updated.UpdatedArchitecture;

/** The heart of the second architecture's web app: what happens between a post and its answer. */
public final class LogBeforeBroadcast implements Lab {

    private static final Workload SMALL = Workload.small();

    /** The web apps' way to the admin server; every such call is one that a sender must not suffer from. */
    private static final String PUBLISH = "http POST admin-server /internal/publish";

    private static final List<String> FAILURES = List.of(Mishap.FAIL.words(), Mishap.LOSE_REPLY.words());

    private static final int RANDOM_RUNS = 500;

    @Override
    public int number() {
        return 3;
    }

    @Override
    public String topic() {
        return "log-before-broadcast";
    }

    @Override
    public String summary() {
        return "Write the second architecture's heart: what is durable first, who is told when, and what a failure says.";
    }

    @Override
    public List<Class<?>> api() {
        return List.of(
                SendPath.class,
                Post.class,
                LogRecord.class,
                Message.class,
                Ts.class,
                ChannelId.class,
                UserId.class,
                ClientMessageId.class,
                CallFailed.class,
                NotDone.class,
                MaybeDone.class,
                SlackError.class);
    }

    @Override
    public List<GradedTest> tests(Parameters parameters) {
        return List.of(
                new GradedTest(
                        "everybody is told, at once, and the sender gets an answer", 10, LogBeforeBroadcast::calm),
                new GradedTest(
                        "no crash loses an acknowledged message",
                        25,
                        submission -> examination(submission, Faults.CRASHES)
                                .keeps(Set.of("no-lost-ack", "delivery"), 1, RANDOM_RUNS)),
                new GradedTest(
                        "no crash shows a message that is not in the log",
                        25,
                        submission -> examination(submission, Faults.CRASHES)
                                .keeps(
                                        Set.of(
                                                "agreement",
                                                "integrity",
                                                "total-order",
                                                "sender-order",
                                                "linearizable-log"),
                                        1,
                                        RANDOM_RUNS)),
                new GradedTest(
                        "a failed append is no message, and nobody is told that it is sent",
                        10,
                        LogBeforeBroadcast::failedAppend),
                new GradedTest(
                        "whoever is told less than the truth can ask again",
                        10,
                        submission -> examination(submission, Faults.STEPS).keeps(Set.of(), 1, RANDOM_RUNS)),
                new GradedTest(
                        "a broadcast that fails is no concern of the sender's",
                        10,
                        LogBeforeBroadcast::failedBroadcast));
    }

    @Override
    public UpdatedArchitecture with(Submission submission) {
        return withHeartOf(submission);
    }

    @Override
    public List<RealTest> onRealServers(Parameters parameters) {
        return List.of(RealTest.ofPieces(
                "the same on real processes: web apps die, and broadcasts fail",
                10,
                "no crash loses an acknowledged message",
                new UpdatedArchitecture(),
                (world, _) -> RealExamination.keeps(
                        world,
                        List.of(
                                RealExamination.at(Fault.CRASH_BEFORE, "web-app", "log append"),
                                RealExamination.at(Fault.CRASH_AFTER, "web-app", "log append"),
                                RealExamination.at(Fault.FAIL, "web-app", PUBLISH)))));
    }

    private static UpdatedArchitecture withHeartOf(Submission submission) {
        return new UpdatedArchitecture()
                .withSendPath(ports -> submission.create("Heart", SendPath.class, SendPath.Ports.class, ports));
    }

    private static Examination examination(Submission submission, Faults faults) {
        return new Examination(withHeartOf(submission), SMALL, faults);
    }

    /** Without the repair from the log: what is shown then was broadcast. */
    private static Result calm(Submission submission) {
        var architecture = withHeartOf(submission);
        var on = Mechanisms.defaultsOf(architecture).without(architecture, List.of("GAP_REPAIR"));
        return new Examination(architecture, on, SMALL, Faults.STEPS)
                .calm(
                        LogBeforeBroadcast::whyNotShown,
                        SMALL.messages() + " messages, each on " + SMALL.members() + " screens");
    }

    private static Optional<String> whyNotShown(SimulatedOutcome outcome) {
        var live = outcome.history().events().stream()
                .filter(event ->
                        event instanceof Saw saw && saw.via() == Via.LIVE && !SimulatedTrial.isClosing(saw.id()))
                .count();
        return live == (long) SMALL.messages() * SMALL.members()
                ? Optional.empty()
                : Optional.of("nothing went wrong, and yet of " + SMALL.messages() * SMALL.members()
                        + " times that a member should have been shown a message, " + live
                        + " came about: is every message broadcast?");
    }

    /** The first append fails: the sender must not be told "sent" before a later one has worked. */
    private static Result failedAppend(Submission submission) {
        return examination(submission, Faults.STEPS)
                .survives(
                        failuresOf("log append"),
                        Complaint.NONE,
                        "appends failed, and each sender learned what is known",
                        "no append could be made to fail: is every post appended to the log?");
    }

    /** No attempt after the first: the sender was told at once. */
    private static Result failedBroadcast(Submission submission) {
        return examination(submission, Faults.STEPS)
                .survives(
                        failuresOf(PUBLISH),
                        LogBeforeBroadcast::whoHadToAskAgain,
                        "broadcasts failed, and no sender noticed",
                        "no broadcast could be made to fail: is every message broadcast?");
    }

    private static List<List<Departure>> failuresOf(String call) {
        var all = new ArrayList<List<Departure>>();
        for (var word : FAILURES) {
            for (var webApp : List.of("web-app-1", "web-app-2")) {
                all.add(List.of(new Departure(word, webApp + ": " + call, 1)));
            }
        }
        return all;
    }

    private static Optional<String> whoHadToAskAgain(SimulatedOutcome outcome) {
        return outcome.history().events().stream()
                .filter(event -> event instanceof Refused || (event instanceof Submitted again && again.attempt() > 1))
                .findFirst()
                .map(event -> event.sentence() + ": the message was in the log already, so it is sent");
    }
}
