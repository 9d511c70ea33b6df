package rtmlab.initial;

import rtmlab.protocol.NodeName;
import rtmlab.protocol.api.InternalApi;
import rtmlab.protocol.api.InternalApi.HandOver;
import rtmlab.protocol.api.InternalApi.Stored;
import rtmlab.protocol.api.WebApi;
import rtmlab.protocol.api.WebApi.History;
import rtmlab.protocol.api.WebApi.Messages;
import rtmlab.protocol.api.WebApi.PostMessage;
import rtmlab.protocol.api.WebApi.Posted;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.Http;
import rtmlab.protocol.port.MessageStore;
import rtmlab.protocol.port.Node;
import rtmlab.protocol.shared.Access;
import rtmlab.protocol.shared.ApiMethods;
import rtmlab.protocol.shared.Previews;
import rtmlab.protocol.variant.Mechanisms;
import rtmlab.protocol.variant.Topology;

/** Auth, permissions, storage and API: all that is not real-time. Messages reach it after everybody has seen them. */
final class WebApp implements Node {

    private final NodeName channelServer;
    private final Mechanisms on;

    private Host host;
    private Http http;
    private MessageStore store;
    private Access access;
    private Previews previews;
    private JobQueue jobs;

    WebApp(Topology topology, Mechanisms on) {
        this.channelServer = topology.only(InitialArchitecture.CHANNEL_SERVER);
        this.on = on;
    }

    @Override
    public void start(Host host) {
        this.host = host;
        http = host.http();
        store = host.messages();
        access = new Access(host.directory());
        previews = new Previews(store);
        jobs = new JobQueue(host.redis());

        ApiMethods.serve(host, access, _ -> channelServer);
        http.serve(WebApi.HISTORY, this::history);
        http.serve(WebApi.POST_MESSAGE, this::postMessage);
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
        jobs.push(request.message());
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
        var found = store.history(request.channel(), request.oldest(), request.latest(), request.limit() + 1);
        return previews.addTo(request.channel(), Messages.page(found, request.limit()));
    }
}
