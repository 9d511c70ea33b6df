package rtmlab.harness.simulated;

import java.util.ArrayList;
import java.util.List;
import rtmlab.checkers.history.Event.Fault;
import rtmlab.checkers.history.HistoryRecorder;
import rtmlab.checkers.promise.Promises;
import rtmlab.harness.experiment.RecordingJournal;
import rtmlab.harness.experiment.Team;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.Ts;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.variant.Architecture;
import rtmlab.protocol.variant.Client;
import rtmlab.protocol.variant.Mechanisms;
import rtmlab.simulator.choice.Choices;
import rtmlab.simulator.choice.Departure;
import rtmlab.simulator.world.Report.Ending;
import rtmlab.simulator.world.Settings;
import rtmlab.simulator.world.World;

/** An architecture with a workload, to be run in the simulated world as often as there are choices to be made. */
public record SimulatedSystem(
        Architecture architecture, Mechanisms mechanisms, Workload workload, Settings settings) {

    /** Runs it once. */
    public SimulatedOutcome run(Choices choices) {
        try (var world = new World(settings, choices)) {
            return new Run(world).perform();
        }
    }

    /** Runs it once, remembering everything that happened. */
    public SimulatedOutcome record(Choices choices) {
        try (var world = World.recording(settings, choices)) {
            return new Run(world).perform();
        }
    }

    /** One run: a calm start, the workload with its mishaps, recovery, and a last look at everything. */
    private final class Run {
        private final World world;
        private final Team team = workload.team();
        private final HistoryRecorder history;
        private final List<Client> clients = new ArrayList<>();
        private final List<RecordingJournal> journals = new ArrayList<>();

        Run(World world) {
            this.world = world;
            this.history = new HistoryRecorder(() -> world.now().toNanos() / 1_000);
        }

        SimulatedOutcome perform() {
            start();
            world.beginWorkload();
            for (var member = 0; member < workload.members(); member++) {
                speak(member);
            }
            world.settle();
            world.endFaults();
            world.settle();
            world.report().choices().departures().forEach(this::note);
            if (closes() && isAtRest()) {
                history.quiet();
            }
            readStore();
            var recorded = history.history();
            return new SimulatedOutcome(recorded, Promises.check(recorded), world.report(), world.trace());
        }

        private void start() {
            world.probe(host -> {
                team.enterInto(host.directory());
                return true;
            });
            for (var member : team.members()) {
                team.channels().forEach(channel -> history.joined(member.name(), channel.name()));
            }
            var topology = architecture.topology();
            for (var name : topology.nodes()) {
                world.startServer(name, () -> architecture.node(name, topology, mechanisms));
            }
            for (var member : team.members()) {
                var journal = new RecordingJournal(history, team, member);
                var client = architecture.client(member, topology, mechanisms, journal);
                journals.add(journal);
                clients.add(client);
                world.startClient(new NodeName(member.name()), client);
            }
            if (!world.settleUntil(() -> journals.stream().allMatch(journal -> journal.firstOnline().isDone()))) {
                throw new IllegalStateException("the calm start came to no end: " + world.report());
            }
        }

        private void speak(int member) {
            var client = clients.get(member);
            var lines = workload.linesOf(member);
            world.script(new NodeName(team.members().get(member).name()), _ -> {
                for (var line : lines) {
                    client.post(line.channel().id(), line.text(), line.id());
                }
            });
        }

        /** Puts into the history what the choices did. */
        private void note(Departure departure) {
            history.add(at -> FaultWords.of(departure, at));
        }

        /** A last message per channel, when all is well again: who sees it has seen what came before. */
        private boolean closes() {
            var closing = new ArrayList<String>();
            for (var channel : team.channels()) {
                var id = "closing-" + channel.name();
                closing.add(id);
                world.script(
                        new NodeName(team.members().getFirst().name()),
                        _ -> clients.getFirst().post(channel.id(), "closing", new ClientMessageId(id)));
            }
            var ending = world.settle();
            return ending == Ending.QUIET
                    && journals.stream().allMatch(journal -> closing.stream()
                            .allMatch(id -> journal.sighting(id).isDone()));
        }

        private boolean isAtRest() {
            return world.probe(architecture::isQuiet);
        }

        private void readStore() {
            world.probe(host -> {
                team.channels().forEach(channel -> readStore(host, channel.id(), channel.name()));
                return true;
            });
        }

        private void readStore(Host host, rtmlab.protocol.ChannelId channel, String name) {
            var rows = host.messages()
                    .history(channel, Ts.BEFORE_ALL, Ts.AFTER_ALL, 1_000)
                    .reversed();
            for (var message : rows) {
                history.stored(
                        name,
                        message.clientMessageId().value(),
                        message.ts().toString(),
                        team.nameOf(message.author()),
                        message.text());
            }
            history.storeRead(name, rows.size());
        }
    }
}
