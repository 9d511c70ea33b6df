package rtmlab.initial;

import rtmlab.protocol.NodeName;
import rtmlab.protocol.api.InternalApi;
import rtmlab.protocol.api.InternalApi.HandOver;
import rtmlab.protocol.api.InternalApi.Redeem;
import rtmlab.protocol.api.InternalApi.Redeemed;
import rtmlab.protocol.api.InternalApi.Stored;
import rtmlab.protocol.api.WebApi;
import rtmlab.protocol.api.WebApi.AuthTest;
import rtmlab.protocol.api.WebApi.Connection;
import rtmlab.protocol.api.WebApi.Conversations;
import rtmlab.protocol.api.WebApi.History;
import rtmlab.protocol.api.WebApi.Identity;
import rtmlab.protocol.api.WebApi.ListConversations;
import rtmlab.protocol.api.WebApi.Messages;
import rtmlab.protocol.api.WebApi.PostMessage;
import rtmlab.protocol.api.WebApi.Posted;
import rtmlab.protocol.api.WebApi.RtmConnect;
import rtmlab.protocol.port.Directory;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.Http;
import rtmlab.protocol.port.MessageStore;
import rtmlab.protocol.port.Node;
import rtmlab.protocol.shared.Access;
import rtmlab.protocol.shared.Tickets;
import rtmlab.protocol.variant.Mechanisms;
import rtmlab.protocol.variant.Topology;

/** Auth, permissions, storage and API: all that is not real-time. Messages reach it after everybody has seen them. */
final class WebApp implements Node {

    private final NodeName channelServer;
    private final Mechanisms on;

    private Host host;
    private Http http;
    private MessageStore store;
    private Directory directory;
    private Access access;
    private Tickets tickets;

    WebApp(Topology topology, Mechanisms on) {
        this.channelServer = topology.only(InitialArchitecture.CHANNEL_SERVER);
        this.on = on;
    }

    @Override
    public void start(Host host) {
        this.host = host;
        http = host.http();
        store = host.messages();
        directory = host.directory();
        access = new Access(directory);
        tickets = new Tickets(host);

        http.serve(WebApi.AUTH_TEST, this::authTest);
        http.serve(WebApi.LIST, this::list);
        http.serve(WebApi.HISTORY, this::history);
        http.serve(WebApi.RTM_CONNECT, this::rtmConnect);
        http.serve(WebApi.POST_MESSAGE, this::postMessage);
        http.serve(InternalApi.REDEEM_TICKET, this::redeem);
        http.serve(InternalApi.HAND_OVER, this::store);
    }

    /** Stores what the channel server has shown and acknowledged already. */
    private Stored store(HandOver request) {
        if (on.has(InitialArchitecture.CLIENT_MESSAGE_ID)) {
            store.insertOnce(request.message());
        } else {
            // A hand-over that is repeated after a lost answer, or a client's retry, is a second row.
            store.insert(request.message());
        }
        return new Stored();
    }

    /** Has a message said that came in over HTTP: the channel server fixes its place, as for every other. */
    private Posted postMessage(PostMessage request) {
        var post = access.requirePost(request, host);
        return new Posted(http.call(channelServer, InternalApi.SAY, new InternalApi.Say(post))
                .message());
    }

    private Messages history(History request) {
        access.requireMember(access.require(request.token()), request.channel());
        var found = store.history(request.channel(), request.oldest(), request.latest(), request.limit());
        return new Messages(found, found.size() == request.limit());
    }

    private Connection rtmConnect(RtmConnect request) {
        var self = access.require(request.token());
        return new Connection(tickets.issue(request.token(), channelServer), self);
    }

    private Redeemed redeem(Redeem request) {
        return new Redeemed(tickets.redeem(request.ticket()));
    }

    private Conversations list(ListConversations request) {
        return new Conversations(
                directory.channelsOf(access.require(request.token()).id()));
    }

    private Identity authTest(AuthTest request) {
        return new Identity(access.require(request.token()));
    }
}
