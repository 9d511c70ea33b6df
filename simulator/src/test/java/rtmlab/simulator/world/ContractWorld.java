package rtmlab.simulator.world;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.Node;
import rtmlab.simulator.choice.Choices;

/** What the ports' contracts need: a calm world in which test code runs as the code of a node, life after life. */
final class ContractWorld {

    private static final NodeName NODE = new NodeName("node-1");

    private World world = new World(Settings.DEFAULT, Choices.calm());
    private Consumer<Host> code = _ -> {};

    /** Runs this as a new life of one node, until it and all that it spawned has ended; throws what it threw. */
    void inNode(Consumer<Host> code) {
        this.code = code;
        var machine = world.machine(NODE);
        if (machine == null) {
            world.startServer(NODE, () -> host -> this.code.accept(host));
        } else {
            machine.crash();
        }
        world.settle();
        for (var failure : world.report().failures()) {
            if (failure.node().equals(NODE)) {
                throw new AssertionError(failure.toString(), failure.thrown());
            }
        }
        var ran = world.machine(NODE);
        var life = ran == null ? null : ran.life();
        if (life == null || !life.hasStarted()) {
            throw new AssertionError("the node's code came to no end: " + world.report());
        }
    }

    /** As {@link #inNode(Consumer)}, in a new world with these nodes. */
    void inNode(Map<NodeName, Node> others, Consumer<Host> code) {
        world = new World(Settings.DEFAULT, Choices.calm());
        new TreeMap<>(others).forEach((name, node) -> world.startServer(name, () -> node));
        inNode(code);
    }
}
