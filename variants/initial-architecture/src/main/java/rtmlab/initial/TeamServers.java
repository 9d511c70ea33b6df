package rtmlab.initial;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.WorkspaceId;
import rtmlab.protocol.api.InternalApi;
import rtmlab.protocol.api.InternalApi.Serve;
import rtmlab.protocol.port.CallFailed;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.Http;
import rtmlab.protocol.port.Registry;
import rtmlab.protocol.port.SlackError;

/**
 * Which channel server a team lives on.
 *
 * <p>Every team has the channel servers in an order of its own (rendezvous hashing). It lives on the first of them,
 * until a member comes to connect while its server gives no answer: then it moves to the next that does, which is
 * written down for all web apps, and stays there. Nobody tells the server that gave no answer: if it was merely out of
 * the web app's reach, the team now lives on two servers, and neither's members see what is said on the other.
 */
final class TeamServers {

    private final Http http;
    private final Registry registry;
    private final List<NodeName> channelServers;

    TeamServers(Host host, List<NodeName> channelServers) {
        this.http = host.http();
        this.registry = host.registry();
        this.channelServers = channelServers;
    }

    /** Where the team lives, as far as is written down. Waits. */
    NodeName of(WorkspaceId team) {
        return assigned(team, registry.read(key(team)));
    }

    /** A server that serves the team now: where it lives, or where it moves. Waits. */
    NodeName serving(WorkspaceId team) {
        while (true) {
            var present = registry.read(key(team));
            var assigned = assigned(team, present);
            if (serves(assigned, team)) {
                return assigned;
            }
            var next = nextServing(assigned, team);
            if (registry.replace(key(team), present, next.value())) {
                return next;
            }
            // Another web app was faster: the team lives where that one said.
        }
    }

    /** The one after a server that is out of reach; throws {@code service_unavailable} when none answers. */
    private NodeName nextServing(NodeName unreachable, WorkspaceId team) {
        return inOrderOf(team).stream()
                .filter(server -> !server.equals(unreachable) && serves(server, team))
                .findFirst()
                .orElseThrow(() -> new SlackError("service_unavailable"));
    }

    private boolean serves(NodeName server, WorkspaceId team) {
        try {
            http.call(server, InternalApi.SERVE_TEAM, new Serve(team));
            return true;
        } catch (CallFailed | SlackError _) {
            return false; // Dead, draining, or merely out of reach: from here they look the same.
        }
    }

    private NodeName assigned(WorkspaceId team, Optional<String> written) {
        return written.map(NodeName::new).orElseGet(() -> inOrderOf(team).getFirst());
    }

    private List<NodeName> inOrderOf(WorkspaceId team) {
        return channelServers.stream()
                .sorted(Comparator.comparingLong((NodeName server) -> weight(team, server))
                        .reversed())
                .toList();
    }

    /** FNV-1a, then the finaliser of MurmurHash3: FNV alone leaves similar names side by side. */
    private static long weight(WorkspaceId team, NodeName server) {
        var hash = 0xcbf29ce484222325L;
        var text = team + "/" + server;
        for (var i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return hash ^ (hash >>> 33);
    }

    private static String key(WorkspaceId team) {
        return "channel server of " + team;
    }
}
