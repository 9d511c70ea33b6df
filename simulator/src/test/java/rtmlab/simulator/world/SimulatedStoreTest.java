package rtmlab.simulator.world;

import java.util.function.Consumer;
import rtmlab.protocol.contract.MessageStoreContract;
import rtmlab.protocol.port.Host;

class SimulatedStoreTest extends MessageStoreContract {

    private final ContractWorld world = new ContractWorld();

    @Override
    protected void inNode(Consumer<Host> code) {
        world.inNode(code);
    }
}
