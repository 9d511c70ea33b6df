package rtmlab.simulator.world;

import java.util.function.Consumer;
import rtmlab.protocol.contract.DirectoryContract;
import rtmlab.protocol.port.Host;

class SimulatedDirectoryTest extends DirectoryContract {

    private final ContractWorld world = new ContractWorld();

    @Override
    protected void inNode(Consumer<Host> code) {
        world.inNode(code);
    }
}
