package rtmlab.updated;

import java.util.List;
import java.util.TreeMap;
import rtmlab.protocol.Job;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.api.WebApi;
import rtmlab.protocol.api.WebApi.AskJobs;
import rtmlab.protocol.api.WebApi.History;
import rtmlab.protocol.api.WebApi.JobStatuses;
import rtmlab.protocol.api.WebApi.Messages;
import rtmlab.protocol.api.WebApi.PostMessage;
import rtmlab.protocol.api.WebApi.Posted;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.Node;
import rtmlab.protocol.port.SlackError;
import rtmlab.protocol.shared.Access;
import rtmlab.protocol.shared.ApiMethods;
import rtmlab.protocol.shared.PresenceMethods;
import rtmlab.protocol.shared.Previews;
import rtmlab.protocol.variant.Mechanisms;
import rtmlab.protocol.variant.Topology;

/** Auth, permissions and API; where a message starts its way. Keeps nothing in memory, so there can be any number. */
final class WebApp implements Node {

    /** So many posts may be on their way through this process at once. */
    private static final int MAX_UNDER_WAY = 24;

    private final List<NodeName> adminServers;
    private final List<NodeName> gateways;
    private final List<NodeName> presenceServers;
    private final Pieces pieces;
    private final List<NodeName> kafkagates;
    private final List<NodeName> webApps;
    private final Mechanisms on;

    private Host host;
    private Access access;
    private Previews previews;
    private int underWay;
    private RetryPath retryPath;
    private DurableStep durableStep;

    WebApp(Topology topology, Pieces pieces, Mechanisms on) {
        this.adminServers = topology.of(UpdatedArchitecture.ADMIN_SERVER);
        this.gateways = topology.of(UpdatedArchitecture.GATEWAY_SERVER);
        this.presenceServers = topology.of(UpdatedArchitecture.PRESENCE_SERVER);
        this.pieces = pieces;
        this.kafkagates = topology.of(UpdatedArchitecture.KAFKAGATE);
        this.webApps = topology.of(UpdatedArchitecture.WEB_APP);
        this.on = on;
    }

    @Override
    public void start(Host host) {
        this.host = host;
        var http = host.http();
        access = new Access(host.directory());
        previews = new Previews(host.messages());
        durableStep = durableStep();
        retryPath = pieces.retryPath().over(new RetryPorts(host.redis(), durableStep));

        var news = new GatewayNews(host, gateways);
        ApiMethods.serve(host, access, new NearestGateway(host, gateways, on)::of, news, news);
        new PresenceMethods(host, access, user -> PresenceServer.of(user.id(), presenceServers)).serve();
        http.serve(WebApi.HISTORY, this::history);
        http.serve(WebApi.POST_MESSAGE, this::takeMessage);
        http.serve(WebApi.JOBS_STATUS, this::jobStatuses);
    }

    private DurableStep durableStep() {
        var publisher = new Publisher(host, adminServers);
        return on.has(UpdatedArchitecture.DURABLE_STEP)
                ? new LogStep(host, publisher, pieces, on)
                : new DatabaseStep(host, publisher, new JobEntrance(host, kafkagates), webApps);
    }

    /** Refuses at once what could only be answered after its sender's patience: retries would make a slow system slower. */
    private Posted takeMessage(PostMessage request) {
        if (underWay >= MAX_UNDER_WAY) {
            throw new SlackError("service_unavailable");
        }
        underWay++;
        try {
            return postMessage(request);
        } finally {
            underWay--;
        }
    }

    private Posted postMessage(PostMessage request) {
        return new Posted(retryPath.messageOf(access.requirePost(request, host)));
    }

    private Messages history(History request) {
        access.requireMember(access.require(request.token()), request.channel());
        return previews.addTo(request.channel(), durableStep.history(request));
    }

    private JobStatuses jobStatuses(AskJobs request) {
        access.requireMember(access.require(request.token()), request.channel());
        var statuses = new TreeMap<Job.Kind, String>();
        for (var kind : Job.Kind.values()) {
            host.queue()
                    .status(Job.idOf(kind, request.channel(), request.message()))
                    .ifPresent(status -> statuses.put(kind, status));
        }
        return new JobStatuses(statuses);
    }
}
