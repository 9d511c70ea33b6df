package rtmlab.updated;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.User;
import rtmlab.protocol.api.InternalApi;
import rtmlab.protocol.api.InternalApi.Serve;
import rtmlab.protocol.port.CallFailed;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.Later;
import rtmlab.protocol.port.SlackError;
import rtmlab.protocol.variant.Mechanisms;

/**
 * Chooses the gateway that a user's client is sent to: of those that take clients, the nearest to where the client
 * stands.
 *
 * <p>Where that is, an edge of the network would know (at Slack it passes each socket to a gateway nearby); here it stands
 * in the table of regions, by the user's name. For somebody of whom the table says nothing any gateway is as good as
 * another, and none is asked: a client whose gateway is dead finds out by itself, and comes again.
 */
final class NearestGateway {

    /** Longer than a question and its answer take round the world. */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final Host host;
    private final List<NodeName> gateways;
    private final boolean isOn;

    NearestGateway(Host host, List<NodeName> gateways, Mechanisms on) {
        this.host = host;
        this.gateways = gateways;
        this.isOn = on.has(UpdatedArchitecture.NEAREST_GATEWAY);
    }

    /** Waits, where the nearest have to be asked. */
    NodeName of(User user) {
        var first = host.random().nextInt(gateways.size());
        var client = host.regions().placed(user.name());
        if (!isOn || client.isEmpty()) {
            return gateways.get(first);
        }
        var nearestFirst = new ArrayList<>(gateways);
        Collections.rotate(nearestFirst, first); // Of those that are equally far, each has its share.
        nearestFirst.sort(Comparator.comparing(gateway -> host.regions().oneWay(client.get(), gateway)));
        for (var gateway : nearestFirst) {
            if (takesClients(gateway, user)) {
                return gateway;
            }
        }
        return nearestFirst.getFirst(); // Perhaps it can be reached from where the client stands.
    }

    private boolean takesClients(NodeName gateway, User user) {
        Later<Boolean> answer = host.later();
        host.spawn("question to " + gateway, () -> answer.complete(isReady(gateway, user)));
        return answer.await(PATIENCE).orElse(false);
    }

    private boolean isReady(NodeName gateway, User user) {
        try {
            host.http().call(gateway, InternalApi.SERVE_TEAM, new Serve(user.workspace()));
            return true;
        } catch (CallFailed | SlackError _) {
            return false;
        }
    }
}
