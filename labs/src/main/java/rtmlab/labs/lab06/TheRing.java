package rtmlab.labs.lab06;

import java.util.List;
import java.util.Optional;
import rtmlab.checkers.history.Event.Saw;
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
import rtmlab.protocol.NodeName;
import rtmlab.protocol.port.CrashPoint.Fault;
import rtmlab.simulator.world.Mishap;
import rtmlab.updated.Fence;
import rtmlab.updated.RingPlan;
import rtmlab.updated.UpdatedArchitecture;

/** Which channel server owns a channel, and how the one that owned it before is kept from being heard. */
public final class TheRing implements Lab {

    /** A server that does not know that it was given up: it stood still, or nobody could hear it. */
    private static final List<Mishap> THOUGHT_DEAD = List.of(Mishap.PAUSE, Mishap.PARTITION, Mishap.ONE_WAY_PARTITION);

    @Override
    public int number() {
        return 6;
    }

    @Override
    public String topic() {
        return "the-ring-and-fail-over";
    }

    @Override
    public String summary() {
        return "Spread channels over servers by consistent hashing, and fence off whoever was thought dead and is not.";
    }

    @Override
    public List<Class<?>> api() {
        return List.of(RingPlan.class, Fence.class, ChannelId.class, NodeName.class);
    }

    @Override
    public List<GradedTest> tests(Parameters parameters) {
        var spread = Spread.of(parameters);
        var workload = workload(parameters);
        return List.of(
                new GradedTest(
                        "whoever is asked names the same owner",
                        15,
                        submission -> spread.agreed(() -> plan(submission))),
                new GradedTest(
                        "every server gets about its share", 15, submission -> spread.balanced(plan(submission))),
                new GradedTest(
                        "a server that comes takes its share, and nothing else moves",
                        10,
                        submission -> spread.newcomerTakesItsShare(plan(submission))),
                new GradedTest(
                        "a server that goes leaves its channels to all others",
                        10,
                        submission -> spread.leaverLeavesToAll(plan(submission))),
                new GradedTest(
                        "every message finds its channel's owner",
                        5,
                        submission -> examination(submission, workload, Faults.STEPS)
                                .calm(
                                        outcome -> whyNotShown(outcome, workload),
                                        workload.messages() + " messages, each on " + workload.members() + " screens")),
                new GradedTest(
                        "a channel server may die, and another takes over",
                        15,
                        submission -> examination(submission, workload, Faults.CRASHES)
                                .survivesAtStepsOf(
                                        "channel-server",
                                        Examination.CRASHES,
                                        Complaint.NONE,
                                        "crashes of channel servers")),
                new GradedTest("an older ring is overruled, and stays so when news comes late", 5, TheRing::fenceAlone),
                new GradedTest(
                        "a server that was thought dead is not heard when it is back",
                        15,
                        submission -> examination(submission, workload, Faults.ALL)
                                .survivesAtStepsOf(
                                        "channel-server",
                                        THOUGHT_DEAD,
                                        Complaint.NONE,
                                        "times a channel server stood still, or was cut off")));
    }

    private static Workload workload(Parameters parameters) {
        var random = parameters.random();
        var members = 2 + random.nextInt(2);
        return new Workload(members, 2, members + 1 + random.nextInt(2)).withoutReads();
    }

    private static RingPlan plan(Submission submission) {
        return submission.create("Owners", RingPlan.class);
    }

    private static Fence fence(Submission submission) {
        return submission.create("Epochs", Fence.class);
    }

    private static Examination examination(Submission submission, Workload workload, Faults faults) {
        return new Examination(withRingOf(submission), workload, faults);
    }

    private static UpdatedArchitecture withRingOf(Submission submission) {
        return new UpdatedArchitecture().withRing(() -> plan(submission), () -> fence(submission));
    }

    @Override
    public UpdatedArchitecture with(Submission submission) {
        return withRingOf(submission);
    }

    @Override
    public List<RealTest> onRealServers(Parameters parameters) {
        return List.of(RealTest.ofPieces(
                "the same on real processes: the owner dies, and another takes over",
                10,
                "a channel server may die, and another takes over",
                new UpdatedArchitecture(),
                (world, _) -> RealExamination.keeps(
                        world,
                        List.of(
                                RealExamination.at(Fault.CRASH_BEFORE, "channel-server", "socket send release"),
                                RealExamination.at(Fault.CRASH_AFTER, "channel-server", "socket send release")))));
    }

    private static Optional<String> whyNotShown(SimulatedOutcome outcome, Workload workload) {
        var shown = outcome.history().events().stream()
                .filter(event -> event instanceof Saw saw && !SimulatedTrial.isClosing(saw.id()))
                .count();
        var due = (long) workload.messages() * workload.members();
        return shown == due
                ? Optional.empty()
                : Optional.of("nothing went wrong, and yet of " + due
                        + " times that a member should have been shown a message, " + shown
                        + " came about: do all nodes name the same owner, and does the fence let it through?");
    }

    /** Nobody says that news comes in order. */
    private static Result fenceAlone(Submission submission) {
        var fence = fence(submission);
        fence.heardOf(7);
        var own = fence.admits(7);
        var older = fence.admits(6);
        var newer = fence.admits(8);
        fence.heardOf(5);
        var late = fence.admits(6);
        fence.heardOf(9);
        var overruled = fence.admits(7);
        if (!own || !newer) {
            return Result.failed("a node that has heard of ring 7 refuses what comes by ring " + (own ? 8 : 7)
                    + (own
                            ? ": whoever knows of a newer ring than this node is right"
                            : ": that is the ring that holds"));
        }
        if (older || overruled) {
            return Result.failed("a node that has heard of ring " + (older ? 7 : 9) + " admits what comes by ring "
                    + (older ? 6 : 7) + ", which was overruled");
        }
        return late
                ? Result.failed(
                        "a node has heard of ring 7, and then, late, of ring 5: now it admits what comes by ring 6,"
                                + " which it had refused before")
                : Result.passed("ring 6 refused, rings 7 and 8 admitted, and late news changes nothing");
    }
}
