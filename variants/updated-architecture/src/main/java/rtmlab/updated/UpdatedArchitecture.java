package rtmlab.updated;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.Regions;
import rtmlab.protocol.port.CrashPoint.Fault;
import rtmlab.protocol.port.EventLog;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.JobLog;
import rtmlab.protocol.port.JobQueue;
import rtmlab.protocol.port.Node;
import rtmlab.protocol.shared.Feed;
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
 * Slack's second architecture: client → HTTP → {@link WebApp} → Kafka, and only then {@link AdminServer} →
 * {@link ChannelServer} → {@link GatewayServer}s → clients; behind the log {@link JqRelay} → Redis → {@link Worker} →
 * PostgreSQL. Jobs that do not come as messages take the way {@link Kafkagate} → Kafka → {@link JqRelay}.
 */
public final class UpdatedArchitecture implements Architecture {

    static final Mechanism DURABLE_STEP = Mechanism.choice(
            "DURABLE_STEP",
            "log",
            "database",
            "what makes a message exist and fixes its place: the log or the database");

    static final Mechanism LOG_BEFORE_BROADCAST =
            new Mechanism("LOG_BEFORE_BROADCAST", "broadcasts a message only when the log has acknowledged it", true);

    static final Mechanism CLIENT_MESSAGE_ID = new Mechanism(
            "CLIENT_MESSAGE_ID",
            "recognises a repeat by its client's id, at the web app, where the order is fixed, and in the store",
            true);

    static final Mechanism HOLD_BACK =
            new Mechanism("HOLD_BACK", "a channel server releases messages in the log's order", true);

    static final Mechanism GAP_REPAIR = new Mechanism(
            "GAP_REPAIR", "a channel server reads from the log what was logged but never pushed to it", true);

    static final Mechanism FENCING = new Mechanism(
            "FENCING", "releases carry the ring's epoch, and what comes from an older ring is refused", true);

    static final Mechanism ACKS_ALL = new Mechanism(
            Mechanism.ACKS_ALL,
            "the log answers when every in-sync replica has the record, and elects no leader that lacks one",
            true);

    static final Mechanism IN_FLIGHT_RECOVERY =
            new Mechanism("IN_FLIGHT_RECOVERY", "what a relay or worker was doing when it died is done again", true);

    static final Mechanism COMMIT_WHEN_DONE = new Mechanism(
            "COMMIT_WHEN_DONE",
            "the relay's place in the log advances when a job is done, not when it is pushed: Redis may forget",
            true);

    static final Mechanism CATCH_UP = new Mechanism("CATCH_UP", "a reconnecting client fetches what it missed", true);

    static final Mechanism HISTORY_FROM_LOG = new Mechanism(
            "HISTORY_FROM_LOG", "reads a channel's history from the log, which the store runs behind", true);

    static final Mechanism NEAREST_GATEWAY = Mechanism.shortcut(
            "NEAREST_GATEWAY", "sends a client to the gateway nearest to it that takes clients; off: to any");

    static final String RING_MANAGER = "ring-manager";
    static final String WEB_APP = "web-app";
    static final String ADMIN_SERVER = "admin-server";
    static final String CHANNEL_SERVER = "channel-server";
    static final String GATEWAY_SERVER = "gateway-server";
    static final String PRESENCE_SERVER = "presence-server";
    static final String JQ_RELAY = "jq-relay";
    static final String WORKER = "worker";
    static final String KAFKAGATE = "kafkagate";

    private final JobSettings jobs;
    private final UnaryOperator<Pieces> exchange;

    public UpdatedArchitecture() {
        this(JobSettings.small());
    }

    UpdatedArchitecture(JobSettings jobs) {
        this(jobs, UnaryOperator.identity());
    }

    private UpdatedArchitecture(JobSettings jobs, UnaryOperator<Pieces> exchange) {
        this.jobs = jobs;
        this.exchange = exchange;
    }

    /** The same architecture with another heart in its web apps. */
    public UpdatedArchitecture withSendPath(SendPath.Factory sendPaths) {
        return with(pieces -> pieces.sendPath = sendPaths);
    }

    /** The same architecture, whose web apps and log readers recognise repeats in another way. */
    public UpdatedArchitecture withRetryPath(RetryPath.Factory retryPaths, FirstPlaces.Factory firstPlaces) {
        return with(pieces -> {
            pieces.retryPath = retryPaths;
            pieces.firstPlaces = firstPlaces;
        });
    }

    /** The same architecture with other buffers in its channel servers. */
    public UpdatedArchitecture withReleaseBuffer(ReleaseBuffer.Factory releaseBuffers) {
        return with(pieces -> pieces.releaseBuffer = releaseBuffers);
    }

    /** The same architecture, whose channels are spread over the channel servers, and fenced, in another way. */
    public UpdatedArchitecture withRing(RingPlan.Factory ringPlans, Fence.Factory fences) {
        return with(pieces -> {
            pieces.ringPlan = ringPlans;
            pieces.fence = fences;
        });
    }

    /** The same architecture with another job queue: its relays, its workers, and the way into the log for jobs. */
    public UpdatedArchitecture withJobQueue(Relaying.Factory relaying, Working.Factory working, Gate.Factory gates) {
        return with(pieces -> {
            pieces.relaying = relaying;
            pieces.working = working;
            pieces.gate = gates;
        });
    }

    /** The same architecture, whose gateways send typing another way, and whose clients show another thing of what comes. */
    public UpdatedArchitecture withEvents(TypingPath.Factory typingPaths, Feed.Factory feeds) {
        return with(pieces -> {
            pieces.typingPath = typingPaths;
            pieces.feed = feeds;
        });
    }

    private UpdatedArchitecture with(Consumer<Pieces.Copy> change) {
        return new UpdatedArchitecture(jobs, pieces -> exchange.apply(pieces).but(change));
    }

    @Override
    public String name() {
        return "updated";
    }

    @Override
    public String summary() {
        return "the web app appends to the log, and only then is the message broadcast, acknowledged and stored";
    }

    @Override
    public List<Mechanism> mechanisms() {
        return List.of(
                DURABLE_STEP,
                LOG_BEFORE_BROADCAST,
                CLIENT_MESSAGE_ID,
                HOLD_BACK,
                GAP_REPAIR,
                FENCING,
                ACKS_ALL,
                IN_FLIGHT_RECOVERY,
                COMMIT_WHEN_DONE,
                CATCH_UP,
                HISTORY_FROM_LOG,
                NEAREST_GATEWAY);
    }

    @Override
    public Topology topology() {
        return Topology.none()
                .and(RING_MANAGER, 1)
                .and(WEB_APP, 2)
                .and(ADMIN_SERVER, 1)
                .and(CHANNEL_SERVER, 2)
                .and(GATEWAY_SERVER, 2)
                .and(PRESENCE_SERVER, 1)
                .and(KAFKAGATE, 1)
                .and(JQ_RELAY, 2)
                .and(WORKER, 1);
    }

    /** One gateway in Europe, all else in America. */
    @Override
    public Regions twoRegions() {
        return Regions.parse("""
                gateway-server-2 in frankfurt
                home to frankfurt 40 ms
                """);
    }

    @Override
    public Node node(NodeName name, Topology topology, Mechanisms on) {
        var pieces = exchange.apply(Pieces.chosenBy(on));
        return switch (name.role()) {
            case RING_MANAGER -> new RingManager(topology);
            case WEB_APP -> new WebApp(topology, pieces, on);
            case ADMIN_SERVER -> new AdminServer(topology, pieces);
            case CHANNEL_SERVER -> new ChannelServer(topology, pieces, on);
            case GATEWAY_SERVER -> new GatewayServer(topology, pieces);
            case PRESENCE_SERVER -> new PresenceServer();
            case KAFKAGATE -> new Kafkagate(pieces);
            case JQ_RELAY -> new JqRelay(pieces, jobs, on);
            case WORKER -> new Worker(topology, pieces, jobs, on);
            default -> throw new IllegalArgumentException("the updated architecture has no " + name);
        };
    }

    @Override
    public Client client(Member member, Topology topology, Mechanisms on, Journal journal) {
        return new UserClient(
                member, topology, exchange.apply(Pieces.chosenBy(on)).feed(), on, journal);
    }

    @Override
    public List<FlowStep> sendFlow() {
        return List.of(
                FlowStep.of("log append", WEB_APP, "log append"),
                FlowStep.of("publish", WEB_APP, "http POST admin-server /internal/publish"),
                FlowStep.of("release", ADMIN_SERVER, "http POST channel-server /internal/release"),
                FlowStep.of("push", CHANNEL_SERVER, "socket send release"),
                FlowStep.of("broadcast", GATEWAY_SERVER, "socket send message"),
                FlowStep.of("HTTP answer", WEB_APP, "http answer /api/chat.postMessage"),
                FlowStep.of("relay push", JQ_RELAY, "redis push"),
                FlowStep.of("store insert", WORKER, "store insert-once"),
                FlowStep.of("indexing", WORKER, "search index"),
                FlowStep.of("jobs done", WORKER, "redis finish"),
                FlowStep.of("relay commit", JQ_RELAY, "log commit"));
    }

    @Override
    public List<FlowFault> lostAnswers() {
        return List.of(new FlowFault(
                FlowStep.of("HTTP answer", WEB_APP, "http answer /api/chat.postMessage"), Fault.LOSE_REPLY));
    }

    @Override
    public List<HeldWork> heldWork() {
        return List.of(new HeldWork(WORKER, this::aWorkerHoldsAJob));
    }

    private boolean aWorkerHoldsAJob(Host probe) {
        return topology().of(WORKER).stream()
                .anyMatch(worker -> !probe.queue().inFlight(worker).isEmpty());
    }

    @Override
    public List<String> breaks() {
        return List.of();
    }

    @Override
    public boolean isQuiet(Host probe, Topology topology) {
        return isRelayed(probe.log()) && isRelayed(probe.jobs()) && isWorkedOff(probe.queue());
    }

    private static boolean isRelayed(EventLog log) {
        for (var partition = 0; partition < log.partitions(); partition++) {
            if (log.committed(JqRelay.GROUP, partition) < log.end(partition)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isRelayed(JobLog log) {
        for (var partition = 0; partition < log.partitions(); partition++) {
            if (log.committed(JqRelay.GROUP, partition) < log.end(partition)) {
                return false;
            }
        }
        return true;
    }

    private boolean isWorkedOff(JobQueue queue) {
        return queue.pending().isEmpty()
                && topology().of(WORKER).stream()
                        .allMatch(worker -> queue.inFlight(worker).isEmpty());
    }
}
