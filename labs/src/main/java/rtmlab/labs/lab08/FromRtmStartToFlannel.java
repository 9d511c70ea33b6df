package rtmlab.labs.lab08;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import rtmlab.bootstrap.FlannelBootstrap;
import rtmlab.bootstrap.FlannelSettings;
import rtmlab.bootstrap.SessionSeam;
import rtmlab.harness.boot.SeamTrial;
import rtmlab.harness.simulated.SimulatedOutcome;
import rtmlab.labs.Fingerprint;
import rtmlab.labs.GradedTest;
import rtmlab.labs.Lab;
import rtmlab.labs.Parameters;
import rtmlab.labs.PlayedRuns;
import rtmlab.labs.Result;
import rtmlab.labs.Submission;
import rtmlab.labs.jail.Thrower;
import rtmlab.labs.real.RealExamination;
import rtmlab.protocol.Channel;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.Message;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.Post;
import rtmlab.protocol.SocketUrl;
import rtmlab.protocol.Standing;
import rtmlab.protocol.Ticket;
import rtmlab.protocol.Token;
import rtmlab.protocol.Ts;
import rtmlab.protocol.User;
import rtmlab.protocol.UserId;
import rtmlab.protocol.Workspace;
import rtmlab.protocol.WorkspaceId;
import rtmlab.protocol.api.Endpoint;
import rtmlab.protocol.api.WebApi;
import rtmlab.protocol.port.CallFailed;
import rtmlab.protocol.port.CrashPoint.Fault;
import rtmlab.protocol.port.MaybeDone;
import rtmlab.protocol.port.NotDone;
import rtmlab.protocol.port.SlackError;
import rtmlab.protocol.variant.Architecture;
import rtmlab.simulator.world.Mishap;
import rtmlab.simulator.world.Settings;
import rtmlab.updated.UpdatedArchitecture;

/** How a session begins at an edge cache, and how it is gone on with: where a snapshot and a stream meet. */
public final class FromRtmStartToFlannel implements Lab {

    /** What a start may take on the wire, however many are in the team. */
    private static final int MAX_START_BYTES = 2_000;

    private static final int MAX_ORIGIN_CALLS = 4;

    private static final Set<String> SEAM = Set.of("seam", "delivery", SimulatedOutcome.DEFECT);

    private static final Set<String> SEAM_AND_ANSWERS =
            Set.of("seam", "delivery", Watch.TRUE_ANSWERS, SimulatedOutcome.DEFECT);

    private static final Architecture NODES = new FlannelBootstrap().into(new UpdatedArchitecture());

    private static final int RANDOM_RUNS = 200;
    private static final int ABSENCES = 100;

    /** Longer than it takes to begin a session, and a step shorter than any call takes. */
    private static final int BEGINNING_MICROS = 100_000;

    private static final int STEP_MICROS = 250;

    @Override
    public int number() {
        return 8;
    }

    @Override
    public String topic() {
        return "from-rtm-start-to-flannel";
    }

    @Override
    public String summary() {
        return "Begin sessions at an edge cache: a small snapshot and a stream that miss nothing between them.";
    }

    @Override
    public List<Class<?>> api() {
        return List.of(
                SessionSeam.class,
                WebApi.class,
                Endpoint.class,
                Message.class,
                Post.class,
                Ts.class,
                Channel.class,
                ChannelId.class,
                Standing.class,
                User.class,
                UserId.class,
                Workspace.class,
                WorkspaceId.class,
                ClientMessageId.class,
                SocketUrl.class,
                NodeName.class,
                Ticket.class,
                Token.class,
                CallFailed.class,
                NotDone.class,
                MaybeDone.class,
                SlackError.class);
    }

    @Override
    public List<GradedTest> tests(Parameters parameters) {
        var seed = parameters.random().nextLong(1, 1_000_000);
        var crowd = 200 + parameters.random().nextInt(200);
        var kept = 2 + parameters.random().nextInt(3);
        return List.of(
                new GradedTest(
                        "a session begins at the edge, and is gone on with from memory",
                        10,
                        submission -> new Session(submission, seed).goesOn()),
                new GradedTest(
                        "a start is small, however large the team",
                        10,
                        submission -> new Session(submission, seed).isSmall(crowd)),
                new GradedTest(
                        "nothing is missed and nothing doubled while members post",
                        25,
                        submission -> new Session(submission, seed).fits()),
                new GradedTest(
                        "nor while they join and leave",
                        25,
                        submission -> new Session(submission, seed).fitsWhileMembersMove()),
                new GradedTest(
                        "what was missed is answered in full, or not at all",
                        20,
                        submission -> new Session(submission, seed).answersTruly(kept)));
    }

    @Override
    public Architecture with(Submission submission) {
        return new FlannelBootstrap()
                .withSeams(ports -> seamOf(submission, ports))
                .into(new UpdatedArchitecture());
    }

    private static SessionSeam seamOf(Submission submission, SessionSeam.Ports ports) {
        return submission.create("Seam", SessionSeam.class, SessionSeam.Ports.class, ports);
    }

    @Override
    public List<RealTest> onRealServers(Parameters parameters) {
        return List.of(RealTest.ofPieces(
                "the same on real processes: edge caches die while members talk",
                10,
                "nothing is missed and nothing doubled while members post",
                NODES,
                (world, _) -> RealExamination.keeps(
                        world,
                        List.of(
                                RealExamination.at(Fault.CRASH_BEFORE, FlannelBootstrap.FLANNEL, "socket send message"),
                                RealExamination.at(
                                        Fault.CRASH_AFTER, FlannelBootstrap.FLANNEL, "socket send message")))));
    }

    /** One student's seams, in the Flannels of the updated architecture. */
    private static final class Session {
        private final Submission submission;
        private final Settings settings;
        private final Fingerprint fingerprint = new Fingerprint();

        /** Of the run that was made last. */
        private Watch watch = new Watch();

        Session(Submission submission, long seed) {
            this.submission = submission;
            this.settings =
                    Settings.DEFAULT.withPartitions(1).withMishaps(Mishap.all()).withSeed(seed);
        }

        private Architecture architecture(FlannelSettings flannel) {
            watch = new Watch();
            var seams = WatchedSeam.factory(this::seam, watch);
            return new FlannelBootstrap().withSettings(flannel).withSeams(seams).into(new UpdatedArchitecture());
        }

        private SessionSeam seam(SessionSeam.Ports ports) {
            return seamOf(submission, ports);
        }

        private PlayedRuns runs(boolean moves, int crowd) {
            return new PlayedRuns(settings, SeamTrial.TEAM, NODES, fingerprint, world -> {
                var trial = new SeamTrial(architecture(FlannelSettings.DEFAULT), settings, moves, crowd);
                return watch.addTo(trial.in(world));
            });
        }

        /** Nothing goes wrong: whoever loses the connection is back without the origin having read anything. */
        Result goesOn() {
            var runs = runs(false, 0);
            var calm = runs.calm();
            var why = whyVacuous(calm).or(() -> whyNotGoneOn());
            return why.map(words -> runs.failed(words, calm))
                    .orElseGet(
                            () -> Result.passed(watch.begun + " sessions began at an edge cache, and clients that came"
                                    + " back went on with them " + watch.goneOn + " times"))
                    .withFingerprint(runs.fingerprint());
        }

        private Optional<String> whyVacuous(SimulatedOutcome outcome) {
            if (!outcome.report().failures().isEmpty()) {
                return Optional.of(
                        Thrower.sentence(outcome.report().failures().getFirst().thrown()));
            }
            return watch.begun >= 2
                    ? Optional.empty()
                    : Optional.of("nothing went wrong, members connected, and of their sessions " + watch.begun
                            + " began at an edge cache: the others had to go to the origin");
        }

        private Optional<String> whyNotGoneOn() {
            if (watch.goneOn == 0) {
                return Optional.of("nothing went wrong but connections that broke for a moment, and nobody could go on"
                        + " with a session: each time everything was read from the origin again");
            }
            return watch.answered > 0
                    ? Optional.empty()
                    : Optional.of("sessions were gone on with, and of " + watch.asked
                            + " questions what was missed none was answered from memory");
        }

        Result isSmall(int crowd) {
            var runs = runs(false, crowd);
            var calm = runs.calm();
            var why = whyVacuous(calm).or(() -> whyNotSmall(crowd));
            return why.map(words -> runs.failed(words, calm))
                    .orElseGet(() -> Result.passed("in a team of " + (crowd + 3) + " the largest start took "
                            + watch.largestStartBytes + " bytes, and " + watch.mostOriginCalls
                            + " calls to the origin"))
                    .withFingerprint(runs.fingerprint());
        }

        private Optional<String> whyNotSmall(int crowd) {
            if (watch.largestStartBytes > MAX_START_BYTES) {
                return Optional.of("in a team of " + (crowd + 3) + " a member of two channels was sent a start of "
                        + watch.largestStartBytes + " bytes; " + MAX_START_BYTES + " are enough for anybody's");
            }
            return watch.mostOriginCalls > MAX_ORIGIN_CALLS
                    ? Optional.of("one session began with " + watch.mostOriginCalls + " calls to the origin; "
                            + MAX_ORIGIN_CALLS + " are enough")
                    : Optional.empty();
        }

        Result fits() {
            var runs = runs(false, 0);
            var calm = runs.calm();
            var why = whyVacuous(calm);
            return why.isPresent()
                    ? runs.failed(why.get(), calm)
                    : runs.keeps(SEAM, runs.sample(settings.seed(), RANDOM_RUNS));
        }

        /** Members come and go at random, and one of them at each moment at which a session may be half begun. */
        Result fitsWhileMembersMove() {
            var runs = runs(true, 0);
            var calm = runs.calm();
            var why = whyVacuous(calm);
            if (why.isPresent()) {
                return runs.failed(why.get(), calm);
            }
            var judged = runs.keeps(SEAM, runs.sample(settings.seed(), RANDOM_RUNS));
            for (var way : Moving.Way.values()) {
                for (var micros = 0; micros < BEGINNING_MICROS && judged.passed(); micros += stepMicros(way)) {
                    judged = fitsWhenBobMoves(way, Duration.ofNanos(1_000L * micros));
                }
            }
            return judged;
        }

        private Result fitsWhenBobMoves(Moving.Way way, Duration later) {
            var moving = new PlayedRuns(
                    settings,
                    Moving.TEAM,
                    NODES,
                    fingerprint,
                    world -> new Moving(architecture(FlannelSettings.DEFAULT), way, later).in(world));
            return moving.keeps(SEAM, moving.once(_ -> false));
        }

        /** Where it is about the moment between two calls, and not about any moment. */
        private static int stepMicros(Moving.Way way) {
            return switch (way) {
                case BACK_WHILE_IT_BEGINS -> STEP_MICROS;
                case OUT_WHILE_IT_BEGINS -> 2 * STEP_MICROS;
                case IN_WHILE_IT_GOES_ON -> BEGINNING_MICROS / 4;
            };
        }

        /** As many are missed as a session may keep; fewer, so that it also has what was shown; and more. */
        Result answersTruly(int kept) {
            var fromMemory = runsOfAbsence(kept, kept);
            var few = fromMemory.calm();
            if (!few.report().failures().isEmpty() || watch.answered == 0) {
                var why = whyVacuous(few).or(this::whyNotGoneOn).orElse("nobody was answered from memory");
                return fromMemory.failed(why, few);
            }
            var judged = fromMemory.keeps(SEAM_AND_ANSWERS, few);
            if (!judged.passed()) {
                return judged;
            }
            var withRoom = runsOfAbsence(kept, kept - 1);
            judged = withRoom.keeps(SEAM_AND_ANSWERS, withRoom.calm());
            if (!judged.passed()) {
                return judged;
            }
            var beyondMemory = runsOfAbsence(kept, kept + 2);
            judged = beyondMemory.keeps(SEAM_AND_ANSWERS, beyondMemory.calm());
            return judged.passed()
                    ? beyondMemory.keeps(SEAM_AND_ANSWERS, beyondMemory.sample(settings.seed(), ABSENCES))
                    : judged;
        }

        private PlayedRuns runsOfAbsence(int kept, int messages) {
            return new PlayedRuns(settings, Absence.TEAM, NODES, fingerprint, world -> {
                var architecture = architecture(FlannelSettings.DEFAULT.withMissedMessages(kept));
                return watch.addTo(new Absence(architecture, messages).in(world));
            });
        }
    }
}
