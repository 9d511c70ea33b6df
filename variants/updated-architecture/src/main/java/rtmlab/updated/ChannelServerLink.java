package rtmlab.updated;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.SocketUrl;
import rtmlab.protocol.Ticket;
import rtmlab.protocol.Ts;
import rtmlab.protocol.api.Frame;
import rtmlab.protocol.port.CallFailed;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.Later;
import rtmlab.protocol.port.MaybeDone;
import rtmlab.protocol.port.Sockets.Handler;
import rtmlab.protocol.port.Sockets.Socket;
import rtmlab.protocol.shared.BackOff;

/** A gateway's connection to one channel server: comes back when it breaks, and goes on after the last message. */
final class ChannelServerLink {

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Host host;
    private final NodeName server;
    private final BiConsumer<ChannelId, Frame> arrived;
    private final Map<ChannelId, Subscription> subscriptions = new LinkedHashMap<>();
    private @Nullable Socket socket;

    ChannelServerLink(Host host, NodeName server, BiConsumer<ChannelId, Frame> arrived) {
        this.host = host;
        this.server = server;
        this.arrived = arrived;
    }

    /** Connects, and connects again whenever the connection breaks. Does not wait. */
    void open() {
        host.spawn("link to " + server, this::connect);
    }

    /** Returns when everything released in the channel from now on will arrive; throws when that takes too long. */
    void subscribe(ChannelId channel) {
        var isNew = !subscriptions.containsKey(channel);
        var subscription = to(channel);
        if (isNew) {
            subscription.ask();
        }
        subscription.awaitConfirmation();
    }

    /** Sends a frame if there is a connection; otherwise it is lost. */
    void send(Frame frame) {
        if (socket != null) {
            socket.send(frame);
        }
    }

    private Subscription to(ChannelId channel) {
        return subscriptions.computeIfAbsent(channel, Subscription::new);
    }

    private void connect() {
        var backOff = new BackOff(host.random());
        while (true) {
            try {
                var url = new SocketUrl(server, new Ticket(host.name().value()));
                socket = host.sockets().open(url, new Frames());
                subscriptions.values().forEach(Subscription::ask);
                return;
            } catch (CallFailed _) {
                host.clock().sleep(backOff.next());
            }
        }
    }

    private final class Frames implements Handler {
        @Override
        public void received(Frame frame) {
            switch (frame) {
                case Frame.Broadcast(var message) -> {
                    to(message.channel()).last = message.ts();
                    arrived.accept(message.channel(), frame);
                }
                case Frame.UserTyping typing -> arrived.accept(typing.channel(), frame);
                case Frame.Subscribed(var channel, var upTo) -> to(channel).confirm(upTo);
                default -> throw new IllegalStateException("a channel server does not send " + frame);
            }
        }

        @Override
        public void closed(String reason) {
            socket = null;
            subscriptions.values().forEach(subscription -> subscription.confirmed = false);
            open();
        }
    }

    /** What this gateway wants to hear of one channel, as long as the process lives. */
    private final class Subscription {
        final ChannelId channel;
        final List<Later<Boolean>> waiting = new ArrayList<>();
        boolean confirmed;

        /** The last message that arrived, or that the server had released before; null until the first answer. */
        @Nullable
        Ts last;

        Subscription(ChannelId channel) {
            this.channel = channel;
        }

        void ask() {
            send(new Frame.Subscribe(channel, last));
        }

        void confirm(Ts upTo) {
            last = upTo;
            confirmed = true;
            waiting.forEach(later -> later.complete(true));
            waiting.clear();
        }

        void awaitConfirmation() {
            if (confirmed) {
                return;
            }
            Later<Boolean> answer = host.later();
            waiting.add(answer);
            if (answer.await(PATIENCE).isEmpty()) {
                throw new MaybeDone(server + " has not confirmed the subscription to " + channel);
            }
        }
    }
}
