package rtmlab.harness.boot;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import rtmlab.checkers.history.History;
import rtmlab.checkers.history.HistoryRecorder;
import rtmlab.checkers.promise.Promises;
import rtmlab.checkers.promise.Verdict;
import rtmlab.harness.experiment.RecordingJournal;
import rtmlab.harness.experiment.StoreReader;
import rtmlab.harness.experiment.Team;
import rtmlab.protocol.Channel;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.api.WebApi;
import rtmlab.protocol.port.CallFailed;
import rtmlab.protocol.port.Clock;
import rtmlab.protocol.variant.Architecture;
import rtmlab.protocol.variant.Client;
import rtmlab.protocol.variant.Journal;
import rtmlab.protocol.variant.Mechanisms;
import rtmlab.protocol.variant.Member;
import rtmlab.simulator.choice.Choices;
import rtmlab.simulator.explore.Experiment;
import rtmlab.simulator.explore.Outcome;
import rtmlab.simulator.world.Report.Ending;
import rtmlab.simulator.world.Settings;
import rtmlab.simulator.world.SimulatedSystem;
import rtmlab.simulator.world.World;

/**
 * Everybody's connection breaks, some several times, and while sessions start anew members post, join and leave: does
 * what each of them is shown fit together at every seam?
 */
public record SeamTrial(Architecture architecture, Settings settings) implements Experiment<SeamTrial.Seams> {

    private static final Duration RECOVERY_BOUND = Duration.ofMinutes(1);

    /**
     * What came of one run.
     *
     * @param isJudged whether there was a seam to be judged: not so in a run that never came to rest
     */
    public record Seams(History history, Verdict verdict, boolean isJudged, List<String> failures) implements Outcome {

        @Override
        public Map<String, String> broken() {
            var broken = new LinkedHashMap<String, String>();
            if (verdict instanceof Verdict.Broken witness) {
                broken.put("seam", witness.witness());
            }
            if (!failures.isEmpty()) {
                broken.put("defect", failures.getFirst());
            }
            return broken;
        }
    }

    @Override
    public Seams run(Choices choices) {
        try (var world = new World(settings, choices)) {
            return new Run(world).perform();
        }
    }

    private final class Run {
        private final World world;
        private final Team team = Team.of(3, 2);
        private final Member alice = team.members().get(0);
        private final Member bob = team.members().get(1);
        private final Member carol = team.members().get(2);
        private final Channel general = team.channels().get(0);
        private final Channel side = team.channels().get(1);
        private final HistoryRecorder history;
        private final List<NodeName> webApps;
        private int messages;

        Run(World world) {
            this.world = world;
            this.history = new HistoryRecorder(() -> world.now().toNanos() / 1_000);
            this.webApps = architecture.topology().of("web-app");
        }

        Seams perform() {
            var system = setUp();
            system.script(alice, (client, _) -> {
                post(client, general);
                client.dropConnection();
                post(client, side);
                post(client, general);
                client.dropConnection();
                post(client, side);
            });
            system.script(bob, (client, clock) -> {
                client.dropConnection();
                post(client, general);
                clock.sleep(Duration.ofMillis(40));
                client.dropConnection();
                post(client, side);
            });
            // They join and leave on another device than the one that they watch, which hears nothing of it.
            world.script(
                    new NodeName("carol"),
                    host -> untilDone(host.clock(), () -> {
                        host.http()
                                .call(
                                        webApps.getLast(),
                                        WebApi.JOIN,
                                        new WebApi.OneConversation(carol.token(), side.id()));
                        history.joined(carol.name(), side.name());
                    }));
            world.script(new NodeName("bob"), host -> {
                host.clock().sleep(Duration.ofMillis(60));
                // Before it is asked for: when the answer gets lost, nobody can say since when bob has been gone.
                history.left(bob.name(), side.name());
                untilDone(
                        host.clock(),
                        () -> host.http()
                                .call(
                                        webApps.getFirst(),
                                        WebApi.LEAVE,
                                        new WebApi.OneConversation(bob.token(), side.id())));
            });
            system.script(carol, (client, clock) -> {
                client.dropConnection();
                post(client, general);
                clock.sleep(Duration.ofMillis(30));
                client.dropConnection();
            });
            system.work();
            var recovery = system.recover(RECOVERY_BOUND);
            var isJudged = recovery.compareTo(RECOVERY_BOUND) <= 0 && comesToRest(system);
            if (isJudged) {
                history.quiet();
            }
            world.<Boolean>probe(host -> {
                StoreReader.read(host.messages(), team, history);
                return true;
            });
            var recorded = history.history();
            return new Seams(
                    recorded,
                    Promises.check(recorded).getOrDefault("seam", new Verdict.Undecided("nobody judges the seam")),
                    isJudged,
                    world.report().failures().stream().map(Object::toString).toList());
        }

        private SimulatedSystem setUp() {
            Map<Member, Journal> seats = new LinkedHashMap<>();
            for (var member : team.members()) {
                history.joined(member.name(), general.name());
                if (!member.equals(carol)) {
                    history.joined(member.name(), side.name());
                }
                seats.put(member, new RecordingJournal(history, team, member));
            }
            return SimulatedSystem.setUp(world, architecture, Mechanisms.defaultsOf(architecture), seats, directory -> {
                team.enterInto(directory);
                directory.leave(carol.user().id(), side.id());
            });
        }

        private void post(Client client, Channel channel) {
            client.post(channel.id(), "hello", new ClientMessageId("m" + ++messages));
        }

        /** As often as it takes: a membership that nobody knows of would leave the judge without a case. */
        private void untilDone(Clock clock, Runnable call) {
            while (true) {
                try {
                    call.run();
                    return;
                } catch (CallFailed _) {
                    clock.sleep(Duration.ofMillis(20));
                }
            }
        }

        /** All break once more, now that all is well, and a last message follows in each channel. */
        private boolean comesToRest(SimulatedSystem system) {
            for (var member : team.members()) {
                system.script(member, (client, _) -> client.dropConnection());
            }
            if (world.settle() != Ending.QUIET || !system.offline().isEmpty()) {
                return false;
            }
            var closing = new ArrayList<String>();
            for (var channel : team.channels()) {
                var id = "closing-" + channel.name();
                closing.add(id);
                system.script(alice, (client, _) -> client.post(channel.id(), "closing", new ClientMessageId(id)));
            }
            return world.settle() == Ending.QUIET
                    && closing.size() == team.channels().size();
        }
    }
}
