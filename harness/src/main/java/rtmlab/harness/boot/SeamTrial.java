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
import rtmlab.harness.simulated.SimulatedOutcome;
import rtmlab.protocol.Channel;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.Token;
import rtmlab.protocol.User;
import rtmlab.protocol.UserId;
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
 *
 * @param moves whether members join and leave meanwhile
 * @param crowd how many more users the team has, who are in no channel and say nothing
 */
public record SeamTrial(Architecture architecture, Settings settings, boolean moves, int crowd)
        implements Experiment<SeamTrial.Seams> {

    /** Who talks; the crowd is beside it. */
    public static final Team TEAM = Team.of(3, 2);

    private static final Duration RECOVERY_BOUND = Duration.ofMinutes(1);

    /** With members who join and leave, and nobody else in the team. */
    public SeamTrial(Architecture architecture, Settings settings) {
        this(architecture, settings, true, 0);
    }

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
            var outcome = in(world);
            return new Seams(
                    outcome.history(),
                    outcome.verdicts().getOrDefault("seam", new Verdict.Undecided("nobody judges the seam")),
                    outcome.hasRecovered(),
                    outcome.report().failures().stream().map(Object::toString).toList());
        }
    }

    /** One run in a world that is there, which may be recording. */
    public SimulatedOutcome in(World world) {
        return new Run(world).perform();
    }

    private final class Run {
        private final World world;
        private final Team team = TEAM;
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

        SimulatedOutcome perform() {
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
            if (moves) {
                carolJoinsAndBobLeaves();
            }
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
            return new SimulatedOutcome(
                    recorded, Promises.check(recorded), Map.of(), isJudged, world.report(), world.trace());
        }

        /** On another device than the one that they watch, which hears nothing of it. */
        private void carolJoinsAndBobLeaves() {
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
                for (var number = 1; number <= crowd; number++) {
                    var user = new User(new UserId("U9x" + number), "somebody-" + number);
                    directory.addUser(user, new Token("xoxp-somebody-" + number));
                }
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
