package rtmlab.simulator.world;

import java.util.function.Consumer;
import rtmlab.protocol.contract.NotificationsContract;
import rtmlab.protocol.port.Host;

class SimulatedNotificationsTest extends NotificationsContract {

    private final ContractWorld world = new ContractWorld();

    @Override
    protected void inNode(Consumer<Host> code) {
        world.inNode(code);
    }
}
