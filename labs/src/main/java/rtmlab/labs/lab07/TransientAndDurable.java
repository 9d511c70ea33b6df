package rtmlab.labs.lab07;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import rtmlab.harness.simulated.SimulatedOutcome;
import rtmlab.labs.Fingerprint;
import rtmlab.labs.GradedTest;
import rtmlab.labs.Lab;
import rtmlab.labs.Parameters;
import rtmlab.labs.PlayedRuns;
import rtmlab.labs.Result;
import rtmlab.labs.Submission;
import rtmlab.labs.jail.Thrower;
import rtmlab.labs.lab07.Chat.Trouble;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.Message;
import rtmlab.protocol.Post;
import rtmlab.protocol.Presence;
import rtmlab.protocol.Ts;
import rtmlab.protocol.UserId;
import rtmlab.protocol.port.CallFailed;
import rtmlab.protocol.port.MaybeDone;
import rtmlab.protocol.port.NotDone;
import rtmlab.protocol.shared.Feed;
import rtmlab.simulator.world.Mishap;
import rtmlab.simulator.world.Settings;
import rtmlab.updated.TypingPath;
import rtmlab.updated.UpdatedArchitecture;

/** What goes through the log and what goes straight through; what is caught up with and what is let go. */
public final class TransientAndDurable implements Lab {

    private static final Set<String> SEAMLESS =
            Set.of("seam", "delivery", "integrity", "total-order", SimulatedOutcome.RECOVERY, SimulatedOutcome.DEFECT);

    private static final int RANDOM_RUNS = 150;

    @Override
    public int number() {
        return 7;
    }

    @Override
    public String topic() {
        return "transient-and-durable";
    }

    @Override
    public String summary() {
        return "Keep what must last and let go what must not: messages caught up with, typing that is never stale.";
    }

    @Override
    public List<Class<?>> api() {
        return List.of(
                TypingPath.class,
                Feed.class,
                Message.class,
                Post.class,
                Presence.class,
                Ts.class,
                ChannelId.class,
                UserId.class,
                ClientMessageId.class,
                CallFailed.class,
                NotDone.class,
                MaybeDone.class);
    }

    @Override
    public List<GradedTest> tests(Parameters parameters) {
        var random = parameters.random();
        var seed = random.nextLong(1, 1_000_000);
        var messages = 2 + random.nextInt(2);
        return List.of(
                new GradedTest(
                        "who is typing is seen at once, and so is what they post",
                        10,
                        submission -> new Events(submission, seed, messages).calm()),
                new GradedTest(
                        "typing does not wait for the log, and leaves nothing in it",
                        15,
                        submission -> new Events(submission, seed, messages)
                                .keeps(Set.of(Chat.SEEN, Chat.MESSAGES_ALONE), Trouble.KAFKA_STANDS_STILL)),
                new GradedTest(
                        "typing goes by itself, with the message, and with the connection, and not before",
                        10,
                        submission -> new Events(submission, seed, messages).isPutOut()),
                new GradedTest(
                        "after a reconnect all messages are there, once and in order",
                        25,
                        submission -> new Events(submission, seed, messages).isSeamless()),
                new GradedTest(
                        "nobody is shown typing that is over",
                        15,
                        submission -> new Events(submission, seed, messages).isFresh()),
                new GradedTest(
                        "who is there is seen, and not claimed by a screen without a connection",
                        15,
                        submission -> new Events(submission, seed, messages).knowsWhoIsThere()));
    }

    @Override
    public UpdatedArchitecture with(Submission submission) {
        return withEventsOf(submission);
    }

    private static UpdatedArchitecture withEventsOf(Submission submission) {
        return new UpdatedArchitecture()
                .withEvents(
                        ports -> submission.create("Way", TypingPath.class, TypingPath.Ports.class, ports),
                        ports -> viewOf(submission, ports));
    }

    private static Feed viewOf(Submission submission, Feed.Ports ports) {
        return submission.create("View", Feed.class, Feed.Ports.class, ports);
    }

    /** In real gateways: the clients are ours, since they run in the grader's own process. */
    @Override
    public List<RealTest> onRealServers(Parameters parameters) {
        return List.of(RealTest.ofPieces(
                "the same on real processes: typing is seen, and leaves nothing in a real log",
                10,
                "typing does not wait for the log, and leaves nothing in it",
                new UpdatedArchitecture(),
                (world, _) -> new RealTyping(world).judge()));
    }

    /** One student's gateways and clients, in the updated architecture. */
    private record Events(Submission submission, long seed, int messages, Fingerprint fingerprint) {

        Events(Submission submission, long seed, int messages) {
            this(submission, seed, messages, new Fingerprint());
        }

        private PlayedRuns runs(Trouble trouble) {
            return runs(world -> new Chat(architecture(), trouble, messages).in(world));
        }

        private PlayedRuns runs(PlayedRuns.Play play) {
            var settings =
                    Settings.DEFAULT.withPartitions(1).withMishaps(Mishap.all()).withSeed(seed);
            return new PlayedRuns(settings, Chat.TEAM, new UpdatedArchitecture(), fingerprint, play);
        }

        private UpdatedArchitecture architecture() {
            return withEventsOf(submission);
        }

        Result calm() {
            var runs = runs(Trouble.NONE);
            var calm = runs.calm();
            return whyVacuous(calm)
                    .map(why -> runs.failed(why, calm))
                    .orElseGet(() -> Result.passed("all of it was seen").withFingerprint(runs.fingerprint()));
        }

        /** Who shows nothing shows nothing stale: that would be no evidence. */
        private static Optional<String> whyVacuous(SimulatedOutcome calm) {
            if (!calm.report().failures().isEmpty()) {
                return Optional.of(
                        Thrower.sentence(calm.report().failures().getFirst().thrown()));
            }
            if (!calm.hasRecovered()) {
                return Optional.of("nothing went wrong, and yet not everybody was shown every message");
            }
            return Optional.ofNullable(calm.broken().get(Chat.SEEN)).map(why -> "nothing went wrong, and yet " + why);
        }

        Result keeps(Set<String> promises, Trouble trouble) {
            var runs = runs(Trouble.NONE);
            var calm = runs.calm();
            var why = whyVacuous(calm);
            if (why.isPresent()) {
                return runs.failed(why.get(), calm);
            }
            var troubled = runs(trouble);
            return troubled.keeps(promises, troubled.calm());
        }

        Result isPutOut() {
            var expires = keeps(Set.of(Chat.EXPIRES), Trouble.NONE);
            return expires.passed()
                    ? new Lamps(ports -> viewOf(submission, ports)).judge().withFingerprint(expires.fingerprint())
                    : expires;
        }

        Result isSeamless() {
            var calm = keeps(SEAMLESS, Trouble.NONE);
            var runs = runs(Trouble.NONE);
            return calm.passed() ? runs.keeps(SEAMLESS, runs.sample(seed, RANDOM_RUNS)) : calm;
        }

        /** As often as a connection broke, it is asked for anew. */
        Result knowsWhoIsThere() {
            var runs = runs(world -> new Watching(architecture(), messages).in(world));
            var calm = runs.calm();
            return calm.report().failures().isEmpty()
                    ? runs.keeps(Set.of(Watching.PRESENCE, SimulatedOutcome.RECOVERY), calm)
                    : runs.failed(
                            Thrower.sentence(calm.report().failures().getFirst().thrown()), calm);
        }

        Result isFresh() {
            var fresh = Set.of(Chat.FRESH, SimulatedOutcome.DEFECT);
            return keeps(fresh, Trouble.OWNERS_DOWN);
        }
    }
}
