package rtmlab.simulator.world;

import java.util.Map;
import java.util.function.Consumer;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.contract.HttpContract;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.Node;

class SimulatedHttpTest extends HttpContract {

    private final ContractWorld world = new ContractWorld();

    @Override
    protected void inNode(Map<NodeName, Node> others, Consumer<Host> code) {
        world.inNode(others, code);
    }
}
