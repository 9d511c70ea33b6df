package rtmlab.simulator.world;

import java.util.function.Consumer;
import rtmlab.protocol.contract.RegistryContract;
import rtmlab.protocol.port.Host;

class SimulatedRegistryTest extends RegistryContract {

    private final ContractWorld world = new ContractWorld();

    @Override
    protected void inNode(Consumer<Host> code) {
        world.inNode(code);
    }
}
