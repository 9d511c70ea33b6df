package rtmlab.harness.boot;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import rtmlab.checkers.history.HistoryRecorder;
import rtmlab.harness.experiment.RecordingJournal;
import rtmlab.harness.experiment.Team;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.api.WebApi;
import rtmlab.protocol.variant.Architecture;
import rtmlab.protocol.variant.Journal;
import rtmlab.protocol.variant.Mechanisms;
import rtmlab.protocol.variant.Member;
import rtmlab.simulator.choice.Choices;
import rtmlab.simulator.world.Happening;
import rtmlab.simulator.world.Settings;
import rtmlab.simulator.world.SimulatedSystem;
import rtmlab.simulator.world.World;

/**
 * How many queries the origin's database sees when one client starts, counted in a calm run of the simulated world; the
 * same for a team of any size, since each is one statement however long its answer.
 *
 * @param first of a client that comes for the first time, until its first screen is there
 * @param again of the same client after its connection broke
 */
public record BootQueries(int first, int again) {

    /** Counts them for an architecture with a bootstrap. */
    public static BootQueries of(Architecture architecture) {
        var team = Team.of(Payloads.FIRST_SCREEN_PROFILES, 1);
        var alice = team.members().getFirst();
        try (var world = World.recording(Settings.DEFAULT, Choices.calm())) {
            var history = new HistoryRecorder(() -> world.now().toNanos() / 1_000);
            Map<Member, Journal> seats = new LinkedHashMap<>();
            seats.put(alice, new RecordingJournal(history, team, alice));
            var system = SimulatedSystem.setUp(
                    world,
                    architecture,
                    Mechanisms.defaultsOf(architecture),
                    seats,
                    directory -> team.enterInto(directory));
            if (architecture.name().endsWith("+lazy")) {
                showFirstScreen(world, architecture, team, alice);
            }
            var first = queries(world.trace());
            // So that there is something on the screen: a client that has seen nothing reads whole channels.
            system.script(
                    alice,
                    (client, _) -> client.post(team.channels().getFirst().id(), "hello", new ClientMessageId("first")));
            world.settle();
            var before = queries(world.trace());
            system.script(alice, (client, _) -> client.dropConnection());
            world.settle();
            if (!system.offline().isEmpty()) {
                throw new IllegalStateException("the client did not come back: " + world.report());
            }
            return new BootQueries(first, queries(world.trace()) - before);
        }
    }

    /** A lazy client asks for each profile that it shows. */
    private static void showFirstScreen(World world, Architecture architecture, Team team, Member alice) {
        var webApp = architecture.topology().of("web-app").getFirst();
        world.script(
                new NodeName(alice.name()),
                host -> team.members()
                        .forEach(member -> host.http()
                                .call(
                                        webApp,
                                        WebApi.USER,
                                        new WebApi.UserInfo(
                                                alice.token(), member.user().id()))));
        world.settle();
    }

    private static int queries(List<Happening> trace) {
        return (int) trace.stream().filter(BootQueries::isQuery).count();
    }

    /** What the probe that filled the directory did is none of it. */
    private static boolean isQuery(Happening happening) {
        return happening.kind() == Happening.Kind.STEP
                && happening.where().startsWith("web-app")
                && (happening.what().startsWith("directory ")
                        || happening.what().startsWith("store "));
    }
}
