package rtmlab.simulator.world;

import java.util.function.Consumer;
import rtmlab.protocol.contract.KeyValuesContract;
import rtmlab.protocol.port.Host;

class SimulatedRedisTest extends KeyValuesContract {

    private final ContractWorld world = new ContractWorld();

    @Override
    protected void inNode(Consumer<Host> code) {
        world.inNode(code);
    }
}
