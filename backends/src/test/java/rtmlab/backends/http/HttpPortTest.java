package rtmlab.backends.http;

import java.util.Map;
import java.util.function.Consumer;
import rtmlab.backends.runtime.Nodes;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.contract.HttpContract;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.Node;

class HttpPortTest extends HttpContract {

    @Override
    protected void inNode(Map<NodeName, Node> others, Consumer<Host> code) {
        Nodes.run(others, code);
    }
}
