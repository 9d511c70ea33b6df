package rtmlab.updated;

import java.util.List;
import org.jspecify.annotations.Nullable;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.Post;
import rtmlab.protocol.Ts;
import rtmlab.protocol.UserId;
import rtmlab.protocol.api.WebApi;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.shared.Connection;
import rtmlab.protocol.shared.Feed;
import rtmlab.protocol.shared.PatientSender;
import rtmlab.protocol.variant.Client;
import rtmlab.protocol.variant.Journal;
import rtmlab.protocol.variant.Mechanisms;
import rtmlab.protocol.variant.Member;
import rtmlab.protocol.variant.Topology;

/** A user's client of the updated architecture: it sends over HTTP, to any web app, and receives over a WebSocket. */
final class UserClient implements Client {

    private final Member member;
    private final Topology topology;
    private final Feed.@Nullable Factory feeds;
    private final Mechanisms on;
    private final Journal journal;

    private Host host;
    private Connection connection;
    private PatientSender sender;
    private int tries;

    UserClient(Member member, Topology topology, Feed.@Nullable Factory feeds, Mechanisms on, Journal journal) {
        this.feeds = feeds;
        this.member = member;
        this.topology = topology;
        this.on = on;
        this.journal = journal;
    }

    @Override
    public void start(Host host) {
        this.host = host;
        sender = new PatientSender(host, journal, this::send);
        connection = connection();
        connection.open();
    }

    private Connection connection() {
        var webApps = topology.of(UpdatedArchitecture.WEB_APP);
        var catchesUp = on.has(UpdatedArchitecture.CATCH_UP);
        return feeds == null
                ? new Connection(host, member, webApps, catchesUp, journal, _ -> {}, () -> {})
                : new Connection(host, member, webApps, catchesUp, journal, _ -> {}, () -> {}, feeds);
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

    @Override
    public void type(ChannelId channel) {
        connection.type(channel);
    }

    @Override
    public void watch(List<UserId> users) {
        connection.watch(users);
    }

    /** Each try goes to the next web app: the one before may be the one that is in trouble. */
    private Ts send(Post post) {
        var webApps = topology.of(UpdatedArchitecture.WEB_APP);
        var webApp = webApps.get(tries++ % webApps.size());
        var request = new WebApi.PostMessage(member.token(), post.channel(), post.text(), post.clientMessageId());
        return host.http().call(webApp, WebApi.POST_MESSAGE, request).message().ts();
    }
}
