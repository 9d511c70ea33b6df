package rtmlab.simulator.world;

import java.util.function.Consumer;
import rtmlab.protocol.contract.JobQueueContract;
import rtmlab.protocol.port.Host;

class SimulatedQueueTest extends JobQueueContract {

    private final ContractWorld world = new ContractWorld();

    @Override
    protected void inNode(Consumer<Host> code) {
        world.inNode(code);
    }
}
