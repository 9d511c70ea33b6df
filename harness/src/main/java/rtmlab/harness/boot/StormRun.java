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
import java.util.function.Consumer;
import rtmlab.backends.launch.LaunchFailure;
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
    private static final Duration TOLD_EVERY = Duration.ofSeconds(10);
    private static final int AT_ONCE = 25;
    private static final int BOOTS_MEASURED = 20;
    private static final String FLANNEL = "flannel";
    static final String WEB_APP = "web-app";

    private final RealWorld world;
    private final Consumer<String> progress;
    private final RequestCount requests = new RequestCount();
    private final List<StormClient> clients = new ArrayList<>();

    private StormRun(Stage stage, RealWorld world, Consumer<String> progress) {
        this.world = world;
        this.progress = progress;
        for (var number = 0; number < stage.clients(); number++) {
            var member =
                    TeamInDatabase.member(stage.team(), number % stage.team().size());
            clients.add(new StormClient(number, member, world, requests, stage.patience()));
        }
    }

    /**
     * On what storms strike.
     *
     * @param team whose users the clients are; it is loaded into the database unless it is there
     * @param clients how many there are; each has a WebSocket
     * @param patience how long a client waits for an answer before it asks again
     * @param folder for logs, and the nodes' disks
     * @param cache for what makes later starts faster
     */
    public record Stage(
            GeneratedTeam team, int clients, Duration patience, ServerAddresses servers, Path folder, Path cache) {}

    /**
     * One storm after another that strikes the same clients on the same nodes; on new nodes where clients of the last
     * one do not come back even in as long a time again, since each storm is to strike a calm system.
     *
     * @param progress gets a sentence now and then
     */
    public static List<Storm> strike(
            Architecture architecture, List<Storm.Plan> plans, Stage stage, Consumer<String> progress)
            throws InterruptedException {
        var on = Mechanisms.defaultsOf(architecture);
        var storms = new ArrayList<Storm>();
        while (storms.size() < plans.size()) {
            var folder = stage.folder().resolve("nodes-" + (storms.size() + 1));
            try (var database = new TransactionCount(TeamInDatabase.settings(stage.servers()));
                    var world = new RealWorld(architecture, on, stage.servers(), folder, stage.cache(), Map.of())) {
                load(stage, world);
                var run = new StormRun(stage, world, progress);
                try {
                    storms.addAll(run.strike(database, plans.subList(storms.size(), plans.size())));
                } finally {
                    run.clients.forEach(StormClient::close);
                }
            }
        }
        return storms;
    }

    /** Now that whoever started the nodes has made the tables. */
    private static void load(Stage stage, RealWorld world) {
        if (!TeamInDatabase.isThere(stage.team(), world.probe())) {
            TeamInDatabase.load(stage.team(), stage.servers());
            TeamInDatabase.welcome(
                    stage.team(),
                    world.probe(),
                    world.deployment().topology().of(WEB_APP).getFirst());
        }
    }

    /** At least the first of these storms; no more once clients do not come back. */
    private List<Storm> strike(TransactionCount database, List<Storm.Plan> plans) throws InterruptedException {
        say("%,d clients connect …".formatted(clients.size()));
        var boots = Math.min(BOOTS_MEASURED, clients.size());
        var bootMillis = median(connectOneByOne(clients.subList(0, boots)));
        var heapBefore = flannelHeap();
        connectSomeAtATime(clients.subList(boots, clients.size()));
        var perSession = perSession(heapBefore, flannelHeap(), clients.size() - boots);

        var storms = new ArrayList<Storm>();
        var idle = QueryCount.of(database);
        var before = QueryCount.of(database);
        var idleRate = before.rateSince(idle);
        for (var plan : plans) {
            say("storm " + plan.words() + " …");
            var askedBefore = asked();
            var back = dropAll(plan);
            var asked = since(askedBefore, asked());
            var after = QueryCount.of(database);
            var megabytes = ResidentMemory.ofAll(world.deployment().processes()) / 1_000_000;
            storms.add(new Storm(
                    plan,
                    clients.size(),
                    bootMillis,
                    after.since(before, idleRate),
                    asked,
                    back,
                    megabytes,
                    perSession));
            var areBack = back.size() == clients.size();
            if (!areBack && awaitAll(System.nanoTime(), plan.limit()) < clients.size()) {
                return storms;
            }
            before = areBack ? after : QueryCount.of(database);
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

    private void connectSomeAtATime(List<StormClient> some) throws InterruptedException {
        var tell = System.nanoTime() + TOLD_EVERY.toNanos();
        for (var number = 0; number < some.size() + AT_ONCE; number++) {
            if (number >= AT_ONCE) {
                awaitOnline(some.get(number - AT_ONCE));
            }
            if (number < some.size()) {
                some.get(number).begin();
            }
            if (System.nanoTime() > tell) {
                say("%,d of %,d clients have connected".formatted(Math.max(0, number - AT_ONCE), some.size()));
                tell = System.nanoTime() + TOLD_EVERY.toNanos();
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
        return at.orElseThrow(() -> new LaunchFailure("a client could not connect within "
                + CONNECTS_WITHIN.toSeconds() + " s, although only " + AT_ONCE
                + " tried at once: is the machine busy with something else? Fewer --clients need less of it."));
    }

    /** Returns after how many milliseconds each was back, the quickest first. */
    private List<Long> dropAll(Storm.Plan plan) throws InterruptedException {
        var spread = plan.spread();
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
            clients.get(number).drop(plan.catchesUp());
        }
        var deadline = began + plan.limit().toNanos();
        awaitAll(began, plan.limit());
        var back = new ArrayList<Long>();
        for (var client : clients) {
            client.awaitOnline(0).stream()
                    .filter(at -> at <= deadline)
                    .forEach(at -> back.add((at - began) / 1_000_000));
        }
        return back.stream().sorted().toList();
    }

    /** Returns how many are online by then. */
    private int awaitAll(long beganNanos, Duration limit) throws InterruptedException {
        var deadline = beganNanos + limit.toNanos();
        var tell = beganNanos + TOLD_EVERY.toNanos();
        for (var client : clients) {
            while (client.awaitOnline(Math.min(tell, deadline)).isEmpty() && System.nanoTime() < deadline) {
                say("%,d of %,d clients are back after %d s"
                        .formatted(
                                online(),
                                clients.size(),
                                Duration.ofNanos(System.nanoTime() - beganNanos).toSeconds()));
                tell += TOLD_EVERY.toNanos();
            }
        }
        return online();
    }

    private int online() throws InterruptedException {
        var online = 0;
        for (var client : clients) {
            online += client.awaitOnline(0).isPresent() ? 1 : 0;
        }
        return online;
    }

    private void say(String sentence) {
        progress.accept(world.architecture().name() + ": " + sentence);
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
