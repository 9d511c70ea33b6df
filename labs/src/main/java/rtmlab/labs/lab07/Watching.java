package rtmlab.labs.lab07;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import rtmlab.checkers.promise.Verdict;
import rtmlab.harness.simulated.SimulatedMeeting;
import rtmlab.harness.simulated.SimulatedOutcome;
import rtmlab.protocol.variant.Architecture;
import rtmlab.protocol.variant.Mechanisms;
import rtmlab.simulator.world.World;

/** Bob watches whether Alice is there, and his connection breaks so often in the middle of it. */
record Watching(Architecture architecture, int breaks) {

    /** Whoever is there is seen, and nothing is claimed that nobody can know. */
    static final String PRESENCE = "presence-is-known";

    private static final Duration A_WHILE = Duration.ofMillis(800);

    SimulatedOutcome in(World world) {
        var team = Chat.TEAM;
        var alice = team.members().getFirst();
        var bob = team.members().get(1);
        var presences = new Presences(team);
        var meeting = new SimulatedMeeting(world, architecture, Mechanisms.defaultsOf(architecture), team);
        var system =
                meeting.setUp((member, journal) -> member.equals(bob) ? presences.around(member, journal) : journal);
        system.script(bob, (client, clock) -> {
            client.watch(List.of(alice.user().id()));
            clock.sleep(A_WHILE);
            for (var number = 0; number < breaks; number++) {
                client.dropConnection();
                clock.sleep(A_WHILE);
            }
        });
        system.work();
        var seen = presences.seenThere(alice.user().id());
        var outcome = meeting.end(system, () -> {});
        var verdicts = new LinkedHashMap<>(outcome.verdicts());
        presences
                .claimed()
                .or(() -> seen > breaks
                        ? Optional.empty()
                        : Optional.of("alice was there all the time, and bob, who connected " + (breaks + 1)
                                + " times, was shown so " + seen + " times"))
                .ifPresent(sentence -> verdicts.put(PRESENCE, new Verdict.Broken(sentence, List.of())));
        return new SimulatedOutcome(
                outcome.history(),
                verdicts,
                outcome.forgotten(),
                outcome.hasRecovered(),
                world.report(),
                world.trace());
    }
}
