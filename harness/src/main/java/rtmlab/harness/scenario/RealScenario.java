package rtmlab.harness.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import rtmlab.backends.launch.EmbeddedServers;
import rtmlab.backends.launch.ServerOptions;
import rtmlab.backends.runtime.RealHost;
import rtmlab.checkers.history.HistoryRecorder;
import rtmlab.checkers.promise.Promises;
import rtmlab.checkers.promise.Report;
import rtmlab.harness.experiment.RecordingJournal;
import rtmlab.harness.experiment.StoreReader;
import rtmlab.harness.experiment.Team;
import rtmlab.harness.real.RealWorld;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.port.CallFailed;
import rtmlab.protocol.variant.Client;
import rtmlab.protocol.variant.Member;

/** A scenario on real processes: servers and nodes of its own, and clients in this process. */
public final class RealScenario implements AutoCloseable {

    /** From the end of the faults until everybody is served again, and all is at rest. */
    private static final Duration RECOVERY_BOUND = Duration.ofSeconds(40);

    private static final Duration GLANCE = Duration.ofMillis(20);

    private static final String CLOSING = "closing-";

    private final Plan plan;
    private final Path folder;
    private final Team team;
    private final InFlight inFlight;
    private final EmbeddedServers servers;
    private final RealWorld world;
    private final HistoryRecorder history;
    private final Map<Member, Seat> seats = new LinkedHashMap<>();

    /** A member's client, and the host in this process that it runs on. */
    record Seat(Client client, RealHost host, RecordingJournal journal) {}

    private RealScenario(Plan plan, Path folder, EmbeddedServers servers, RealWorld world, HistoryRecorder history) {
        this.plan = plan;
        this.folder = folder;
        this.servers = servers;
        this.world = world;
        this.history = history;
        this.team = Team.named(plan.scenario().users(), plan.scenario().channels(), 1);
        this.inFlight = new InFlight(team.members().size());
    }

    /**
     * Starts servers and nodes, and returns when they serve.
     *
     * @throws MalformedScenario when the scenario names what the variant does not have
     */
    public static RealScenario start(Scenario scenario, Variant variant, long seed, Path folder, Path cache)
            throws IOException {
        var plan = Plan.of(scenario, variant, seed);
        var forgets =
                plan.timed().stream().anyMatch(fault -> fault instanceof PlannedFault.Kill kill && kill.losesMemory());
        var skew = new LinkedHashMap<NodeName, Duration>();
        plan.skews().forEach(fault -> plan.nodes(fault.target()).forEach(node -> skew.put(node, fault.by())));
        var servers = EmbeddedServers.startBehindProxies(
                folder.resolve("servers"), ServerOptions.small(cache).withRedisKeepsMemory(!forgets));
        try {
            var world = new RealWorld(
                    plan.architecture(),
                    variant.mechanisms(),
                    scenario.regions(),
                    servers.addresses(),
                    folder,
                    cache,
                    Map.of(),
                    skew);
            var began = System.nanoTime();
            var history =
                    new HistoryRecorder(() -> (System.nanoTime() - began) / 1_000, folder.resolve("history.jsonl"));
            return new RealScenario(plan, folder, servers, world, history);
        } catch (RuntimeException | IOException e) {
            servers.close();
            throw e;
        }
    }

    /** Who is told, in a sentence, when a server or a node dies that no fault has killed. */
    public void onDeath(Consumer<String> listener) {
        servers.onDeath(listener);
        world.deployment().onDeath(listener);
    }

    /** Runs it once, and says what happens meanwhile. */
    public ScenarioRun perform(Consumer<String> news) throws IOException {
        var nemesis = new RealNemesis(plan, servers, world, inFlight, history, seats, team, news);
        seat(nemesis);
        var began = history.history().events().isEmpty() ? 0 : latestMicros();
        nemesis.begin();
        talk();
        nemesis.end();
        var strikes = nemesis.strikes();
        history.faultsEnded(RECOVERY_BOUND.toNanos() / 1_000);
        if (closes()) {
            history.quiet();
        } else {
            news.accept("it has not come to rest within " + RECOVERY_BOUND.toSeconds() + " s");
        }
        world.probe().run(() -> StoreReader.read(world.probe().messages(), team, history));
        return judge(began, strikes);
    }

    private long latestMicros() {
        return history.history().events().getLast().atMicros();
    }

    private void seat(RealNemesis nemesis) {
        world.probe().run(() -> team.enterInto(world.probe().directory()));
        for (var member : team.members()) {
            team.channels().forEach(channel -> history.joined(member.name(), channel.name()));
            var journal = new RecordingJournal(history, team, member);
            var client = world.client(member, inFlight.listeningTo(member, journal));
            var host = world.host(new NodeName(member.name()), nemesis::struck);
            seats.put(member, new Seat(client, host, journal));
            host.start(client);
        }
        for (var seat : seats.values()) {
            if (!within(RECOVERY_BOUND, seat.journal().firstOnline())) {
                throw new IllegalStateException(seat.host() + " could not connect; see " + folder);
            }
        }
    }

    /** Returns when everybody has said everything, and knows what became of it. */
    private void talk() {
        var lanes = new ArrayList<CompletableFuture<Void>>();
        for (var lane : Lane.of(plan.scenario(), team, plan.seed())) {
            var seat = seats.get(lane.member());
            if (seat == null) {
                throw new IllegalStateException(lane.member() + " has no seat");
            }
            lanes.add(CompletableFuture.runAsync(
                    () -> seat.host()
                            .run(() -> lane.play(seat.client(), seat.host().clock(), inFlight)),
                    task -> Thread.ofVirtual().start(task)));
        }
        CompletableFuture.allOf(lanes.toArray(CompletableFuture<?>[]::new)).join();
    }

    /** A last message per channel reaches everybody, all is worked off, and everybody looks at everything once more. */
    private boolean closes() {
        var speaker = seats.get(team.members().getFirst());
        if (speaker == null) {
            return false;
        }
        var end = System.nanoTime() + RECOVERY_BOUND.toNanos();
        for (var channel : team.channels()) {
            var id = CLOSING + channel.name();
            speaker.host().run(() -> speaker.client().post(channel.id(), "closing", new ClientMessageId(id)));
        }
        for (var seat : seats.values()) {
            for (var channel : team.channels()) {
                var left = Duration.ofNanos(Math.max(1, end - System.nanoTime()));
                if (!within(left, seat.journal().sighting(CLOSING + channel.name()))) {
                    return false;
                }
            }
        }
        if (!isTrueBy(end, this::isAtRest)) {
            return false;
        }
        seats.values()
                .forEach(seat -> seat.host()
                        .run(() ->
                                team.channels().forEach(channel -> seat.client().read(channel.id()))));
        return true;
    }

    private boolean isAtRest() {
        try {
            return world.probe()
                    .call(() -> team.channels().stream()
                                    .allMatch(channel ->
                                            StoreReader.messages(world.probe().messages(), channel).stream()
                                                    .anyMatch(row -> row.clientMessageId()
                                                            .value()
                                                            .equals(CLOSING + channel.name())))
                            && world.isQuiet());
        } catch (CallFailed _) {
            return false;
        }
    }

    private ScenarioRun judge(long began, List<Strike> strikes) throws IOException {
        var start = System.nanoTime();
        var recorded = history.history();
        var verdicts = ScenarioRun.strict(Promises.check(recorded), strikes);
        var report = new Report(verdicts, recorded.operations(), (System.nanoTime() - start) / 1_000_000);
        Files.writeString(folder.resolve("verdicts.json"), report.toJson() + "\n");
        return new ScenarioRun(
                plan.scenario(),
                plan.variant(),
                Scenario.World.REAL,
                verdicts,
                recorded,
                began,
                strikes,
                Optional.empty());
    }

    private static boolean isTrueBy(long endNanos, BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > endNanos) {
                return false;
            }
            within(GLANCE, new CompletableFuture<>());
        }
        return true;
    }

    private static boolean within(Duration limit, CompletableFuture<Boolean> future) {
        try {
            return future.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting", e);
        }
    }

    @Override
    public void close() throws IOException {
        seats.values().forEach(seat -> seat.host().close());
        world.close();
        servers.close();
        history.close();
    }
}
