package rtmlab.simulator.world;

import java.util.function.Consumer;
import rtmlab.protocol.contract.SearchIndexContract;
import rtmlab.protocol.port.Host;

class SimulatedSearchTest extends SearchIndexContract {

    private final ContractWorld world = new ContractWorld();

    @Override
    protected void inNode(Consumer<Host> code) {
        world.inNode(code);
    }
}
