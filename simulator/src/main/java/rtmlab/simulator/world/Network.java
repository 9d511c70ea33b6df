package rtmlab.simulator.world;

import java.util.ArrayList;
import java.util.List;
import rtmlab.simulator.world.Happening.Kind;

/**
 * What lies between the nodes.
 *
 * <p>Fault model: the way from one node to another can be cut for a while. What is under way in that direction is lost;
 * WebSockets between the two break, which their ends notice later; HTTP callers notice nothing until their time is up.
 * The ways to Kafka, Redis and PostgreSQL are never cut: calls of those are lost one at a time.
 */
final class Network {

    private final World world;
    private final List<Way> cut = new ArrayList<>();

    private record Way(Machine from, Machine to) {}

    Network(World world) {
        this.world = world;
    }

    /** How long one way takes, when nothing delays it. */
    long micros(Machine from, Machine to) {
        return world.timing().networkMicros() + world.settings().regions().extraMicros(from.name, to.name);
    }

    boolean isCut(Machine from, Machine to) {
        return !cut.isEmpty() && cut.contains(new Way(from, to));
    }

    /** Brings about the partition that a step met with, if it did. */
    void meet(Mishap mishap, Machine caller, Machine called) {
        if (mishap == Mishap.PARTITION) {
            cut(new Way(caller, called));
            cut(new Way(called, caller));
        } else if (mishap == Mishap.ONE_WAY_PARTITION) {
            cut(new Way(called, caller));
        }
    }

    private void cut(Way way) {
        if (cut.contains(way)) {
            return;
        }
        cut.add(way);
        world.note(Kind.CUT, way.from.name.value(), way.to.name.value(), 0, 0, null);
        var life = way.from.life();
        if (life != null) {
            for (var socket : List.copyOf(life.sockets)) {
                if (socket.leadsTo(way.to)) {
                    socket.cut();
                }
            }
        }
        world.scheduler().after(world.timing().partitionMicros(), () -> heal(way));
    }

    private void heal(Way way) {
        if (cut.remove(way)) {
            world.note(Kind.HEALED, way.from.name.value(), way.to.name.value(), 0, 0, null);
        }
    }

    void healAll() {
        List.copyOf(cut).forEach(this::heal);
    }
}
