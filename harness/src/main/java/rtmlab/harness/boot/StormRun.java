package rtmlab.harness.boot;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import rtmlab.backends.launch.ServerAddresses;
import rtmlab.backends.postgres.TransactionCount;
import rtmlab.harness.real.RealWorld;
import rtmlab.harness.real.ResidentMemory;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.api.EdgeApi;
import rtmlab.protocol.port.CallFailed;
import rtmlab.protocol.variant.Architecture;
import rtmlab.protocol.variant.Mechanisms;

/** Everybody drops at once, and comes back: real clients of an architecture on real processes. */
public final class StormRun {

    private static final Duration CONNECTS_WITHIN = Duration.ofMinutes(1);
    private static final int AT_ONCE = 25;
    private static final int BOOTS_MEASURED = 20;
    private static final String FLANNEL = "flannel";
    private static final String WEB_APP = "web-app";

    /** Switched off, a client that is back reads nothing of what it missed. */
    private static final String CATCH_UP = "CATCH_UP";

    private final Storm.Plan plan;
    private final RealWorld world;
    private final RequestCount requests = new RequestCount();
    private final List<StormClient> clients = new ArrayList<>();

    private StormRun(Storm.Plan plan, GeneratedTeam team, RealWorld world) {
        this.plan = plan;
        this.world = world;
        for (var number = 0; number < plan.clients(); number++) {
            var member = TeamInDatabase.member(team, number % team.size());
            clients.add(new StormClient(number, member, world, requests, plan.patience()));
        }
    }

    /** Whether clients of this architecture can be told to catch up on nothing. */
    public static boolean canGoWithoutCatchUp(Architecture architecture) {
        return architecture.mechanisms().stream()
                .anyMatch(mechanism -> mechanism.name().equals(CATCH_UP));
    }

    /**
     * One storm after another that strikes the same clients on the same nodes.
     *
     * @param plan as the first one is to strike
     * @param spreads over which time the clients drop, in each
     * @param isFirst whether the team has still to be loaded into the database
     */
    public static List<Storm> strike(
            Architecture architecture,
            Storm.Plan plan,
            List<Duration> spreads,
            GeneratedTeam team,
            ServerAddresses servers,
            Path folder,
            Path cache,
            boolean isFirst)
            throws InterruptedException {
        var defaults = Mechanisms.defaultsOf(architecture);
        var on = plan.catchesUp() ? defaults : defaults.without(architecture, List.of(CATCH_UP));
        try (var database = new TransactionCount(TeamInDatabase.settings(servers));
                var world = new RealWorld(architecture, on, servers, folder, cache, Map.of())) {
            if (isFirst) { // Now that whoever started the nodes has made the tables.
                TeamInDatabase.load(team, servers);
                TeamInDatabase.welcome(
                        team,
                        world.probe(),
                        world.deployment().topology().of(WEB_APP).getFirst());
            }
            var run = new StormRun(plan, team, world);
            try {
                return run.strike(database, spreads);
            } finally {
                run.clients.forEach(StormClient::close);
            }
        }
    }

    private List<Storm> strike(TransactionCount database, List<Duration> spreads) throws InterruptedException {
        var boots = Math.min(BOOTS_MEASURED, plan.clients());
        var bootMillis = median(connectOneByOne(clients.subList(0, boots)));
        var heapBefore = flannelHeap();
        connectSomeAtATime(clients.subList(boots, plan.clients()));
        var perSession = perSession(heapBefore, flannelHeap(), plan.clients() - boots);

        var storms = new ArrayList<Storm>();
        var idle = QueryCount.of(database);
        for (var spread : spreads) {
            var before = QueryCount.of(database);
            var idleRate = before.rateSince(idle);
            var askedBefore = asked();
            var back = dropAll(spread);
            var asked = since(askedBefore, asked());
            idle = QueryCount.of(database);
            var megabytes = ResidentMemory.ofAll(world.deployment().processes()) / 1_000_000;
            storms.add(new Storm(
                    plan.over(spread), bootMillis, idle.since(before, idleRate), asked, back, megabytes, perSession));
        }
        return storms;
    }

    private static List<Long> connectOneByOne(List<StormClient> clients) throws InterruptedException {
        var took = new ArrayList<Long>();
        for (var client : clients) {
            took.add(online(client));
        }
        return took;
    }

    private static double median(List<Long> nanos) {
        var sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
        return sorted[sorted.length / 2] / 1e6;
    }

    private static void connectSomeAtATime(List<StormClient> clients) throws InterruptedException {
        for (var from = 0; from < clients.size(); from += AT_ONCE) {
            var some = clients.subList(from, Math.min(from + AT_ONCE, clients.size()));
            some.forEach(StormClient::begin);
            for (var client : some) {
                awaitOnline(client);
            }
        }
    }

    private static long online(StormClient client) throws InterruptedException {
        var began = System.nanoTime();
        client.begin();
        return awaitOnline(client) - began;
    }

    private static long awaitOnline(StormClient client) throws InterruptedException {
        var at = client.awaitOnline(System.nanoTime() + CONNECTS_WITHIN.toNanos());
        return at.orElseThrow(() -> new IllegalStateException("a client could not connect within " + CONNECTS_WITHIN));
    }

    /** Returns after how many milliseconds each was back, the quickest first. */
    private List<Long> dropAll(Duration spread) throws InterruptedException {
        var random = new SplittableRandom(1);
        var offsets = clients.stream()
                .mapToLong(_ -> spread.isZero() ? 0 : random.nextLong(spread.toNanos()))
                .sorted()
                .toArray();
        var began = System.nanoTime();
        for (var number = 0; number < clients.size(); number++) {
            var due = began + offsets[number];
            for (var left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            clients.get(number).drop();
        }
        var back = new ArrayList<Long>();
        for (var client : clients) {
            client.awaitOnline(began + plan.limit().toNanos()).ifPresent(at -> back.add((at - began) / 1_000_000));
        }
        return back.stream().sorted().toList();
    }

    /** What clients have asked so far, and what Flannels have asked of the web app. */
    private Map<String, Long> asked() {
        var asked = new TreeMap<>(requests.soFar());
        var byFlannel = 0L;
        for (var flannel : flannels()) {
            byFlannel += figures(flannel).originCalls();
        }
        asked.put(Storm.BY_FLANNEL, byFlannel);
        return asked;
    }

    private EdgeApi.Figures figures(NodeName flannel) {
        try {
            return world.probe()
                    .call(() -> world.probe().http().call(flannel, EdgeApi.FIGURES, new EdgeApi.AskFigures()));
        } catch (CallFailed e) {
            throw new IllegalStateException(flannel + " does not say what it has asked of the web app", e);
        }
    }

    private static Map<String, Long> since(Map<String, Long> before, Map<String, Long> after) {
        var between = new TreeMap<String, Long>();
        after.forEach((kind, count) -> {
            var more = count - before.getOrDefault(kind, 0L);
            if (more > 0) {
                between.put(kind, more);
            }
        });
        return between;
    }

    private List<NodeName> flannels() {
        return world.deployment().topology().nodes().stream()
                .filter(node -> node.role().equals(FLANNEL))
                .toList();
    }

    private OptionalLong flannelHeap() throws InterruptedException {
        var processes = flannels().stream()
                .flatMap(node -> world.deployment().processes(node).stream())
                .toList();
        return processes.isEmpty() ? OptionalLong.empty() : LiveHeap.ofAll(processes);
    }

    private static long perSession(OptionalLong before, OptionalLong after, int sessions) {
        return before.isEmpty() || after.isEmpty() || sessions == 0
                ? -1
                : (after.getAsLong() - before.getAsLong()) / sessions;
    }
}
