package rtmlab.harness.boot;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import rtmlab.bootstrap.FlannelBootstrap;
import rtmlab.checkers.history.HistoryRecorder;
import rtmlab.harness.experiment.RecordingJournal;
import rtmlab.harness.experiment.Team;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.Regions;
import rtmlab.protocol.api.WebApi;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.shared.JournalThatTells;
import rtmlab.protocol.variant.Architecture;
import rtmlab.protocol.variant.Client;
import rtmlab.protocol.variant.Mechanisms;
import rtmlab.protocol.variant.Member;
import rtmlab.simulator.choice.Choices;
import rtmlab.simulator.world.Settings;
import rtmlab.simulator.world.World;

/**
 * How long a client in a region waits for its first useful screen, in the virtual time of a calm simulated run: until it
 * is online and has caught up in its channels; a lazy one, until it has the profiles that it shows, too.
 *
 * <p>The origin stands at home. Clients, and Flannels where there are some, stand in regions further and further away.
 * TCP's and TLS's handshakes, and the time that bytes and processors take, are left out.
 *
 * @param region what the region is called
 * @param oneWay how far it is from the origin
 * @param firstMillis of a client that comes for the first time, after another one of its region
 * @param againMillis of the same client when its connection has broken
 */
public record FirstScreen(String region, Duration oneWay, double firstMillis, double againMillis) {

    private static final List<Duration> DISTANCES = List.of(Duration.ofMillis(1), Duration.ofMillis(40));
    private static final int MEMBERS = 12;
    private static final int CHANNELS = 5;

    /** For each region. */
    public static List<FirstScreen> of(Architecture architecture) {
        return IntStream.range(0, DISTANCES.size())
                .mapToObj(region -> of(architecture, region))
                .toList();
    }

    private static FirstScreen of(Architecture architecture, int region) {
        var team = Team.of(MEMBERS, CHANNELS);
        var settings = Settings.DEFAULT.withRegions(regions(architecture, team));
        try (var world = new World(settings, Choices.calm())) {
            var run = new Run(world, architecture, team);
            var here = team.members().stream()
                    .filter(member -> FlannelBootstrap.regionOf(member) == region)
                    .toList();
            run.connect(here.get(0));
            var first = run.connect(here.get(1));
            var again = run.reconnect(here.get(1));
            return new FirstScreen(name(region), DISTANCES.get(region), first, again);
        }
    }

    private static String name(int region) {
        return "region " + (region + 1);
    }

    private static Regions regions(Architecture architecture, Team team) {
        var places = new LinkedHashMap<NodeName, String>();
        team.members()
                .forEach(member -> places.put(new NodeName(member.name()), name(FlannelBootstrap.regionOf(member))));
        var topology = architecture.topology();
        topology.nodes().stream()
                .filter(node -> node.role().equals(FlannelBootstrap.FLANNEL))
                .forEach(node -> places.put(node, name(FlannelBootstrap.regionOf(node, topology))));
        var distances = new ArrayList<Regions.Distance>();
        for (var region = 0; region < DISTANCES.size(); region++) {
            distances.add(new Regions.Distance(Regions.HOME, name(region), DISTANCES.get(region)));
        }
        distances.add(new Regions.Distance(name(0), name(1), DISTANCES.get(1)));
        return new Regions(places, distances);
    }

    private static final class Run {
        private final World world;
        private final Architecture architecture;
        private final Team team;
        private final HistoryRecorder history;
        private final Map<Member, Client> clients = new LinkedHashMap<>();
        private int onlines;

        Run(World world, Architecture architecture, Team team) {
            this.world = world;
            this.architecture = architecture;
            this.team = team;
            this.history = new HistoryRecorder(() -> world.now().toNanos() / 1_000);
            world.<Boolean>probe(host -> {
                team.enterInto(host.directory());
                return true;
            });
            var topology = architecture.topology();
            var on = Mechanisms.defaultsOf(architecture);
            topology.nodes().forEach(name -> world.startServer(name, () -> architecture.node(name, topology, on)));
            world.settle();
            postInEachChannel();
        }

        /** So that there is something to have seen, and a way back to it. */
        private void postInEachChannel() {
            var author = team.members().getFirst();
            world.<Boolean>probe(host -> {
                team.channels().forEach(channel -> {
                    var post = new WebApi.PostMessage(author.token(), channel.id(), "hello", null);
                    host.http().call(webApp(), WebApi.POST_MESSAGE, post);
                });
                return true;
            });
            world.settle();
        }

        private NodeName webApp() {
            return architecture.topology().of("web-app").getFirst();
        }

        double connect(Member member) {
            var journal = new JournalThatTells(new RecordingJournal(history, team, member), () -> onlines++);
            var topology = architecture.topology();
            var client = architecture.client(member, topology, Mechanisms.defaultsOf(architecture), journal);
            clients.put(member, client);
            return millisUntilOnline(member, () -> world.startClient(new NodeName(member.name()), client));
        }

        double reconnect(Member member) {
            var client = clients.get(member);
            if (client == null) {
                throw new IllegalArgumentException(member + " was never connected");
            }
            return millisUntilOnline(
                    member, () -> world.script(new NodeName(member.name()), _ -> client.dropConnection()));
        }

        private double millisUntilOnline(Member member, Runnable begin) {
            var before = onlines;
            var began = world.now();
            begin.run();
            if (!world.settleUntil(() -> onlines > before)) {
                throw new IllegalStateException(member + " does not come online: " + world.report());
            }
            if (architecture.name().endsWith("+lazy")) {
                showFirstScreen(member);
            }
            var took = world.now().minus(began);
            world.settle();
            return took.toNanos() / 1e6;
        }

        /** A lazy client asks for every profile that it shows, for all of them at once. */
        private void showFirstScreen(Member member) {
            var answers = new int[1];
            world.script(
                    new NodeName(member.name()),
                    host -> team.members()
                            .forEach(shown -> host.spawn("profile", () -> {
                                profile(host, member, shown);
                                answers[0]++;
                            })));
            if (!world.settleUntil(() -> answers[0] == team.members().size())) {
                throw new IllegalStateException(member + " gets no profiles: " + world.report());
            }
        }

        private void profile(Host host, Member member, Member shown) {
            host.http()
                    .call(
                            webApp(),
                            WebApi.USER,
                            new WebApi.UserInfo(member.token(), shown.user().id()));
        }
    }
}
