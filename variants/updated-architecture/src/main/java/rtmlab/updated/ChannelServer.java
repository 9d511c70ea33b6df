package rtmlab.updated;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.Message;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.Ticket;
import rtmlab.protocol.Ts;
import rtmlab.protocol.api.Frame;
import rtmlab.protocol.api.InternalApi;
import rtmlab.protocol.api.InternalApi.Entrust;
import rtmlab.protocol.api.InternalApi.Released;
import rtmlab.protocol.port.EventLog;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.Node;
import rtmlab.protocol.port.SlackError;
import rtmlab.protocol.port.Sockets.Handler;
import rtmlab.protocol.port.Sockets.Socket;
import rtmlab.protocol.variant.Mechanisms;
import rtmlab.protocol.variant.Topology;

/**
 * Releases the messages of the channels that it owns to every gateway with subscribers.
 *
 * <p>It keeps nothing that the log does not have: after a crash it reads its memory back from there. It follows the log
 * for all channels, so that it can take over any of them. A new ring ends the subscriptions to what it takes away.
 */
final class ChannelServer implements Node {

    /** Its word for: by the ring that I know, that channel is not mine. */
    static final String NOT_THE_OWNER = "not_the_owner";

    /** How long a ring that somebody else knows already may take to get here. */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final List<NodeName> ringManagers;
    private final Mechanisms on;
    private final Pieces pieces;
    private final RingPlan plan;
    private final Fence fence;
    private final List<Order> partitions = new ArrayList<>();

    /** Which gateways watch a channel, and the last message that each had when it asked. */
    private final Map<ChannelId, Map<Socket, Ts>> subscribers = new LinkedHashMap<>();

    /** The ring by which they asked. */
    private long subscribedBy = Ring.NONE.epoch();

    /** From gateways that know of a newer ring than this server. */
    private final List<Early> early = new ArrayList<>();

    private NodeName self;
    private EventLog log;
    private RingWatch ringWatch;

    private record Early(Socket gateway, Frame.Subscribe wish) {}

    ChannelServer(Topology topology, Pieces pieces, Mechanisms on) {
        this.ringManagers = topology.of(UpdatedArchitecture.RING_MANAGER);
        this.on = on;
        this.pieces = pieces;
        this.plan = pieces.ringPlan().ofNode();
        this.fence = pieces.fence().ofNode();
    }

    @Override
    public void start(Host host) {
        self = host.name();
        log = host.log();
        ringWatch = new RingWatch(host, ringManagers, this::moveTo);
        if (on.has(UpdatedArchitecture.DURABLE_STEP)) {
            followLog(host);
        } else {
            partitions.add(new ArrivalOrder(host.clock(), on, this::release));
        }
        host.http().serve(InternalApi.RELEASE, this::publish);
        host.sockets().serveNodes(this::opened);
        ringWatch.open(); // Only now: whoever is on the ring can serve.
    }

    private void followLog(Host host) {
        var orders = new ArrayList<ReleaseOrder>();
        for (var partition = 0; partition < log.partitions(); partition++) {
            orders.add(new ReleaseOrder(host, partition, pieces, on, this::release));
        }
        // Before anyone can subscribe: what memory held before the crash is not news to anybody.
        orders.forEach(ReleaseOrder::start);
        partitions.addAll(orders);
    }

    private Order orderOf(ChannelId channel) {
        return partitions.size() == 1 ? partitions.getFirst() : partitions.get(log.partitionOf(channel));
    }

    /** A push: the fast way here of a record that the log has. */
    private Released publish(Entrust request) {
        var logged = request.logged();
        if (!ringWatch.await(request.epoch(), PATIENCE) || !mayRelease(logged.channel(), request.epoch())) {
            throw new SlackError(NOT_THE_OWNER);
        }
        return new Released(orderOf(logged.channel()).push(logged));
    }

    private boolean mayRelease(ChannelId channel, long epoch) {
        return owns(channel) && fence.admits(epoch);
    }

    /** Called once per post, by and by in the order of the log. */
    private void release(Message message) {
        if (!owns(message.channel())) {
            return;
        }
        var release = new Frame.Release(ringWatch.ring().epoch(), message);
        subscribersOf(message.channel()).forEach((gateway, after) -> {
            // A gateway may be ahead of a server that has only just become the owner.
            if (message.ts().isAfter(after)) {
                gateway.send(release);
            }
        });
    }

    private boolean owns(ChannelId channel) {
        var ring = ringWatch.ring();
        return !ring.isEmpty() && plan.ownerOf(channel, ring.servers()).equals(self);
    }

    private Map<Socket, Ts> subscribersOf(ChannelId channel) {
        return subscribers.getOrDefault(channel, Map.of());
    }

    /** Straight through, touching no disk: what is transient is not kept, and not repeated. */
    private void passOn(Frame.UserTyping typing) {
        subscribersOf(typing.channel()).keySet().forEach(gateway -> gateway.send(typing));
    }

    private void moveTo(Ring ring) {
        fence.heardOf(ring.epoch());
        if (ring.epoch() == subscribedBy + 1) {
            subscribers.keySet().removeIf(channel -> !owns(channel));
        } else {
            beginAnew();
        }
        subscribedBy = ring.epoch();
        var inTime = List.copyOf(early);
        early.clear();
        inTime.forEach(wish -> subscribe(wish.gateway(), wish.wish()));
    }

    /** A ring was missed: a channel may have been elsewhere meanwhile, and nobody can tell which. Gateways come back and ask. */
    private void beginAnew() {
        var gateways = new LinkedHashSet<Socket>();
        subscribers.values().forEach(asked -> gateways.addAll(asked.keySet()));
        subscribers.clear();
        early.removeIf(wish -> gateways.contains(wish.gateway()));
        gateways.forEach(gateway -> gateway.close("missed a ring"));
    }

    private Handler opened(Socket gateway, Ticket ticket) {
        return new Handler() {
            @Override
            public void received(Frame frame) {
                switch (frame) {
                    case Frame.Subscribe wish -> subscribe(gateway, wish);
                    case Frame.Unsubscribe(var channel) -> unsubscribe(gateway, channel);
                    case Frame.UserTyping typing -> passOn(typing);
                    default -> throw new IllegalStateException("a gateway does not send " + frame);
                }
            }

            @Override
            public void closed(String reason) {
                early.removeIf(wish -> wish.gateway().equals(gateway));
                subscribers.values().removeIf(gateways -> gateways.remove(gateway) != null && gateways.isEmpty());
            }
        };
    }

    /** What the gateway lacks and then all that follows: nothing comes between, since nothing here waits. */
    private void subscribe(Socket gateway, Frame.Subscribe wish) {
        var ring = ringWatch.ring();
        if (wish.epoch() > ring.epoch()) {
            early.add(new Early(gateway, wish));
            return;
        }
        if (!fence.admits(wish.epoch())) {
            gateway.send(new Frame.RingChange(ring.epoch(), ring.servers()));
            return;
        }
        var channel = wish.channel();
        var recent = orderOf(channel).recent();
        var gateways = subscribers.computeIfAbsent(channel, _ -> new LinkedHashMap<>());
        if (gateways.containsKey(gateway)) {
            // Asked by an older ring already: all since then went over this connection, and would be said twice.
            gateway.send(new Frame.Subscribed(channel, recent.last(), ring.epoch(), true));
            return;
        }
        var after = wish.after() == null ? recent.last() : wish.after();
        var missed = recent.after(channel, after);
        missed.orElse(List.of()).forEach(message -> gateway.send(new Frame.Release(ring.epoch(), message)));
        var upTo = Ts.later(after, recent.last());
        gateway.send(new Frame.Subscribed(channel, upTo, ring.epoch(), missed.isPresent()));
        gateways.put(gateway, upTo);
    }

    private void unsubscribe(Socket gateway, ChannelId channel) {
        early.removeIf(
                wish -> wish.gateway().equals(gateway) && wish.wish().channel().equals(channel));
        var gateways = subscribers.get(channel);
        if (gateways != null && gateways.remove(gateway) != null && gateways.isEmpty()) {
            subscribers.remove(channel);
        }
    }
}
