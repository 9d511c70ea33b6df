package rtmlab.backends.websocket;

import java.util.Map;
import java.util.function.Consumer;
import rtmlab.backends.runtime.Nodes;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.contract.SocketsContract;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.Node;

class SocketsPortTest extends SocketsContract {

    @Override
    protected void inNode(Map<NodeName, Node> others, Consumer<Host> code) {
        Nodes.run(others, code);
    }
}
