package rtmlab.labs.lab09;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import rtmlab.harness.experiment.Team;
import rtmlab.harness.simulated.SimulatedOutcome;
import rtmlab.labs.Fingerprint;
import rtmlab.labs.GradedTest;
import rtmlab.labs.Lab;
import rtmlab.labs.Parameters;
import rtmlab.labs.PlayedRuns;
import rtmlab.labs.Result;
import rtmlab.labs.Submission;
import rtmlab.labs.api.LossSchedule;
import rtmlab.labs.jail.Thrower;
import rtmlab.labs.real.RealExamination;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.Job;
import rtmlab.protocol.Message;
import rtmlab.protocol.Post;
import rtmlab.protocol.Ts;
import rtmlab.protocol.UserId;
import rtmlab.protocol.port.CallFailed;
import rtmlab.protocol.port.CrashPoint.Fault;
import rtmlab.protocol.port.JobQueue;
import rtmlab.protocol.port.MaybeDone;
import rtmlab.protocol.port.NotDone;
import rtmlab.protocol.port.SlackError;
import rtmlab.simulator.world.Mishap;
import rtmlab.simulator.world.Settings;
import rtmlab.updated.Gate;
import rtmlab.updated.Relaying;
import rtmlab.updated.UpdatedArchitecture;
import rtmlab.updated.Working;

/** The job queue behind the log: what a relay, a worker and the way into the log owe to a job. */
public final class KafkaInFrontOfRedis implements Lab {

    /** Nothing is lost, nothing is left undone, and nothing stands still. */
    private static final Set<String> LOST =
            Set.of("no-lost-ack", Errands.ALL_DONE, Errands.BURIED, SimulatedOutcome.RECOVERY, SimulatedOutcome.DEFECT);

    private static final Set<String> TWICE = Set.of(Errands.ONCE, "integrity", SimulatedOutcome.DEFECT);

    static final List<Mishap> CRASHES = List.of(Mishap.CRASH_BEFORE, Mishap.CRASH_AFTER);

    private static final List<Mishap> SERVERS = List.of(
            Mishap.LOSE_REPLY, Mishap.FAIL, Mishap.SERVER_RESTART, Mishap.RESTART_WITHOUT_MEMORY, Mishap.REDIS_FULL);

    private static final String LOSS = "with workers that forget, your crash loses a message";

    private static final String DONE_ONCE = "whatever is done again is done once to anybody's eyes";

    @Override
    public int number() {
        return 9;
    }

    @Override
    public String topic() {
        return "kafka-in-front-of-redis";
    }

    @Override
    public String summary() {
        return "Build the job queue: a relay, a worker and a gate that lose no job and do none twice, whoever dies.";
    }

    @Override
    public List<Class<?>> api() {
        return List.of(
                Relaying.class,
                Working.class,
                Gate.class,
                LossSchedule.class,
                JobQueue.class,
                Job.class,
                Message.class,
                Post.class,
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
    public Map<String, String> handOut(Parameters parameters) {
        return Map.of("task.txt", ForgetfulWorkers.words());
    }

    @Override
    public List<GradedTest> tests(Parameters parameters) {
        var random = parameters.random();
        var seed = random.nextLong(1, 1_000_000);
        var messages = 2 + random.nextInt(2);
        var standstill = Duration.ofMillis(1_000 + 100L * random.nextInt(10));
        return List.of(
                new GradedTest(
                        "every job is done once, and the log knows it",
                        10,
                        submission -> new Queue(submission, seed, messages).calm()),
                new GradedTest(
                        "a relay that dies loses no job",
                        15,
                        submission -> new Queue(submission, seed, messages)
                                .keeps(LOST, KafkaInFrontOfRedis::isRelays, CRASHES)),
                new GradedTest(
                        "a worker that dies in the middle of a job loses none",
                        15,
                        submission -> new Queue(submission, seed, messages)
                                .keeps(LOST, KafkaInFrontOfRedis::isWorkers, CRASHES)),
                new GradedTest(
                        "no job is lost when Redis is full or forgets, or Kafka goes down",
                        20,
                        submission -> new Queue(submission, seed, messages)
                                .keeps(LOST, KafkaInFrontOfRedis::isBehindTheLog, SERVERS)),
                new GradedTest(DONE_ONCE, 10, submission -> new Queue(submission, seed, messages).twice()),
                new GradedTest(
                        "a job that can never be done holds up no other",
                        5,
                        submission -> new Queue(submission, seed, messages).buries()),
                new GradedTest(
                        "who brings a job hears soon, and the truth",
                        10,
                        submission -> new Queue(submission, seed, messages).tells(standstill)),
                new GradedTest(LOSS, 5, ForgetfulWorkers::loss));
    }

    @Override
    public UpdatedArchitecture with(Submission submission) {
        return withQueueOf(submission);
    }

    private static UpdatedArchitecture withQueueOf(Submission submission) {
        return new UpdatedArchitecture()
                .withJobQueue(
                        ports -> submission.create("Relay", Relaying.class, Relaying.Ports.class, ports),
                        ports -> submission.create("Hands", Working.class, Working.Ports.class, ports),
                        ports -> submission.create("Entrance", Gate.class, Gate.Ports.class, ports));
    }

    private static boolean isRelays(String step) {
        return step.startsWith("jq-relay");
    }

    private static boolean isWorkers(String step) {
        return step.startsWith("worker");
    }

    private static boolean isBehindTheLog(String step) {
        return isRelays(step) || isWorkers(step) || step.startsWith("kafkagate");
    }

    /** One student's relays, workers and gate, in the updated architecture. */
    private record Queue(Submission submission, long seed, int messages, Fingerprint fingerprint) {

        Queue(Submission submission, long seed, int messages) {
            this(submission, seed, messages, new Fingerprint());
        }

        private UpdatedArchitecture architecture() {
            return withQueueOf(submission);
        }

        private PlayedRuns runs(Team team, PlayedRuns.Play play) {
            var settings = Settings.DEFAULT
                    .withPartitions(1)
                    .withMishaps(EnumSet.allOf(Mishap.class))
                    .withSeed(seed);
            return new PlayedRuns(settings, team, new UpdatedArchitecture(), fingerprint, play);
        }

        private PlayedRuns errands() {
            return runs(Errands.TEAM, world -> new Errands(architecture(), messages).in(world));
        }

        Result calm() {
            var runs = errands();
            var calm = runs.calm();
            return whyNotAllDone(calm)
                    .map(why -> runs.failed(why, calm))
                    .orElseGet(
                            () -> runs.keeps(LOST, calm).passed() ? runs.keeps(TWICE, calm) : runs.keeps(LOST, calm));
        }

        /** A queue in which nothing is done loses nothing: that would be no evidence. */
        private static Optional<String> whyNotAllDone(SimulatedOutcome calm) {
            if (!calm.report().failures().isEmpty()) {
                return Optional.of(
                        Thrower.sentence(calm.report().failures().getFirst().thrown()));
            }
            var broken = calm.broken();
            return broken.containsKey(SimulatedOutcome.RECOVERY)
                    ? Optional.of(
                            "nothing went wrong, and yet after a minute jobs are still under way, or the log does not"
                                    + " know that they are done: are all finished, and is that committed?")
                    : LOST.stream()
                            .filter(broken::containsKey)
                            .sorted()
                            .findFirst()
                            .map(promise -> "nothing went wrong, and yet: " + broken.get(promise));
        }

        Result keeps(Set<String> promises, Predicate<String> steps, List<Mishap> mishaps) {
            var runs = errands();
            var calm = runs.calm();
            var why = whyNotAllDone(calm);
            return why.isPresent()
                    ? runs.failed(why.get(), calm)
                    : runs.keepsThrough(promises, PlayedRuns.mishaps(calm, steps, mishaps));
        }

        Result twice() {
            var crashes = keeps(TWICE, KafkaInFrontOfRedis::isBehindTheLog, CRASHES);
            return crashes.passed() ? keeps(TWICE, KafkaInFrontOfRedis::isBehindTheLog, SERVERS) : crashes;
        }

        /** The store refuses one message for good: that job is buried, and all others are done. */
        Result buries() {
            var runs = errands();
            var calm = runs.calm();
            var why = whyNotAllDone(calm);
            if (why.isPresent()) {
                return runs.failed(why.get(), calm);
            }
            var refusals = PlayedRuns.mishaps(
                    calm, step -> step.startsWith("worker-1: store insert"), List.of(Mishap.REFUSAL));
            var refused = runs.with(refusals.getFirst());
            if (!refused.hasRecovered()) {
                return runs.failed(
                        "the store said of one job that it can never be done, and nothing goes on behind it\nby "
                                + refusals.getFirst(),
                        refused);
            }
            return refused.broken().containsKey(Errands.BURIED)
                    ? Result.passed("it lies where people look, and all others are done")
                            .withFingerprint(runs.fingerprint())
                    : runs.failed(
                            "the store said of one job that it can never be done, and it is nowhere to be seen\nby "
                                    + refusals.getFirst(),
                            refused);
        }

        Result tells(Duration standstill) {
            var told = Set.of(Rush.TOLD, SimulatedOutcome.DEFECT);
            var usual = runs(Rush.TEAM, world -> new Rush(architecture(), Duration.ZERO).in(world));
            var calm = usual.calm();
            var judged = usual.keeps(told, calm);
            if (judged.passed()) {
                judged = usual.keepsThrough(
                        told,
                        PlayedRuns.mishaps(
                                calm,
                                step -> step.equals("kafkagate-1: jobs append"),
                                List.of(Mishap.LOSE_REPLY, Mishap.FAIL, Mishap.SERVER_RESTART)));
            }
            if (judged.passed()) {
                var slow = runs(Rush.TEAM, world -> new Rush(architecture(), standstill).in(world));
                judged = slow.keeps(told, slow.calm());
            }
            return judged;
        }
    }

    @Override
    public List<RealTest> onRealServers(Parameters parameters) {
        return List.of(
                RealTest.ofPieces(
                        "your queue on real processes: relays and workers die with jobs in their hands",
                        5,
                        DONE_ONCE,
                        new UpdatedArchitecture(),
                        (world, _) -> RealExamination.keeps(
                                world,
                                List.of(
                                        RealExamination.at(Fault.CRASH_BEFORE, "jq-relay", "redis push"),
                                        RealExamination.at(Fault.CRASH_BEFORE, "worker", "store insert-once"),
                                        RealExamination.at(Fault.CRASH_AFTER, "worker", "store insert-once")))),
                RealTest.ofData(
                        "the same crash loses it on real processes",
                        5,
                        LOSS,
                        new UpdatedArchitecture(),
                        ForgetfulWorkers.on(),
                        ForgetfulWorkers::replay));
    }
}
