package rtmlab.initial;

import java.util.List;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.api.InternalApi;
import rtmlab.protocol.port.CrashPoint.Fault;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.Node;
import rtmlab.protocol.variant.Architecture;
import rtmlab.protocol.variant.Client;
import rtmlab.protocol.variant.FlowFault;
import rtmlab.protocol.variant.FlowStep;
import rtmlab.protocol.variant.HeldWork;
import rtmlab.protocol.variant.Journal;
import rtmlab.protocol.variant.Mechanism;
import rtmlab.protocol.variant.Mechanisms;
import rtmlab.protocol.variant.Member;
import rtmlab.protocol.variant.Topology;

/**
 * Slack's first architecture: client → WebSocket → {@link ChannelServer}, which orders, broadcasts, acknowledges, and
 * then hands over to the {@link WebApp} to be stored.
 *
 * <p>Its flaw is in the second half of that sentence; its patches are the {@link #mechanisms()}, off in the original.
 * What nobody waits for, search and links, the web app leaves to a {@link Worker}, through a list in Redis.
 */
public final class InitialArchitecture implements Architecture {

    static final Mechanism PERSISTENT_BUFFER = new Mechanism(
            "PERSISTENT_BUFFER", "writes a message to the channel server's disk before it is acknowledged", false);

    static final Mechanism RETRY_LOOP = new Mechanism(
            "RETRY_LOOP",
            "hands a message over until the web app confirms it, and replays the buffer after a restart",
            false);

    static final Mechanism CLIENT_MESSAGE_ID =
            new Mechanism("CLIENT_MESSAGE_ID", "stores a message once, by the id that its client gave it", false);

    static final Mechanism PLACE_RESERVATION = new Mechanism(
            "PLACE_RESERVATION",
            "writes down ahead which places in a channel may be used, so that they rise also across a failover, "
                    + "whatever the clocks say",
            false);

    static final Mechanism RATE_LIMIT =
            Mechanism.limit("RATE_LIMIT", "refuses more than one message a second and client, after the first ten");

    static final String WEB_APP = "web-app";
    static final String CHANNEL_SERVER = "channel-server";
    static final String WORKER = "worker";

    @Override
    public String name() {
        return "initial";
    }

    @Override
    public String summary() {
        return "the channel server broadcasts, acknowledges, and only then has the message stored";
    }

    @Override
    public List<Mechanism> mechanisms() {
        return List.of(PERSISTENT_BUFFER, RETRY_LOOP, CLIENT_MESSAGE_ID, PLACE_RESERVATION, RATE_LIMIT);
    }

    @Override
    public Topology topology() {
        return Topology.none().and(CHANNEL_SERVER, 2).and(WEB_APP, 1).and(WORKER, 1);
    }

    @Override
    public Node node(NodeName name, Topology topology, Mechanisms on) {
        return switch (name.role()) {
            case WEB_APP -> new WebApp(topology, on);
            case CHANNEL_SERVER -> new ChannelServer(topology, on);
            case WORKER -> new Worker();
            default -> throw new IllegalArgumentException("the initial architecture has no " + name);
        };
    }

    @Override
    public Client client(Member member, Topology topology, Mechanisms on, Journal journal) {
        return new UserClient(member, topology, journal);
    }

    @Override
    public List<FlowStep> sendFlow() {
        return List.of(
                FlowStep.of("broadcast begins", CHANNEL_SERVER, "socket send message"),
                new FlowStep("broadcast ends", CHANNEL_SERVER, "socket send message", FlowStep.LAST_MEMBER),
                FlowStep.of("ack", CHANNEL_SERVER, "socket send reply"),
                FlowStep.of("hand-over", CHANNEL_SERVER, "http POST web-app /internal/messages"),
                FlowStep.of("store insert", WEB_APP, "store insert"),
                FlowStep.of("stored answer", WEB_APP, "http answer /internal/messages"));
    }

    @Override
    public List<FlowFault> lostAnswers() {
        return List.of(new FlowFault(FlowStep.of("ack", CHANNEL_SERVER, "socket send reply"), Fault.FAIL));
    }

    @Override
    public List<HeldWork> heldWork() {
        return List.of();
    }

    @Override
    public List<String> breaks() {
        return List.of(
                "no-lost-ack",
                "delivery",
                "agreement",
                "integrity",
                "total-order",
                "idempotent-retries",
                // History is read from the store, which runs behind what was shown and acknowledged.
                "linearizable-log",
                "read-your-writes",
                "monotonic-reads",
                "seam");
    }

    @Override
    public List<String> breaksWhenClocksAreWrong() {
        return List.of("sender-order");
    }

    @Override
    public boolean isQuiet(Host probe, Topology topology) {
        var isSettled = topology.of(CHANNEL_SERVER).stream()
                .map(server -> probe.http().call(server, InternalApi.UNSETTLED, new InternalApi.Unsettled()))
                .allMatch(new InternalApi.StillUnsettled(0, 0)::equals);
        return isSettled && probe.redis().lrange(JobQueue.PENDING).isEmpty();
    }
}
