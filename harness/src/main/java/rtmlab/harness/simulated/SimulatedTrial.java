package rtmlab.harness.simulated;

import rtmlab.protocol.variant.Architecture;
import rtmlab.protocol.variant.Mechanisms;
import rtmlab.simulator.choice.Choices;
import rtmlab.simulator.choice.Departure;
import rtmlab.simulator.explore.Trial;
import rtmlab.simulator.world.Settings;
import rtmlab.simulator.world.World;

/** An architecture, to be run with a workload in the simulated world as often as there are choices to be made. */
public record SimulatedTrial(Architecture architecture, Mechanisms mechanisms, Settings settings)
        implements Trial<Workload, SimulatedOutcome> {

    private static final String WEB_APP = "web-app";

    /** Whether this is no message of the workload, but one of those that are posted last of all, to see who is served. */
    public static boolean isClosing(String id) {
        return id.startsWith(SimulatedMeeting.CLOSING);
    }

    @Override
    public SimulatedOutcome run(Workload workload, Choices choices) {
        try (var world = new World(settings, choices)) {
            return new Run(world, workload).perform();
        }
    }

    /** The same, remembering everything that happened. */
    public SimulatedOutcome record(Workload workload, Choices choices) {
        try (var world = World.recording(settings, choices)) {
            return new Run(world, workload).perform();
        }
    }

    /** One run: a calm start, the workload with its mishaps, recovery, and a last look at everything. */
    private final class Run {
        private final World world;
        private final Workload workload;
        private final SimulatedMeeting meeting;

        Run(World world, Workload workload) {
            this.world = world;
            this.workload = workload;
            var team = workload.team();
            this.meeting = new SimulatedMeeting(
                    world, architecture, mechanisms, team, workload.newcomers(team), workload.leavers(team));
        }

        SimulatedOutcome perform() {
            var team = workload.team();
            var system = meeting.setUp((member, journal) ->
                    workload.changes() ? new TeamChanges.Belonging(meeting.history(), team, member, journal) : journal);
            var away = workload.away() ? new AwayMember(world, team) : null;
            if (away != null) {
                away.setsHerselfAway();
            }
            var changes = workload.changes()
                    ? new TeamChanges(
                            world, workload, team, architecture.topology().of(WEB_APP), meeting.history())
                    : null;
            if (changes != null) {
                changes.begin(system);
            }
            for (var member = 0; member < workload.members(); member++) {
                var lines = workload.linesOf(team, member);
                system.script(team.members().get(member), (client, _) -> {
                    for (var line : lines) {
                        client.post(line.channel().id(), line.text(), line.id());
                    }
                    if (workload.reads()) {
                        // What one was told or shown must be there when one looks again.
                        lines.stream()
                                .map(line -> line.channel().id())
                                .distinct()
                                .forEach(client::read);
                    }
                });
            }
            system.work();
            var outcome = meeting.end(system, () -> {
                world.report().choices().departures().forEach(this::note);
                if (away != null) {
                    away.isAskedFor();
                }
            });
            if (away != null) {
                outcome = outcome.with(AwayMember.FORGOTTEN, away.forgotten());
            }
            if (changes != null) {
                outcome = changes.judged(outcome, meeting.screens());
            }
            return outcome;
        }

        /** Puts into the history what the choices did. */
        private void note(Departure departure) {
            meeting.history().add(at -> FaultWords.of(departure, at));
        }
    }
}
