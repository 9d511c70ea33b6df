package rtmlab.simulator.world;

import java.time.Duration;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.Ts;

/**
 * What strikes a world from outside, at a moment rather than at a step: the hand that kills, pauses, cuts and fills.
 *
 * <p>What it does ends after a while by itself, at the latest with {@linkplain World#endFaults the faults}. Whoever asks
 * for something that lasts is told of everything that it touches: what touches nothing has tested nothing.
 */
public final class Nemesis {

    private final World world;

    Nemesis(World world) {
        this.world = world;
    }

    /** The servers that nodes share, by the names that the trace has for them. */
    public enum Shared {
        KAFKA,
        REDIS,
        POSTGRES
    }

    /** Does this so long from now; the run waits for it, and it does not happen once the faults have ended. */
    public void after(Duration delay, Runnable deed) {
        world.scheduler().after(Micros.of(delay), () -> {
            if (world.isFaulty()) {
                deed.run();
            }
        });
    }

    /** Kills a node, which starts anew when so much time has passed. */
    public void kill(NodeName node, Duration down) {
        machine(node).crash(Micros.of(down));
    }

    /** Stops a node, or a user's client, where it stands. */
    public void pause(NodeName node, Duration duration) {
        machine(node).pause(Micros.of(duration));
    }

    /** Cuts the way from one node to the other. */
    public void cut(NodeName from, NodeName to, Duration duration, Runnable touched) {
        world.network().cut(machine(from), machine(to), Micros.of(duration), touched);
    }

    /** Makes the way from one node to the other slow. */
    public void delay(NodeName from, NodeName to, Duration by, Duration duration, Runnable touched) {
        world.network().slowDown(machine(from), machine(to), Micros.of(by), Micros.of(duration), touched);
    }

    /** Lets a node's disk have no room for what is written to it. */
    public void fillDisk(NodeName node, Duration duration, Runnable touched) {
        var machine = machine(node);
        machine.diskRefuses = touched;
        world.scheduler().after(Micros.of(duration), () -> machine.diskRefuses = null);
    }

    /** Kills a server, which is back with all that it keeps when so much time has passed. */
    public void kill(Shared server, Duration down, Runnable touched) {
        server(server).restart(Micros.of(down), touched);
    }

    /** Kills Redis, which is back with nothing in its memory when so much time has passed. */
    public void killRedisAndItsMemory(Duration down, Runnable touched) {
        world.redis().restartWithoutMemory(Micros.of(down), touched);
    }

    /** Stops a server where it stands. */
    public void pause(Shared server, Duration duration, Runnable touched) {
        server(server).standStill(Micros.of(duration), touched);
    }

    /** Has every call of a server take longer. */
    public void slowDown(Shared server, Duration by, Duration duration, Runnable touched) {
        server(server).slowDown(Micros.of(by), Micros.of(duration), touched);
    }

    /** Leaves Redis without memory. */
    public void fillRedis(Duration duration, Runnable touched) {
        world.redis().fill(Micros.of(duration), touched);
    }

    /** Tells whenever a node looks at its clock: a clock that nobody looks at cannot mislead. */
    public void watchClock(NodeName node, Runnable looked) {
        machine(node).clockIsRead = looked;
    }

    /** Whether the database has a row of this message now. */
    public boolean isStored(ChannelId channel, ClientMessageId id) {
        return world.postgres().messages.history(channel, Ts.BEFORE_ALL, Ts.AFTER_ALL, Integer.MAX_VALUE).stream()
                .anyMatch(row -> row.clientMessageId().equals(id));
    }

    private Machine machine(NodeName node) {
        var machine = world.machine(node);
        if (machine == null) {
            throw new IllegalArgumentException("there is no " + node + " in this world");
        }
        return machine;
    }

    private Server server(Shared server) {
        return switch (server) {
            case KAFKA -> world.kafka();
            case REDIS -> world.redis();
            case POSTGRES -> world.postgres();
        };
    }
}
