package rtmlab.harness.simulated;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import rtmlab.checkers.history.HistoryRecorder;
import rtmlab.checkers.promise.Promises;
import rtmlab.harness.experiment.RecordingJournal;
import rtmlab.harness.experiment.StoreReader;
import rtmlab.harness.experiment.Team;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.variant.Architecture;
import rtmlab.protocol.variant.Journal;
import rtmlab.protocol.variant.Mechanisms;
import rtmlab.protocol.variant.Member;
import rtmlab.simulator.choice.Choices;
import rtmlab.simulator.choice.Departure;
import rtmlab.simulator.explore.Trial;
import rtmlab.simulator.world.Report.Ending;
import rtmlab.simulator.world.Settings;
import rtmlab.simulator.world.SimulatedSystem;
import rtmlab.simulator.world.World;

/** An architecture, to be run with a workload in the simulated world as often as there are choices to be made. */
public record SimulatedTrial(Architecture architecture, Mechanisms mechanisms, Settings settings)
        implements Trial<Workload, SimulatedOutcome> {

    /** In virtual time, from the end of the faults until everybody is served again. */
    private static final Duration RECOVERY_BOUND = Duration.ofMinutes(1);

    private static final String CLOSING = "closing-";

    /** Whether this is no message of the workload, but one of those that are posted last of all, to see who is served. */
    public static boolean isClosing(String id) {
        return id.startsWith(CLOSING);
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
        private final Team team;
        private final HistoryRecorder history;
        private final Map<Member, RecordingJournal> journals = new LinkedHashMap<>();

        Run(World world, Workload workload) {
            this.world = world;
            this.workload = workload;
            this.team = workload.team();
            this.history = new HistoryRecorder(() -> world.now().toNanos() / 1_000);
        }

        SimulatedOutcome perform() {
            var system = setUp();
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
            history.faultsEnded(RECOVERY_BOUND.toNanos() / 1_000);
            var recovery = system.recover(RECOVERY_BOUND);
            world.report().choices().departures().forEach(this::note);
            var hasRecovered = recovery.compareTo(RECOVERY_BOUND) <= 0 && closes(system);
            if (hasRecovered) {
                history.quiet();
            }
            world.<Boolean>probe(host -> {
                StoreReader.read(host.messages(), team, history);
                return true;
            });
            var recorded = history.history();
            return new SimulatedOutcome(
                    recorded, Promises.check(recorded), hasRecovered, world.report(), world.trace());
        }

        private SimulatedSystem setUp() {
            for (var member : team.members()) {
                team.channels().forEach(channel -> history.joined(member.name(), channel.name()));
                journals.put(member, new RecordingJournal(history, team, member));
            }
            Map<Member, Journal> seats = new LinkedHashMap<>(journals);
            return SimulatedSystem.setUp(world, architecture, mechanisms, seats, team::enterInto);
        }

        /** Puts into the history what the choices did. */
        private void note(Departure departure) {
            history.add(at -> FaultWords.of(departure, at));
        }

        /** A last message per channel, when all is well again: who sees it has seen what came before. */
        private boolean closes(SimulatedSystem system) {
            List<String> closing = new ArrayList<>();
            var speaker = team.members().getFirst();
            for (var channel : team.channels()) {
                var id = CLOSING + channel.name();
                closing.add(id);
                system.script(speaker, (client, _) -> client.post(channel.id(), "closing", new ClientMessageId(id)));
            }
            return world.settle() == Ending.QUIET
                    && journals.values().stream()
                            .allMatch(journal -> closing.stream()
                                    .allMatch(id -> journal.sighting(id).isDone()))
                    && allRead(system);
        }

        /** Everybody looks at every channel once more. */
        private boolean allRead(SimulatedSystem system) {
            for (var member : team.members()) {
                system.script(member, (client, _) -> team.channels().forEach(channel -> client.read(channel.id())));
            }
            return world.settle() == Ending.QUIET;
        }
    }
}
