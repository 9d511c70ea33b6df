package rtmlab.backends.deploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import rtmlab.backends.launch.ServerAddresses;
import rtmlab.backends.runtime.ServerPorts.Openers;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.port.Node;
import rtmlab.protocol.variant.Architecture;
import rtmlab.protocol.variant.Mechanisms;
import rtmlab.protocol.variant.Topology;
import rtmlab.protocol.variant.Variants;

/**
 * All that a node's process has to know when it starts; it comes in its environment, as JSON: its arguments could be read
 * by everybody on this machine, and there is a password in it.
 *
 * @param regions where all nodes stand, as text
 * @param diskFolder where the node's own files are
 * @param httpPort where to answer requests if it is free; 0 for any port
 * @param wsPort where to take WebSockets if it is free; 0 for any port
 * @param clockSkewMs how far its clock is ahead of the right time
 */
record NodeSpec(
        String architecture,
        String node,
        List<String> topology,
        List<String> mechanisms,
        ServerAddresses servers,
        String regions,
        String diskFolder,
        int httpPort,
        int wsPort,
        long clockSkewMs) {

    /** The variable of the environment that holds it. */
    static final String VARIABLE = "RTMLAB_NODE";

    private static final ObjectMapper JSON = new ObjectMapper();

    static NodeSpec parse(String json) {
        try {
            return JSON.readValue(json, NodeSpec.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a node's specification in " + VARIABLE, e);
        }
    }

    String toJson() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    NodeName name() {
        return new NodeName(node);
    }

    NodeSpec withPorts(int http, int ws) {
        return new NodeSpec(
                architecture, node, topology, mechanisms, servers, regions, diskFolder, http, ws, clockSkewMs);
    }

    Openers openers() {
        var disk = Path.of(diskFolder);
        return architecture.equals(Training.NAME)
                ? ServerOpeners.forTraining(servers, disk)
                : ServerOpeners.of(servers, disk, !on().leaderAnswersAlone(loaded()));
    }

    Node newNode() {
        if (architecture.equals(Training.NAME)) {
            return new Training();
        }
        var nodes = new Topology(topology.stream().map(NodeName::new).toList());
        return loaded().node(name(), nodes, on());
    }

    private Mechanisms on() {
        return new Mechanisms(mechanisms);
    }

    private Architecture loaded() {
        return Variants.named(architecture)
                .orElseThrow(() -> new IllegalArgumentException("there is no architecture " + architecture));
    }
}
