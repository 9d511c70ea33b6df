package rtmlab.labs.lab04;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import rtmlab.checkers.history.Event.Acknowledged;
import rtmlab.harness.experiment.Team;
import rtmlab.harness.simulated.Faults;
import rtmlab.harness.simulated.SimulatedOutcome;
import rtmlab.labs.Result;
import rtmlab.labs.ScriptedRuns;
import rtmlab.protocol.ClientMessageId;
import rtmlab.simulator.choice.Choices;
import rtmlab.simulator.choice.Departure;
import rtmlab.simulator.world.Mishap;
import rtmlab.updated.UpdatedArchitecture;

/** Alice's telephone and her desktop send the same message out of the same outbox, at the same moment. */
final class TwoDevices {

    private static final List<String> CALLS =
            List.of("redis get", "log append", "http POST admin-server /internal/publish", "redis set");

    private final ScriptedRuns runs;

    TwoDevices(UpdatedArchitecture architecture) {
        runs = new ScriptedRuns(architecture, Team.of(2, 1), Faults.NETWORK, (system, team) -> {
            var alice = team.members().getFirst();
            var channel = team.channels().getFirst().id();
            for (var device = 0; device < 2; device++) {
                // Each try of a client goes to another web app.
                system.script(alice, (client, _) -> client.post(channel, "sent by two", new ClientMessageId("m1")));
            }
        });
    }

    /** As it comes, and with each step of either web app late. */
    Result judge() {
        var delays = new ArrayList<List<Departure>>();
        delays.add(List.of());
        for (var webApp : List.of("web-app-1: ", "web-app-2: ")) {
            CALLS.forEach(call -> delays.add(List.of(new Departure(Mishap.DELAY.words(), webApp + call, 1))));
            delays.add(List.of(new Departure(Mishap.DELAY_REPLY.words(), webApp + "log append", 1)));
        }
        for (var delay : delays) {
            var outcome = runs.with(Choices.named(delay));
            var why = why(outcome);
            if (why.isPresent()) {
                var by = delay.isEmpty() ? "" : "\nby " + delay.getFirst();
                return Result.failed("two web apps got the same message at the same time: " + why.get() + by)
                        .withFingerprint(runs.fingerprint())
                        .withStory(runs.story(outcome, "idempotent-retries"));
            }
        }
        return Result.passed("one message, and the same answer to both, in " + delays.size() + " runs")
                .withFingerprint(runs.fingerprint());
    }

    private static Optional<String> why(SimulatedOutcome outcome) {
        var broken = new TreeMap<>(outcome.broken());
        if (!broken.isEmpty()) {
            return Optional.of(
                    broken.firstKey() + " is broken: " + broken.firstEntry().getValue());
        }
        var answers = outcome.history().events().stream()
                .filter(event -> event instanceof Acknowledged ack && ack.id().equals("m1"))
                .count();
        return answers == 2
                ? Optional.empty()
                : Optional.of("of two devices, " + answers + " learned that it was sent");
    }
}
