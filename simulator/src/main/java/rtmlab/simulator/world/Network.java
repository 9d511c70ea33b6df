package rtmlab.simulator.world;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import rtmlab.simulator.world.Happening.Kind;

/**
 * What lies between the nodes.
 *
 * <p>Fault model: the way from one node to another can be cut for a while. What is under way in that direction is lost;
 * WebSockets between the two break, which their ends notice later; HTTP callers notice nothing until their time is up.
 * The ways to Kafka, Redis and PostgreSQL are never cut: calls of those are lost one at a time. A way can be slow for a
 * while: what sets out on it meanwhile arrives later.
 */
final class Network {

    private final World world;
    private final List<Way> cut = new ArrayList<>();
    private final Map<Way, Runnable> onLoss = new HashMap<>();
    private final Map<Way, Slow> slow = new HashMap<>();

    private record Way(Machine from, Machine to) {}

    private record Slow(long micros, Runnable touched) {}

    Network(World world) {
        this.world = world;
    }

    /** How long one way takes for what sets out now, when nothing befalls it alone. */
    long micros(Machine from, Machine to) {
        var betweenRegions = from.region.equals(to.region)
                ? 0
                : Micros.of(world.settings().regions().oneWay(from.name, to.name));
        return world.timing().networkMicros() + betweenRegions + extraMicros(from, to);
    }

    /** How much longer than usual it takes to get there now. */
    private long extraMicros(Machine from, Machine to) {
        var found = slow.isEmpty() ? null : slow.get(new Way(from, to));
        if (found == null) {
            return 0;
        }
        found.touched.run();
        return found.micros;
    }

    boolean isCut(Machine from, Machine to) {
        if (cut.isEmpty()) {
            return false;
        }
        var way = new Way(from, to);
        var isCut = cut.contains(way);
        if (isCut) {
            onLoss.getOrDefault(way, () -> {}).run();
        }
        return isCut;
    }

    void slowDown(Machine from, Machine to, long byMicros, long micros, Runnable touched) {
        var way = new Way(from, to);
        slow.put(way, new Slow(byMicros, touched));
        world.scheduler().after(micros, () -> slow.remove(way));
    }

    /** Brings about the partition that a step met with, if it did. */
    void meet(Mishap mishap, Machine caller, Machine called) {
        if (mishap == Mishap.PARTITION) {
            cut(caller, called, world.timing().partitionMicros(), () -> {});
            cut(called, caller, world.timing().partitionMicros(), () -> {});
        } else if (mishap == Mishap.ONE_WAY_PARTITION) {
            cut(called, caller, world.timing().partitionMicros(), () -> {});
        }
    }

    /**
     * Cuts one way for so long.
     *
     * @param lost told of every message and every connection that is lost by it
     */
    void cut(Machine from, Machine to, long micros, Runnable lost) {
        var way = new Way(from, to);
        if (cut.contains(way)) {
            return;
        }
        cut.add(way);
        onLoss.put(way, lost);
        world.note(Kind.CUT, way.from.name.value(), way.to.name.value(), 0, 0, null);
        var life = way.from.life();
        if (life != null) {
            for (var socket : List.copyOf(life.sockets)) {
                if (socket.leadsTo(way.to)) {
                    socket.cut();
                    lost.run();
                }
            }
        }
        world.scheduler().after(micros, () -> heal(way));
    }

    private void heal(Way way) {
        if (cut.remove(way)) {
            onLoss.remove(way);
            world.note(Kind.HEALED, way.from.name.value(), way.to.name.value(), 0, 0, null);
        }
    }

    void healAll() {
        List.copyOf(cut).forEach(this::heal);
        slow.clear();
    }
}
