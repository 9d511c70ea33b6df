package rtmlab.bootstrap;

import java.util.List;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.UserId;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.shared.HostWithHttp;
import rtmlab.protocol.variant.Client;

/** An architecture's own client, on a host on which sessions start another way. */
final class BootedClient implements Client {

    private final Client client;
    private final SessionStart start;

    BootedClient(Client client, SessionStart start) {
        this.client = client;
        this.start = start;
    }

    @Override
    public void start(Host host) {
        client.start(new HostWithHttp(host, start.on(host)));
    }

    @Override
    public void post(ChannelId channel, String text, ClientMessageId id) {
        client.post(channel, text, id);
    }

    @Override
    public void read(ChannelId channel) {
        client.read(channel);
    }

    @Override
    public void dropConnection() {
        client.dropConnection();
    }

    @Override
    public void type(ChannelId channel) {
        client.type(channel);
    }

    @Override
    public void watch(List<UserId> users) {
        client.watch(users);
    }
}
