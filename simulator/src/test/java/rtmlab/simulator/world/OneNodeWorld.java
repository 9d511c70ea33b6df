package rtmlab.simulator.world;

import java.util.function.Consumer;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.port.Host;
import rtmlab.simulator.choice.Choices;

/** What the ports' contracts need: a world in which test code runs as the code of one node, life after life. */
final class OneNodeWorld implements AutoCloseable {

    private final World world = new World(Settings.DEFAULT, Choices.calm());
    private Consumer<Host> code = _ -> {};

    /** Runs this as a new life of the node, until it and all that it spawned has ended. */
    void inNode(Consumer<Host> code) {
        this.code = code;
        var node = new NodeName("node-1");
        var machine = world.machine(node);
        if (machine == null) {
            world.startServer(node, () -> host -> this.code.accept(host));
        } else {
            machine.crash();
        }
        var started = world.machine(node);
        world.settle();
        var failures = world.report().failures();
        if (!failures.isEmpty()) {
            throw new AssertionError(failures.toString(), failures.getFirst().thrown());
        }
        var life = started == null ? null : started.life();
        if (life == null || !life.group.waits().isEmpty()) {
            throw new AssertionError("the node's code came to no end");
        }
    }

    @Override
    public void close() {
        world.close();
    }
}
