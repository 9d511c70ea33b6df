package rtmlab.updated;

import java.util.List;
import rtmlab.protocol.LogRecord;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.Ts;
import rtmlab.protocol.api.InternalApi;
import rtmlab.protocol.api.InternalApi.Publish;
import rtmlab.protocol.port.Host;

/** The web app's way to the channel servers: over any admin server. */
final class Publisher {

    private final Host host;
    private final List<NodeName> adminServers;

    Publisher(Host host, List<NodeName> adminServers) {
        this.host = host;
        this.adminServers = adminServers;
    }

    /**
     * Has a post broadcast; throws a {@code CallFailed} or a {@code SlackError} when nobody confirms that it was.
     *
     * @return its place, or that of the post which it repeats
     */
    Ts publish(LogRecord logged) {
        var adminServer = adminServers.get(host.random().nextInt(adminServers.size()));
        return host.http()
                .call(adminServer, InternalApi.PUBLISH, new Publish(logged))
                .ts();
    }
}
