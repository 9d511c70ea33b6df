package rtmlab.labs.lab01;

import java.util.List;
import java.util.Optional;
import rtmlab.checkers.history.Event.Acknowledged;
import rtmlab.checkers.history.Event.Stored;
import rtmlab.checkers.history.Event.Submitted;
import rtmlab.harness.simulated.Faults;
import rtmlab.harness.simulated.SimulatedOutcome;
import rtmlab.harness.simulated.SimulatedTrial;
import rtmlab.harness.simulated.Workload;
import rtmlab.initial.InitialArchitecture;
import rtmlab.labs.HandOuts;
import rtmlab.labs.Parameters;
import rtmlab.labs.Result.FailingStory;
import rtmlab.labs.Runs;
import rtmlab.protocol.variant.Mechanisms;
import rtmlab.simulator.choice.Choices;
import rtmlab.simulator.choice.Departure;
import rtmlab.simulator.world.Mishap;

/**
 * Who talks in a student's run, and which message is to be lost.
 *
 * @param message its id
 */
public record Task(Workload workload, String message) {

    static final Mechanisms ORIGINAL = new Mechanisms(List.of());

    private static final Mechanisms PATCHED = new Mechanisms(List.of("PERSISTENT_BUFFER", "RETRY_LOOP"));

    /** The same for the same student, every time; there is one crash that does it for each. */
    public static Task of(Parameters parameters) {
        var random = parameters.random();
        var members = 2 + random.nextInt(3);
        var workload = new Workload(members, 1, members + 1 + random.nextInt(5)).withoutReads();
        return new Task(workload, lastAcknowledged(workload));
    }

    /** What is acknowledged before it takes others along: they are handed over one by one, long after their acks. */
    private static String lastAcknowledged(Workload workload) {
        var calm = new Runs(new InitialArchitecture(), ORIGINAL, workload, Faults.CRASHES).calm();
        return calm.history().events().stream()
                .filter(event -> event instanceof Acknowledged)
                .map(event -> ((Acknowledged) event).id())
                .filter(id -> !SimulatedTrial.isClosing(id))
                .reduce((_, later) -> later)
                .orElseThrow();
    }

    String words() {
        return "Your message is " + message + ".\n\nAll of them at once, in #general:\n\n" + HandOuts.said(workload)
                + "\nWhat happens when nothing goes wrong, step by step:\n\n"
                + HandOuts.steps(original().runs().calm(), _ -> true);
    }

    /** Why this schedule is no full answer to the first half; empty when it is one. */
    public Optional<String> complaintAboutLoss(List<String> schedule) {
        var played = original().play(schedule);
        return played.whyItMissed().or(() -> whyNotLost(played.outcome())).or(() -> whyOthersAreHurt(played.outcome()));
    }

    Setting original() {
        return new Setting(ORIGINAL, "no-lost-ack");
    }

    Setting patched() {
        return new Setting(PATCHED, "idempotent-retries");
    }

    Optional<String> whyNotLost(SimulatedOutcome outcome) {
        if (!isAcknowledged(outcome, message)) {
            return Optional.of(
                    message + " was never acknowledged: nobody was told that it is sent, so nobody was lied to;"
                            + " crash later");
        }
        if (copies(outcome, message) == 0) {
            return Optional.empty();
        }
        var isRetried = outcome.history().events().stream()
                .anyMatch(
                        event -> event instanceof Submitted again && again.id().equals(message) && again.attempt() > 1);
        return Optional.of(
                isRetried
                        ? message
                                + " was sent again, and is in the store: when it crashed, its sender had not been told"
                                + " that it is sent; crash later"
                        : message + " was acknowledged, and it is in the store: crash earlier");
    }

    Optional<String> whyOthersAreHurt(SimulatedOutcome outcome) {
        return outcome.history().events().stream()
                .filter(event -> event instanceof Acknowledged)
                .map(event -> ((Acknowledged) event).id())
                .filter(id -> !id.equals(message) && copies(outcome, id) == 0)
                .findFirst()
                .map(id ->
                        id + " was acknowledged and is lost, too: what had not been handed over when you crashed it?");
    }

    Optional<String> whyNotTwice(SimulatedOutcome outcome) {
        var copies = copies(outcome, message);
        return copies >= 2
                ? Optional.empty()
                : Optional.of(message + " is in the store "
                        + (copies == 0 ? "not at all" : "once")
                        + ": when does the channel server believe that it is not stored, although it is?");
    }

    private static boolean isAcknowledged(SimulatedOutcome outcome, String id) {
        return outcome.history().events().stream()
                .anyMatch(event -> event instanceof Acknowledged ack && ack.id().equals(id));
    }

    private static long copies(SimulatedOutcome outcome, String id) {
        return outcome.history().events().stream()
                .filter(event -> event instanceof Stored row && row.id().equals(id))
                .count();
    }

    /** The architecture as it runs in one half of the lab, and the promise that is to break. */
    final class Setting {
        private final Mechanisms on;
        private final String promise;

        Setting(Mechanisms on, String promise) {
            this.on = on;
            this.promise = promise;
        }

        Runs runs() {
            return new Runs(new InitialArchitecture(), on, workload, Faults.CRASHES);
        }

        /** Throws {@link IllegalArgumentException}, which says what is wrong, when this is no schedule of crashes. */
        Played play(List<String> schedule) {
            var departures = Played.parse(schedule);
            var runs = runs();
            var choices = Choices.named(departures);
            var outcome = runs.with(choices);
            return new Played(
                    departures,
                    choices.departures(),
                    outcome,
                    runs.fingerprint(),
                    runs.story(outcome, promise, departures));
        }

        String witness(Played played) {
            return played.outcome().broken().getOrDefault(promise, "every crash strikes");
        }
    }

    /** What came of a schedule. */
    record Played(
            List<Departure> departures,
            List<Departure> struck,
            SimulatedOutcome outcome,
            String fingerprint,
            FailingStory story) {

        static List<Departure> parse(List<String> schedule) {
            var departures = schedule.stream().map(Departure::parse).toList();
            for (var departure : departures) {
                if (!departure.option().equals(Mishap.CRASH_BEFORE.words())
                        && !departure.option().equals(Mishap.CRASH_AFTER.words())) {
                    throw new IllegalArgumentException("\"" + departure + "\" is no crash: begin with \""
                            + Mishap.CRASH_BEFORE.words() + "\" or \"" + Mishap.CRASH_AFTER.words() + '"');
                }
            }
            return departures;
        }

        Optional<String> whyItMissed() {
            return departures.stream()
                    .filter(departure -> !struck.contains(departure))
                    .findFirst()
                    .map(departure -> "\"" + departure
                            + "\" never came: there is no such step in this run; task.txt has" + " the steps");
        }
    }
}
