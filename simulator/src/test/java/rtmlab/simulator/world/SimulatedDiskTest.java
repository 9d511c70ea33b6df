package rtmlab.simulator.world;

import java.util.function.Consumer;
import rtmlab.protocol.contract.DiskContract;
import rtmlab.protocol.port.Host;

class SimulatedDiskTest extends DiskContract {

    private final OneNodeWorld world = new OneNodeWorld();

    @Override
    protected void inNode(Consumer<Host> code) {
        world.inNode(code);
    }
}
