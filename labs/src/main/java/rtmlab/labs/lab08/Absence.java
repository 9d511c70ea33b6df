package rtmlab.labs.lab08;

import java.time.Duration;
import rtmlab.bootstrap.FlannelBootstrap;
import rtmlab.harness.experiment.Team;
import rtmlab.harness.simulated.SimulatedMeeting;
import rtmlab.harness.simulated.SimulatedOutcome;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.variant.Architecture;
import rtmlab.protocol.variant.Mechanisms;
import rtmlab.simulator.world.World;

/** Bob is out of reach for a moment, and meanwhile Alice says something, so many times. */
record Absence(Architecture architecture, int messages) {

    static final Team TEAM = Team.of(2, 1);

    private static final NodeName BOB = new NodeName("bob");
    private static final Duration OUT_OF_REACH = Duration.ofMillis(900);

    SimulatedOutcome in(World world) {
        var team = TEAM;
        var general = team.channels().getFirst();
        var meeting = new SimulatedMeeting(world, architecture, Mechanisms.defaultsOf(architecture), team);
        var system = meeting.setUp((_, journal) -> journal);
        world.nemesis().after(Duration.ofMillis(30), () -> cutBobOff(world));
        system.script(team.members().getFirst(), (client, clock) -> {
            // What Bob has on his screen says from where on he asks.
            client.post(general.id(), "are you there?", new ClientMessageId("m0"));
            clock.sleep(Duration.ofMillis(40));
            for (var number = 1; number <= messages; number++) {
                client.post(general.id(), "hello " + number, new ClientMessageId("m" + number));
            }
        });
        system.work();
        return meeting.end(system, () -> {});
    }

    /** From the edge and from the origin, both ways. */
    private void cutBobOff(World world) {
        for (var role : new String[] {FlannelBootstrap.FLANNEL, "web-app"}) {
            for (var node : architecture.topology().of(role)) {
                world.nemesis().cut(BOB, node, OUT_OF_REACH, () -> {});
                world.nemesis().cut(node, BOB, OUT_OF_REACH, () -> {});
            }
        }
    }
}
