package rtmlab.simulator.world;

import java.util.function.Consumer;
import rtmlab.protocol.contract.DiskContract;
import rtmlab.protocol.port.Host;

class SimulatedDiskTest extends DiskContract {

    private final ContractWorld world = new ContractWorld();

    @Override
    protected void inNode(Consumer<Host> code) {
        world.inNode(code);
    }
}
