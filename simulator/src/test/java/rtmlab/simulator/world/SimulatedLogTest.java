package rtmlab.simulator.world;

import java.util.function.Consumer;
import rtmlab.protocol.contract.EventLogContract;
import rtmlab.protocol.port.Host;

class SimulatedLogTest extends EventLogContract {

    private final ContractWorld world = new ContractWorld();

    @Override
    protected void inNode(Consumer<Host> code) {
        world.inNode(code);
    }
}
