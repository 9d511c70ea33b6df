package rtmlab.docs.monolith;

import rtmlab.protocol.ChannelId;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.Post;
import rtmlab.protocol.Ts;
import rtmlab.protocol.api.WebApi;
import rtmlab.protocol.api.WebApi.PostMessage;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.shared.Connection;
import rtmlab.protocol.shared.PatientSender;
import rtmlab.protocol.variant.Client;
import rtmlab.protocol.variant.Journal;
import rtmlab.protocol.variant.Member;
import rtmlab.protocol.variant.Topology;

/** Sends over HTTP, again and again with the same id until something is known; receives over a WebSocket. */
final class MonolithClient implements Client {

    private final Member member;
    private final Topology topology;
    private final Journal journal;

    private Host host;
    private PatientSender sender;
    private Connection connection;

    MonolithClient(Member member, Topology topology, Journal journal) {
        this.member = member;
        this.topology = topology;
        this.journal = journal;
    }

    @Override
    public void start(Host host) {
        this.host = host;
        sender = new PatientSender(host, journal, this::send);
        var servers = topology.of(Monolith.SERVER);
        connection = new Connection(host, member, servers, true, journal, _ -> {}, () -> {});
        connection.open();
    }

    private Ts send(Post post) {
        var request = new PostMessage(member.token(), post.channel(), post.text(), post.clientMessageId());
        var server = topology.of(Monolith.SERVER).getFirst();
        return host.http().call(server, WebApi.POST_MESSAGE, request).message().ts();
    }

    @Override
    public void post(ChannelId channel, String text, ClientMessageId id) {
        sender.send(new Post(channel, member.user().id(), text, id));
    }

    @Override
    public void read(ChannelId channel) {
        connection.read(channel);
    }

    @Override
    public void dropConnection() {
        connection.drop();
    }
}
