package rtmlab.labs.lab05;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import rtmlab.harness.scenario.ResizedArchitecture;
import rtmlab.harness.simulated.Faults;
import rtmlab.harness.simulated.Workload;
import rtmlab.labs.Examination;
import rtmlab.labs.Examination.Complaint;
import rtmlab.labs.GradedTest;
import rtmlab.labs.Lab;
import rtmlab.labs.Parameters;
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
import rtmlab.protocol.variant.Architecture;
import rtmlab.simulator.choice.Departure;
import rtmlab.simulator.world.Mishap;
import rtmlab.updated.ReleaseBuffer;
import rtmlab.updated.UpdatedArchitecture;

/** A channel server's buffer, which shows records in the log's order although they come as they please. */
public final class HoldBackAndGapRepair implements Lab {

    /** Three at once: so two pushes can wait for the same third. */
    private static final int MEMBERS = 3;

    private static final String PUBLISH = "web-app-1: http POST admin-server /internal/publish";
    private static final String RELEASE_CALL = "http POST channel-server /internal/release";
    private static final String RELEASE = "admin-server-1: " + RELEASE_CALL;
    private static final String NONE_STRUCK = "no push came by that could be struck";

    private static final int RANDOM_RUNS = 300;

    @Override
    public int number() {
        return 5;
    }

    @Override
    public String topic() {
        return "hold-back-and-gap-repair";
    }

    @Override
    public String summary() {
        return "Write the channel server's buffer: the log's order, each once, from pushes that come late, twice or never.";
    }

    @Override
    public List<Class<?>> api() {
        return List.of(
                ReleaseBuffer.class,
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

    /** So many messages, and so many random runs from that seed on, are a student's own. */
    private record Task(Workload workload, long firstSeed) {
        static Task of(Parameters parameters) {
            var random = parameters.random();
            return new Task(
                    new Workload(MEMBERS, 1, MEMBERS + random.nextInt(3)).withoutReads(), 1 + random.nextInt(10_000));
        }

        /** This befalls each of the pushes, the last one too, on either part of its way. */
        List<List<Departure>> pushes(Mishap... mishaps) {
            var all = new ArrayList<List<Departure>>();
            for (var mishap : mishaps) {
                for (var call : List.of(PUBLISH, RELEASE)) {
                    for (var count = 1; count <= workload.messages(); count++) {
                        all.add(List.of(new Departure(mishap.words(), call, count)));
                    }
                }
            }
            return all;
        }

        List<List<Departure>> missing() {
            var all = pushes(Mishap.FAIL, Mishap.LOSE);
            for (var count = 1; count <= MEMBERS; count++) {
                all.add(List.of(new Departure(Mishap.CRASH_AFTER.words(), "web-app-1: log append", count)));
            }
            return all;
        }

        /** The last push is missing, and an early look into the log comes to nothing. */
        List<List<Departure>> failingReads() {
            var all = new ArrayList<List<Departure>>();
            for (var mishap : List.of(Mishap.FAIL, Mishap.LOSE_REPLY)) {
                for (var read = 1; read <= 6; read++) {
                    all.add(List.of(
                            new Departure(Mishap.FAIL.words(), RELEASE, workload.messages()),
                            new Departure(mishap.words(), "channel-server-1: log read", read)));
                }
            }
            return all;
        }
    }

    @Override
    public List<GradedTest> tests(Parameters parameters) {
        var task = Task.of(parameters);
        Complaint onlyByTheNext = outcome -> Shown.onlyByTheNext(outcome, MEMBERS);
        Complaint lateOrOnlyByTheNext = outcome -> Shown.lateOrOnlyByTheNext(outcome, MEMBERS);
        return List.of(
                new GradedTest(
                        "what is pushed is released at once",
                        10,
                        submission -> examination(submission, task)
                                .calm(
                                        outcome -> Shown.late(outcome, MEMBERS),
                                        task.workload().messages() + " messages, each on " + MEMBERS + " screens")),
                new GradedTest(
                        "pushes that overtake each other are released in the log's order",
                        10,
                        submission -> examination(submission, task)
                                .survives(task.pushes(Mishap.DELAY), Complaint.NONE, "delayed pushes", NONE_STRUCK)),
                new GradedTest(
                        "a push that never comes is read from the log before the next is released",
                        15,
                        submission -> examination(submission, task)
                                .survives(task.missing(), Complaint.NONE, "missing pushes", NONE_STRUCK)),
                new GradedTest(
                        "a push that never comes is made up for also when nothing follows it",
                        15,
                        submission -> examination(submission, task)
                                .survives(task.missing(), lateOrOnlyByTheNext, "missing pushes", NONE_STRUCK)),
                new GradedTest(
                        "a push that comes when its record is long released shows nothing twice",
                        10,
                        submission -> examination(submission, task)
                                .survives(task.pushes(Mishap.OVERDUE), Complaint.NONE, "overdue pushes", NONE_STRUCK)),
                new GradedTest(
                        "the channel server may die between any two steps",
                        15,
                        submission -> examination(submission, task)
                                .survivesAtStepsOf(
                                        "channel-server",
                                        Examination.CRASHES,
                                        Complaint.NONE,
                                        "crashes of the channel server")),
                new GradedTest(
                        "a log that once does not answer ends nothing",
                        5,
                        submission -> examination(submission, task)
                                .survives(
                                        task.failingReads(),
                                        onlyByTheNext,
                                        "failing reads",
                                        "the log was never read, although a push was missing")),
                new GradedTest(
                        "whatever else goes wrong",
                        10,
                        submission -> examination(submission, task).keeps(Set.of(), task.firstSeed(), RANDOM_RUNS)));
    }

    @Override
    public Architecture with(Submission submission) {
        return withBufferOf(submission);
    }

    private static Architecture withBufferOf(Submission submission) {
        return alone(new UpdatedArchitecture()
                .withReleaseBuffer(
                        ports -> submission.create("Buffer", ReleaseBuffer.class, ReleaseBuffer.Ports.class, ports)));
    }

    /** With one channel server: no other can help out with what it has forgotten. */
    private static Architecture alone(UpdatedArchitecture architecture) {
        return new ResizedArchitecture(architecture, Map.of("channel-server", 1));
    }

    @Override
    public List<RealTest> onRealServers(Parameters parameters) {
        return List.of(RealTest.ofPieces(
                "the same on real processes: a push is missing, comes twice, or dies with the channel server",
                10,
                "the channel server may die between any two steps",
                alone(new UpdatedArchitecture()),
                (world, _) -> RealExamination.keeps(
                        world,
                        List.of(
                                RealExamination.at(Fault.FAIL, "admin-server", RELEASE_CALL),
                                RealExamination.at(Fault.LOSE_REPLY, "admin-server", RELEASE_CALL),
                                RealExamination.at(Fault.CRASH_AFTER, "channel-server", "socket send release")))));
    }

    private static Examination examination(Submission submission, Task task) {
        return new Examination(withBufferOf(submission), task.workload(), Faults.NETWORK);
    }
}
