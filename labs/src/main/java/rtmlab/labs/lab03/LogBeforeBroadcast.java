package rtmlab.labs.lab03;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import rtmlab.checkers.history.Event.Acknowledged;
import rtmlab.checkers.history.Event.Refused;
import rtmlab.checkers.history.Event.Saw;
import rtmlab.checkers.history.Event.Stored;
import rtmlab.checkers.history.Event.Submitted;
import rtmlab.checkers.history.Event.Via;
import rtmlab.harness.simulated.Faults;
import rtmlab.harness.simulated.SimulatedOutcome;
import rtmlab.harness.simulated.SimulatedTrial;
import rtmlab.harness.simulated.Workload;
import rtmlab.labs.GradedTest;
import rtmlab.labs.Lab;
import rtmlab.labs.Parameters;
import rtmlab.labs.Result;
import rtmlab.labs.Runs;
import rtmlab.labs.Submission;
import rtmlab.labs.jail.Thrower;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.LogRecord;
import rtmlab.protocol.Message;
import rtmlab.protocol.Post;
import rtmlab.protocol.Ts;
import rtmlab.protocol.UserId;
import rtmlab.protocol.port.CallFailed;
import rtmlab.protocol.port.MaybeDone;
import rtmlab.protocol.port.NotDone;
import rtmlab.protocol.port.SlackError;
import rtmlab.protocol.variant.Mechanisms;
import rtmlab.simulator.choice.Choices;
import rtmlab.simulator.choice.Departure;
import rtmlab.simulator.explore.Findings;
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
                new GradedTest("everybody is told, at once, and the sender gets an answer", 15, this::calm),
                new GradedTest(
                        "no crash loses an acknowledged message",
                        25,
                        submission ->
                                keeps(submission, Set.of("no-lost-ack", "delivery"), crashes -> crashes.exhaust(1))),
                new GradedTest(
                        "no crash shows a message that is not in the log",
                        25,
                        submission -> keeps(
                                submission,
                                Set.of("agreement", "integrity", "total-order", "sender-order", "linearizable-log"),
                                crashes -> crashes.exhaust(1))),
                new GradedTest(
                        "a failed append is no message, and nobody is told that it is sent", 10, this::failedAppend),
                new GradedTest(
                        "whoever is told less than the truth can ask again", 10, submission -> keepsAll(submission)),
                new GradedTest("a broadcast that fails is no concern of the sender's", 15, this::failedBroadcast));
    }

    private static UpdatedArchitecture with(Submission submission) {
        return new UpdatedArchitecture()
                .withSendPath(ports -> submission.create("Heart", SendPath.class, SendPath.Ports.class, ports));
    }

    private static Runs runs(Submission submission, Faults faults) {
        var architecture = with(submission);
        return new Runs(architecture, Mechanisms.defaultsOf(architecture), SMALL, faults);
    }

    /** Without the repair from the log: what is shown then was broadcast. */
    private Result calm(Submission submission) {
        var architecture = with(submission);
        var on = Mechanisms.defaultsOf(architecture).without(architecture, List.of("GAP_REPAIR"));
        var runs = new Runs(architecture, on, SMALL, Faults.STEPS);
        var outcome = runs.calm();
        return answered(outcome)
                .or(() -> shownLive(outcome))
                .map(why -> Result.failed(why).withStory(runs.story(outcome, "delivery", List.of())))
                .orElseGet(() -> Result.passed(SMALL.messages() + " messages, each on " + SMALL.members() + " screens"))
                .withFingerprint(runs.fingerprint());
    }

    private static Optional<String> answered(SimulatedOutcome outcome) {
        if (!outcome.report().failures().isEmpty()) {
            var thrown = outcome.report().failures().getFirst().thrown();
            return Optional.of(Thrower.sentence(thrown));
        }
        var acknowledged = count(outcome, Acknowledged.class);
        return acknowledged == SMALL.messages()
                ? Optional.empty()
                : Optional.of("nothing went wrong, and yet only " + acknowledged + " of " + SMALL.messages()
                        + " messages were acknowledged");
    }

    private static Optional<String> shownLive(SimulatedOutcome outcome) {
        var live = outcome.history().events().stream()
                .filter(event -> event instanceof Saw saw && saw.via() == Via.LIVE && !isClosing(saw.id()))
                .count();
        return live == (long) SMALL.messages() * SMALL.members()
                ? Optional.empty()
                : Optional.of("nothing went wrong, and yet of " + SMALL.messages() * SMALL.members()
                        + " times that a member should have been shown a message, " + live
                        + " came about: is every message broadcast?");
    }

    private static long count(SimulatedOutcome outcome, Class<Acknowledged> type) {
        return outcome.history().events().stream()
                .filter(type::isInstance)
                .map(type::cast)
                .filter(ack -> !isClosing(ack.id()))
                .count();
    }

    private static boolean isClosing(String id) {
        return SimulatedTrial.isClosing(id);
    }

    /** Holds when no run breaks one of these promises; other promises are other tests'. */
    private static Result keeps(
            Submission submission, Set<String> promises, Function<Runs, Findings<SimulatedOutcome>> search) {
        var runs = runs(submission, Faults.CRASHES);
        var vacuous = whyVacuous(runs);
        if (vacuous.isPresent()) {
            return Result.failed(vacuous.get()).withFingerprint(runs.fingerprint());
        }
        var findings = search.apply(runs);
        return promises.stream().anyMatch(findings.violations()::containsKey)
                ? judge(runs, findings, promises)
                : judge(runs, runs.sample(1, RANDOM_RUNS), promises);
    }

    private static Result keepsAll(Submission submission) {
        var runs = runs(submission, Faults.STEPS);
        var vacuous = whyVacuous(runs);
        if (vacuous.isPresent()) {
            return Result.failed(vacuous.get()).withFingerprint(runs.fingerprint());
        }
        var findings = runs.exhaust(1);
        return findings.violations().isEmpty()
                ? judge(runs, runs.sample(1, RANDOM_RUNS), Set.of())
                : judge(runs, findings, Set.of());
    }

    /** @param promises the ones that count; empty for all of them */
    private static Result judge(Runs runs, Findings<SimulatedOutcome> findings, Set<String> promises) {
        var broken = new TreeMap<>(findings.violations());
        if (!promises.isEmpty()) {
            broken.keySet().retainAll(promises);
        }
        if (broken.isEmpty()) {
            return Result.passed("kept in " + findings.runs() + " runs").withFingerprint(runs.fingerprint());
        }
        var first = broken.firstEntry();
        var faults =
                first.getValue().departures().stream().map(Departure::toString).toList();
        return Result.failed(first.getKey() + " is broken: " + first.getValue().witness()
                        + (faults.isEmpty() ? "" : "\nby " + String.join("\nby ", faults)))
                .withStory(runs.story(findings, first.getKey()))
                .withFingerprint(runs.fingerprint());
    }

    /** A system in which nothing is said keeps every promise: that would be no evidence. */
    private static Optional<String> whyVacuous(Runs runs) {
        var calm = runs.calm();
        return answered(calm).or(() -> {
            var stored = calm.history().events().stream()
                    .filter(event -> event instanceof Stored row && !isClosing(row.id()))
                    .count();
            return stored > 0
                    ? Optional.empty()
                    : Optional.of("nothing went wrong, and yet nothing is in the store: is every post appended to"
                            + " the log?");
        });
    }

    /** The first append fails, with no effect: the sender must not be told "sent" before a later one has worked. */
    private Result failedAppend(Submission submission) {
        var runs = runs(submission, Faults.STEPS);
        var vacuous = whyVacuous(runs);
        if (vacuous.isPresent()) {
            return Result.failed(vacuous.get()).withFingerprint(runs.fingerprint());
        }
        for (var word : FAILURES) {
            for (var webApp : List.of("web-app-1", "web-app-2")) {
                var departure = new Departure(word, webApp + ": log append", 1);
                var choices = Choices.named(List.of(departure));
                var outcome = runs.with(choices);
                if (!choices.departures().contains(departure)) {
                    continue; // Chance sent nobody to this web app.
                }
                if (!outcome.broken().isEmpty()) {
                    var broken = new TreeMap<>(outcome.broken()).firstEntry();
                    return Result.failed(broken.getKey() + " is broken: " + broken.getValue() + "\nby " + departure)
                            .withStory(runs.story(outcome, broken.getKey(), List.of(departure)))
                            .withFingerprint(runs.fingerprint());
                }
            }
        }
        return Result.passed("its sender learns what is known").withFingerprint(runs.fingerprint());
    }

    /** No attempt after the first: the sender was told at once. */
    private Result failedBroadcast(Submission submission) {
        var runs = runs(submission, Faults.STEPS);
        var vacuous = whyVacuous(runs);
        if (vacuous.isPresent()) {
            return Result.failed(vacuous.get()).withFingerprint(runs.fingerprint());
        }
        var struck = 0;
        for (var word : FAILURES) {
            for (var webApp : List.of("web-app-1", "web-app-2")) {
                var departure = new Departure(word, webApp + ": " + PUBLISH, 1);
                var choices = Choices.named(List.of(departure));
                var outcome = runs.with(choices);
                if (!choices.departures().contains(departure)) {
                    continue;
                }
                struck++;
                var complaint = outcome.history().events().stream()
                        .filter(event ->
                                event instanceof Refused || (event instanceof Submitted again && again.attempt() > 1))
                        .findFirst();
                if (complaint.isPresent() || !outcome.broken().isEmpty()) {
                    var why = complaint
                            .map(event -> event.sentence() + ": the message was in the log already, so it is sent")
                            .orElseGet(() -> outcome.broken().toString());
                    return Result.failed(why + "\nby " + departure)
                            .withStory(runs.story(outcome, "delivery", List.of(departure)))
                            .withFingerprint(runs.fingerprint());
                }
            }
        }
        return (struck == 0
                        ? Result.failed("no broadcast could be made to fail: is every message broadcast?")
                        : Result.passed(struck + " broadcasts failed, and no sender noticed"))
                .withFingerprint(runs.fingerprint());
    }
}
