package rtmlab.simulator.world;

import java.util.function.Consumer;
import rtmlab.protocol.contract.JobLogContract;
import rtmlab.protocol.port.Host;

class SimulatedJobLogTest extends JobLogContract {

    private final ContractWorld world = new ContractWorld();

    @Override
    protected void inNode(Consumer<Host> code) {
        world.inNode(code);
    }
}
