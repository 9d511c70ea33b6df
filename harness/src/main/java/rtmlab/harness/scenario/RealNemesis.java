package rtmlab.harness.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import rtmlab.backends.launch.EmbeddedServer;
import rtmlab.backends.launch.EmbeddedServers;
import rtmlab.backends.launch.LaunchFailure;
import rtmlab.backends.redis.RedisMemory;
import rtmlab.checkers.history.Event.Fault;
import rtmlab.checkers.history.HistoryRecorder;
import rtmlab.harness.experiment.Team;
import rtmlab.harness.real.Downtime;
import rtmlab.harness.real.RealWorld;
import rtmlab.harness.scenario.PlannedFault.AtStep;
import rtmlab.harness.scenario.PlannedFault.Timed;
import rtmlab.harness.scenario.RealScenario.Seat;
import rtmlab.harness.simulated.FaultWords;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.port.CrashPoint;
import rtmlab.protocol.port.StepAddress;
import rtmlab.protocol.variant.Member;

/**
 * The hand that kills, pauses, cuts, slows and fills real processes, as a scenario has planned it.
 *
 * <p>Partitions, delays and full disks are made in the nodes' own ports, which count what they touch; a slow server has a
 * proxy before it; a server or node that stands still is stopped by a signal.
 */
final class RealNemesis {

    /** A fault at a step that has not struck so long after all was said has missed. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Plan plan;
    private final EmbeddedServers servers;
    private final RealWorld world;
    private final InFlight inFlight;
    private final HistoryRecorder history;
    private final Map<Member, Seat> seats;
    private final Team team;
    private final Consumer<String> news;
    private final Map<PlannedFault, Strike> strikes = new ConcurrentHashMap<>();
    private final List<CompletableFuture<Void>> timed = new ArrayList<>();
    private final CompletableFuture<Boolean> allSaid = new CompletableFuture<>();
    private final CompletableFuture<Boolean> allStruck = new CompletableFuture<>();
    private final Downtime downtime;
    private final RealDisturbances disturbances;

    /** How often skewed clocks had been looked at before the workload. */
    private final Map<PlannedFault.Skew, Long> readsBefore = new ConcurrentHashMap<>();

    private volatile long beganNanos;

    RealNemesis(
            Plan plan,
            EmbeddedServers servers,
            RealWorld world,
            InFlight inFlight,
            HistoryRecorder history,
            Map<Member, Seat> seats,
            Team team,
            Consumer<String> news) {
        this.plan = plan;
        this.servers = servers;
        this.world = world;
        this.inFlight = inFlight;
        this.history = history;
        this.seats = seats;
        this.team = team;
        this.news = news;
        this.downtime = new Downtime(world.deployment());
        this.disturbances = new RealDisturbances(plan, world, seats.values());
    }

    /** Arms what is planned for steps, and plans what has its time. */
    void begin() {
        plan.skews().forEach(fault -> readsBefore.put(fault, clockReads(fault)));
        beganNanos = System.nanoTime();
        world.deployment().onStruck(this::struck);
        plan.atSteps().forEach(fault -> plan.nodes(fault.node()).forEach(node -> arm(pointOf(fault, node))));
        for (var fault : plan.timed()) {
            timed.add(CompletableFuture.runAsync(
                    () -> strikeInTime(fault), task -> Thread.ofVirtual().start(task)));
        }
    }

    /** All is said: returns when everything planned is over, and what was killed serves again. */
    void end() {
        allSaid.complete(true);
        try {
            CompletableFuture.allOf(timed.toArray(CompletableFuture<?>[]::new)).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof LaunchFailure failure ? failure : e;
        }
        var misses = plan.atSteps().stream().anyMatch(fault -> !strikes.containsKey(fault));
        if (misses) {
            allStruck
                    .completeOnTimeout(false, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        }
        world.deployment().disarm();
        seats.values().forEach(seat -> seat.host().steps().disarm());
        world.deployment().awaitReady();
        for (var fault : plan.skews()) {
            // A node that was started anew counts from the beginning.
            var reads = Math.max(0, clockReads(fault) - readsBefore.getOrDefault(fault, 0L));
            history.fault(Fault.Kind.OTHER, fault.target(), fault.label(), reads > 0);
            strikes.put(fault, new Strike(fault, 0, 0, reads, reads > 0));
        }
        for (var fault : plan.atSteps()) {
            if (!strikes.containsKey(fault)) {
                history.fault(
                        FaultWords.kind(fault.mishap()),
                        fault.node(),
                        fault.node() + ": " + fault.call() + " #" + fault.occurrence(),
                        false);
            }
        }
    }

    private long clockReads(PlannedFault.Skew fault) {
        return plan.nodes(fault.target()).stream()
                .mapToLong(node -> world.deployment().clockReads(node))
                .sum();
    }

    /** What became of each fault, in the plan's order. */
    List<Strike> strikes() {
        return plan.faults().stream()
                .map(fault -> strikes.getOrDefault(fault, Strike.never(fault)))
                .toList();
    }

    // Faults at steps.

    /** A node that was started anew knows nothing of what is planned for it, and counts from the beginning. */
    private void armAnew(NodeName node) {
        world.deployment().awaitReady();
        plan.atSteps().stream()
                .filter(fault ->
                        !strikes.containsKey(fault) && plan.nodes(fault.node()).contains(node))
                .forEach(fault -> arm(pointOf(fault, node)));
    }

    private static CrashPoint pointOf(AtStep fault, NodeName node) {
        return new CrashPoint(
                new StepAddress(node, fault.call(), fault.occurrence()),
                fault.mishap().fault().orElseThrow());
    }

    private void arm(CrashPoint point) {
        clientOn(point.step().node())
                .ifPresentOrElse(
                        client -> client.host().steps().arm(point),
                        () -> world.deployment().arm(point));
    }

    private void disarm(CrashPoint point) {
        clientOn(point.step().node())
                .ifPresentOrElse(
                        client -> client.host().steps().disarm(point),
                        () -> world.deployment().disarm(point));
    }

    private Optional<Seat> clientOn(NodeName node) {
        return seats.values().stream()
                .filter(seat -> seat.host().name().equals(node))
                .findFirst();
    }

    /** Told by a node, or by a client's host. */
    synchronized void struck(CrashPoint point) {
        var step = point.step();
        var fault = plan.atSteps().stream()
                .filter(planned -> !strikes.containsKey(planned)
                        && plan.nodes(planned.node()).contains(step.node())
                        && pointOf(planned, step.node()).equals(point))
                .findFirst();
        fault.ifPresent(planned -> {
            strikes.put(planned, new Strike(planned, sinceBegin(), underWay(), 1, true));
            history.fault(FaultWords.kind(planned.mishap()), step.node().value(), step.toString(), true);
            news.accept(planned.label());
        });
        if (point.fault().crashes()) {
            world.deployment().restart(step.node());
        }
        Thread.ofVirtual().start(() -> {
            // Another node of the role must not be struck as well; where that takes longer than this, it is in the
            // history.
            fault.ifPresent(planned -> plan.nodes(planned.node()).forEach(node -> disarm(pointOf(planned, node))));
            if (plan.atSteps().stream().allMatch(strikes::containsKey)) {
                allStruck.complete(true);
            } else if (point.fault().crashes()) {
                armAnew(step.node());
            }
        });
    }

    // Faults that have their time.

    private void strikeInTime(Timed fault) {
        try {
            TimeUnit.NANOSECONDS.sleep(beganNanos + plan.moment(fault).toNanos() - System.nanoTime());
            CompletableFuture.anyOf(inFlight.next(), allSaid).join();
            var underWay = underWay();
            if (underWay == 0) {
                note(fault, false);
                return;
            }
            var at = sinceBegin();
            var isCounted = plan.countsWhatItTouches(fault);
            var before = touched(fault);
            if (!isCounted) {
                note(fault, true);
            }
            news.accept(fault.label());
            strike(fault);
            var touched = Math.max(0, touched(fault) - before);
            var hit = !isCounted || touched > 0;
            if (isCounted) {
                note(fault, hit);
            }
            strikes.put(fault, new Strike(fault, at, underWay, touched, hit));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void note(Timed fault, boolean hit) {
        var words = TimedFaultWords.of(fault);
        history.fault(words.kind(), words.target(), words.detail(), hit);
    }

    /** Brings it about, and returns when it is over. */
    private void strike(Timed fault) throws InterruptedException {
        switch (fault) {
            case PlannedFault.Kill kill
            when plan.isServer(kill.target()) -> downtime.kill(server(kill.target()), kill.duration());
            case PlannedFault.Kill kill -> {
                downtime.kill(plan.nodes(kill.target()), kill.duration());
                plan.nodes(kill.target()).forEach(this::armAnew);
            }
            case PlannedFault.Stop stop -> {
                downtime.stop(plan.nodes(stop.target()));
                plan.nodes(stop.target()).forEach(this::armAnew);
            }
            case PlannedFault.Pause pause
            when plan.isServer(pause.target()) -> downtime.pause(server(pause.target()), pause.duration());
            case PlannedFault.Pause pause
            when plan.scenario().users().contains(pause.target()) ->
                RealDisturbances.deafen(seatOf(pause.target()), pause.duration());
            case PlannedFault.Pause pause -> downtime.pause(plan.nodes(pause.target()), pause.duration());
            case PlannedFault.Partition partition -> disturbances.cut(partition);
            case PlannedFault.Delay delay -> disturbances.slowDown(delay);
            case PlannedFault.Fill fill when !fill.target().equals("redis") -> disturbances.fill(fill);
            case PlannedFault.Fill fill -> {
                var addresses = servers.addresses();
                RedisMemory.exhaust(addresses.redisHost(), addresses.redisPort());
                Thread.sleep(fill.duration());
                RedisMemory.release(addresses.redisHost(), addresses.redisPort());
            }
            case PlannedFault.Slow slow -> {
                var way = servers.wayTo(server(slow.server()));
                way.slowDown(slow.by());
                Thread.sleep(slow.duration());
                way.slowDown(Duration.ZERO);
            }
            case PlannedFault.Disconnect disconnect ->
                seats.forEach((member, seat) -> {
                    if (disconnect.user().equals("everyone")
                            || disconnect.user().equals(member.name())) {
                        seat.host().run(() -> seat.client().dropConnection());
                    }
                });
        }
    }

    /** What has been touched so far of what this fault can touch. */
    private long touched(Timed fault) {
        return switch (fault) {
            case PlannedFault.Partition partition ->
                disturbances.touchedBy(partition.one()) + disturbances.touchedBy(partition.other());
            case PlannedFault.Delay delay ->
                disturbances.touchedBy(delay.one()) + disturbances.touchedBy(delay.other());
            case PlannedFault.Fill fill when !fill.target().equals("redis") -> disturbances.touchedBy(fill.target());
            case PlannedFault.Fill _ -> {
                var addresses = servers.addresses();
                yield RedisMemory.refusals(addresses.redisHost(), addresses.redisPort());
            }
            case PlannedFault.Slow slow -> servers.wayTo(server(slow.server())).delayed();
            case PlannedFault.Kill kill when plan.isServer(kill.target()) -> timesWanted(kill.target());
            case PlannedFault.Pause pause when plan.isServer(pause.target()) -> timesWanted(pause.target());
            case PlannedFault.Kill _, PlannedFault.Pause _, PlannedFault.Stop _, PlannedFault.Disconnect _ -> 0;
        };
    }

    private long timesWanted(String server) {
        return servers.wayTo(server(server)).tried();
    }

    private EmbeddedServer server(String name) {
        return switch (name) {
            case "kafka" -> servers.kafka();
            case "redis" -> servers.redis();
            case "postgres" -> servers.postgres();
            default -> throw new IllegalArgumentException(name + " is no server");
        };
    }

    private Seat seatOf(String user) {
        return Objects.requireNonNull(seats.get(team.member(user)), user);
    }

    /** What the store has cannot be asked at such a moment: a message that all have seen counts as arrived. */
    private int underWay() {
        return inFlight.underWay(_ -> true).size();
    }

    private long sinceBegin() {
        return (System.nanoTime() - beganNanos) / 1_000;
    }
}
