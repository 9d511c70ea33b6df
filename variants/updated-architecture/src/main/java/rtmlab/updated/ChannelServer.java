package rtmlab.updated;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.LogRecord;
import rtmlab.protocol.Message;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.Ticket;
import rtmlab.protocol.Ts;
import rtmlab.protocol.api.Frame;
import rtmlab.protocol.api.InternalApi;
import rtmlab.protocol.api.InternalApi.Publish;
import rtmlab.protocol.api.InternalApi.Released;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.Node;
import rtmlab.protocol.port.SlackError;
import rtmlab.protocol.port.Sockets.Handler;
import rtmlab.protocol.port.Sockets.Socket;
import rtmlab.protocol.variant.Mechanisms;

/**
 * Releases the messages of the channels that it owns to every gateway with subscribers.
 *
 * <p>It keeps nothing that the log does not have: after a crash it reads its memory back from there.
 */
final class ChannelServer implements Node {

    private final Ring ring;
    private final Mechanisms on;
    private final List<ReleaseOrder> partitions = new ArrayList<>();
    private final Map<ChannelId, List<Message>> recent = new HashMap<>();
    private final Map<ChannelId, Set<Socket>> subscribers = new HashMap<>();

    private NodeName self;

    ChannelServer(Ring ring, Mechanisms on) {
        this.ring = ring;
        this.on = on;
    }

    @Override
    public void start(Host host) {
        self = host.name();
        for (var partition = 0; partition < host.log().partitions(); partition++) {
            partitions.add(new ReleaseOrder(host, partition, on, this::release));
        }
        // Before anyone can subscribe: what memory held before the crash is not news to anybody.
        partitions.forEach(ReleaseOrder::rebuild);
        partitions.forEach(ReleaseOrder::follow);
        host.http().serve(InternalApi.RELEASE, this::publish);
        host.sockets().serve(this::opened);
    }

    /** A push: the fast way here of a record that the log has. */
    private Released publish(Publish request) {
        var logged = request.logged();
        if (!owns(logged.channel())) {
            throw new SlackError("not_the_owner");
        }
        return new Released(partitions.get(logged.partition()).push(logged));
    }

    /** Called once per post, by and by in the order of the log. */
    private void release(LogRecord record) {
        var channel = record.channel();
        if (!owns(channel)) {
            return;
        }
        var message = record.message();
        recent.computeIfAbsent(channel, _ -> new ArrayList<>()).add(message);
        send(channel, new Frame.Broadcast(message));
    }

    private boolean owns(ChannelId channel) {
        return ring.ownerOf(channel).equals(self);
    }

    private void send(ChannelId channel, Frame frame) {
        for (var gateway : subscribers.getOrDefault(channel, Set.of())) {
            gateway.send(frame);
        }
    }

    private Handler opened(Socket gateway, Ticket ticket) {
        return new Handler() {
            @Override
            public void received(Frame frame) {
                switch (frame) {
                    case Frame.Subscribe(var channel, var after) -> subscribe(gateway, channel, after);
                    case Frame.UserTyping typing -> send(typing.channel(), frame); // Touches no disk.
                    default -> throw new IllegalStateException("a gateway does not send " + frame);
                }
            }

            @Override
            public void closed(String reason) {
                subscribers.values().forEach(gateways -> gateways.remove(gateway));
            }
        };
    }

    /** What the gateway lacks and then all that follows: nothing comes between, since nothing here waits. */
    private void subscribe(Socket gateway, ChannelId channel, @Nullable Ts after) {
        var history = recent.getOrDefault(channel, List.of());
        if (after != null) {
            history.stream()
                    .filter(message -> message.ts().isAfter(after))
                    .forEach(message -> gateway.send(new Frame.Broadcast(message)));
        }
        gateway.send(new Frame.Subscribed(
                channel, history.isEmpty() ? Ts.BEFORE_ALL : history.getLast().ts()));
        subscribers.computeIfAbsent(channel, _ -> new LinkedHashSet<>()).add(gateway);
    }
}
