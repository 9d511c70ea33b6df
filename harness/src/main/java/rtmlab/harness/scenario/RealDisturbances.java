package rtmlab.harness.scenario;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import rtmlab.backends.runtime.Disturbances.State;
import rtmlab.backends.runtime.Disturbances.Way;
import rtmlab.harness.real.RealWorld;
import rtmlab.harness.scenario.PlannedFault.Timed;
import rtmlab.harness.scenario.RealScenario.Seat;
import rtmlab.protocol.NodeName;

/**
 * What is wrong around nodes and clients that run: ways that are cut or slow, disks that are full. It is made in their own
 * ports, which count what they touch.
 */
final class RealDisturbances {

    private final Plan plan;
    private final RealWorld world;
    private final Collection<Seat> seats;

    /** By the fault that has brought it about: several may be at one node at a time. */
    private final Map<Timed, Map<NodeName, State>> disturbances = new LinkedHashMap<>();

    RealDisturbances(Plan plan, RealWorld world, Collection<Seat> seats) {
        this.plan = plan;
        this.world = world;
        this.seats = seats;
    }

    /** Nothing gets from one to the other, or, one way, nothing back. Returns when it is over. */
    void cut(PlannedFault.Partition partition) throws InterruptedException {
        var ways = new HashMap<NodeName, State>();
        pairs(partition.one(), partition.other(), (one, other) -> {
            merge(ways, one, other, new Way(!partition.oneWay(), true, 0));
            merge(ways, other, one, new Way(true, !partition.oneWay(), 0));
        });
        disturb(partition, ways);
    }

    /** What goes between them takes longer. Returns when it is over. */
    void slowDown(PlannedFault.Delay delay) throws InterruptedException {
        var ways = new HashMap<NodeName, State>();
        pairs(delay.one(), delay.other(), (one, other) -> {
            merge(ways, one, other, new Way(false, false, delay.by().toMillis()));
            merge(ways, other, one, new Way(false, false, delay.by().toMillis()));
        });
        disturb(delay, ways);
    }

    /** These nodes' disks refuse every write. Returns when it is over. */
    void fill(PlannedFault.Fill fill) throws InterruptedException {
        var full = new HashMap<NodeName, State>();
        plan.nodes(fill.target()).forEach(node -> full.put(node, new State(Map.of(), true, false)));
        disturb(fill, full);
    }

    /** A client reads nothing of what comes. Returns when it is over. */
    static void deafen(Seat client, Duration duration) throws InterruptedException {
        var ears = client.host().steps().disturbances();
        ears.set(new State(Map.of(), false, true));
        Thread.sleep(duration);
        ears.set(State.CALM);
    }

    /** How many calls, frames and connections have been touched so far around this node, or all nodes of this role. */
    long touchedBy(String target) {
        return plan.nodes(target).stream()
                .mapToLong(node -> seatOn(node)
                        .map(seat -> seat.host().steps().disturbances().touched())
                        .orElseGet(() -> world.deployment().touched(node)))
                .sum();
    }

    private void pairs(String one, String other, BiConsumer<NodeName, NodeName> deed) {
        plan.nodes(one).forEach(left -> plan.nodes(other).forEach(right -> deed.accept(left, right)));
    }

    private static void merge(Map<NodeName, State> ways, NodeName at, NodeName to, Way way) {
        ways.merge(at, new State(Map.of(to.value(), way), false, false), RealDisturbances::both);
    }

    private static State both(State one, State other) {
        var ways = new HashMap<>(one.ways());
        other.ways()
                .forEach((node, way) -> ways.merge(
                        node,
                        way,
                        (left, right) -> new Way(
                                left.outCut() || right.outCut(),
                                left.inCut() || right.inCut(),
                                Math.max(left.delayMillis(), right.delayMillis()))));
        return new State(ways, one.diskFull() || other.diskFull(), one.deaf() || other.deaf());
    }

    private void disturb(Timed fault, Map<NodeName, State> states) throws InterruptedException {
        tell(fault, states);
        Thread.sleep(fault.duration());
        tell(fault, Map.of());
    }

    private synchronized void tell(Timed fault, Map<NodeName, State> states) {
        var before = Objects.requireNonNullElse(disturbances.put(fault, states), Map.<NodeName, State>of());
        var concerned = new LinkedHashSet<>(before.keySet());
        concerned.addAll(states.keySet());
        for (var node : concerned) {
            var all = disturbances.values().stream()
                    .map(ofOne -> ofOne.getOrDefault(node, State.CALM))
                    .reduce(State.CALM, RealDisturbances::both);
            seatOn(node)
                    .ifPresentOrElse(
                            seat -> seat.host().steps().disturbances().set(all),
                            () -> world.deployment().disturb(node, all));
        }
    }

    private Optional<Seat> seatOn(NodeName node) {
        return seats.stream().filter(seat -> seat.host().name().equals(node)).findFirst();
    }
}
