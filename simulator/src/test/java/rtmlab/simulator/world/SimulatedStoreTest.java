package rtmlab.simulator.world;

import java.util.function.Consumer;
import rtmlab.protocol.contract.MessageStoreContract;
import rtmlab.protocol.port.Host;

class SimulatedStoreTest extends MessageStoreContract {

    private final OneNodeWorld world = new OneNodeWorld();

    @Override
    protected void inNode(Consumer<Host> code) {
        world.inNode(code);
    }
}
