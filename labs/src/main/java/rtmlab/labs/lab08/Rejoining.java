package rtmlab.labs.lab08;

import java.time.Duration;
import java.util.Map;
import rtmlab.checkers.promise.Promises;
import rtmlab.harness.experiment.StoreReader;
import rtmlab.harness.experiment.Team;
import rtmlab.harness.simulated.SimulatedMeeting;
import rtmlab.harness.simulated.SimulatedOutcome;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.variant.Architecture;
import rtmlab.protocol.variant.Mechanisms;
import rtmlab.simulator.world.Report.Ending;
import rtmlab.simulator.world.World;

/**
 * Somebody takes Bob out of a channel in the directory itself, of which no session is told, and puts him back so much later,
 * just as his session begins anew; then his connection breaks twice more while Alice goes on talking there.
 */
record Rejoining(Architecture architecture, Duration later) {

    static final Team TEAM = Team.of(2, 2);

    private static final Duration A_WHILE = Duration.ofMillis(60);

    SimulatedOutcome in(World world) {
        var team = TEAM;
        var side = team.channels().getLast();
        var bob = team.members().getLast();
        var meeting = new SimulatedMeeting(world, architecture, Mechanisms.defaultsOf(architecture), team);
        var system = meeting.setUp((_, journal) -> journal);
        system.script(team.members().getFirst(), (client, clock) -> {
            for (var number = 1; number <= 3; number++) {
                client.post(side.id(), "hello " + number, new ClientMessageId("m" + number));
                clock.sleep(A_WHILE.multipliedBy(2));
            }
        });
        system.script(bob, (client, clock) -> {
            clock.sleep(A_WHILE);
            client.dropConnection();
            clock.sleep(A_WHILE.multipliedBy(3));
            client.dropConnection();
            clock.sleep(A_WHILE.multipliedBy(2));
            client.dropConnection();
        });
        world.script(new NodeName(bob.name()), host -> {
            host.clock().sleep(A_WHILE.minusMillis(10));
            meeting.history().left(bob.name(), side.name());
            host.directory().leave(bob.user().id(), side.id());
            host.clock().sleep(Duration.ofMillis(5).plus(later));
            host.directory().join(bob.user().id(), side.id());
            meeting.history().joined(bob.name(), side.name());
        });
        // Nothing fails here, so whatever bob was not shown when all is at rest he never will be.
        var isAtRest = system.work() == Ending.QUIET && system.offline().isEmpty();
        if (isAtRest) {
            meeting.history().quiet();
        }
        world.<Boolean>probe(host -> {
            StoreReader.read(host.messages(), team, meeting.history());
            return true;
        });
        var recorded = meeting.history().history();
        return new SimulatedOutcome(
                recorded, Promises.check(recorded), Map.of(), isAtRest, world.report(), world.trace());
    }
}
