package rtmlab.initial;

import java.util.List;
import rtmlab.protocol.Channel;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.Session;
import rtmlab.protocol.User;
import rtmlab.protocol.api.InternalApi;
import rtmlab.protocol.api.InternalApi.HandOver;
import rtmlab.protocol.api.InternalApi.SendOn;
import rtmlab.protocol.api.InternalApi.SentOn;
import rtmlab.protocol.api.InternalApi.Stored;
import rtmlab.protocol.api.InternalApi.TeamEvent;
import rtmlab.protocol.api.WebApi;
import rtmlab.protocol.api.WebApi.History;
import rtmlab.protocol.api.WebApi.Messages;
import rtmlab.protocol.api.WebApi.PostMessage;
import rtmlab.protocol.api.WebApi.Posted;
import rtmlab.protocol.port.CallFailed;
import rtmlab.protocol.port.Directory;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.Http;
import rtmlab.protocol.port.MessageStore;
import rtmlab.protocol.port.Node;
import rtmlab.protocol.port.NotDone;
import rtmlab.protocol.port.SlackError;
import rtmlab.protocol.shared.Access;
import rtmlab.protocol.shared.ApiMethods;
import rtmlab.protocol.shared.PresenceMethods;
import rtmlab.protocol.shared.Previews;
import rtmlab.protocol.shared.Tickets;
import rtmlab.protocol.variant.Mechanisms;
import rtmlab.protocol.variant.Topology;

/** Auth, permissions, storage and API: all that is not real-time. Messages reach it after everybody has seen them. */
final class WebApp implements Node {

    private final List<NodeName> channelServers;
    private final Mechanisms on;

    private Host host;
    private Http http;
    private MessageStore store;
    private Directory directory;
    private Access access;
    private Previews previews;
    private JobQueue jobs;
    private Tickets tickets;
    private TeamServers teamServers;

    WebApp(Topology topology, Mechanisms on) {
        this.channelServers = topology.of(InitialArchitecture.CHANNEL_SERVER);
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
        directory = host.directory();
        tickets = new Tickets(host);
        teamServers = new TeamServers(host, channelServers);

        ApiMethods.serve(
                host,
                access,
                user -> teamServers.serving(user.workspace()),
                this::tellChannelServer,
                this::tellChannelServer);
        new PresenceMethods(host, access, user -> teamServers.of(user.workspace())).serve();
        http.serve(WebApi.HISTORY, this::history);
        http.serve(WebApi.POST_MESSAGE, this::postMessage);
        http.serve(InternalApi.SEND_ON, this::sendOn);
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
        var team = access.require(request.token()).workspace();
        var say = new InternalApi.Say(access.requirePost(request, host));
        try {
            return new Posted(
                    http.call(teamServers.of(team), InternalApi.SAY, say).message());
        } catch (NotDone _) {
            // Its server is out of reach: the team has to move before anything can be said.
            return new Posted(
                    http.call(teamServers.serving(team), InternalApi.SAY, say).message());
        }
    }

    /** Who has joined a channel hears it at once, and who has left hears it no more. */
    private void tellChannelServer(User user, Channel channel, boolean isMember, boolean isRepeat) {
        var session = Session.of(user, directory.channelsOf(user.id()));
        try {
            var server = teamServers.of(user.workspace());
            http.call(server, InternalApi.SESSION_CHANGED, new InternalApi.SessionChanged(session, channel, isRepeat));
        } catch (CallFailed | SlackError _) {
            // Then its memory is behind the directory until the user connects again: one of the troubles of state.
        }
    }

    /** What is new in a team: a channel, a name. */
    private void tellChannelServer(TeamEvent event) {
        try {
            http.call(teamServers.of(event.team()), InternalApi.TEAM_EVENT, event);
        } catch (CallFailed | SlackError _) {
            // As above: who is connected goes on with what was true before.
        }
    }

    private Messages history(History request) {
        access.requireMember(access.require(request.token()), request.channel());
        var found = store.history(request.channel(), request.oldest(), request.latest(), request.limit() + 1);
        return previews.addTo(request.channel(), Messages.page(found, request.limit()));
    }

    /** For a channel server that closes: where one of its clients should go on. */
    private SentOn sendOn(SendOn request) {
        var server = teamServers.serving(request.team());
        return new SentOn(tickets.sendOn(request.team(), request.user(), server, request.batchesPresence()));
    }
}
