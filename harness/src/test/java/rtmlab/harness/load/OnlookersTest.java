package rtmlab.harness.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import rtmlab.backends.runtime.AddressBook;
import rtmlab.backends.runtime.HostSettings;
import rtmlab.backends.runtime.RealHost;
import rtmlab.harness.real.Waiting;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.Post;
import rtmlab.protocol.Ts;
import rtmlab.protocol.UserId;
import rtmlab.protocol.api.Frame;
import rtmlab.protocol.port.Sockets.Handler;
import rtmlab.protocol.port.Sockets.Socket;

/** The measuring clients, on a real node's WebSockets. */
class OnlookersTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private record Shown(long number, int position) {}

    private final Queue<Shown> shown = new ConcurrentLinkedQueue<>();
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private RealHost server;
    private Onlookers onlookers;

    @BeforeEach
    void start() throws Exception {
        server = new RealHost(new NodeName("server-1"), HostSettings.of(new AddressBook()));
        server.run(() -> server.sockets().serve((socket, _) -> {
            sockets.add(socket);
            socket.send(new Frame.Hello());
            return new Handler() {
                @Override
                public void received(Frame frame) {}

                @Override
                public void closed(String reason) {}
            };
        }));
        onlookers = new Onlookers((number, position) -> shown.add(new Shown(number, position)));
        var url = URI.create(server.address().ws() + "/server-1?ticket=any");
        onlookers.join(url, 0);
        onlookers.join(url, 1);
        assertThat(Waiting.within(PATIENCE, () -> onlookers.greeted() == 2)).isTrue();
    }

    @AfterEach
    void stop() {
        onlookers.close();
        server.close();
    }

    @Test
    void everyOnlookerIsShownEveryMessageOnceHoweverLongItIs() {
        for (var number = 1; number <= 200; number++) {
            // Lengths of one byte, of two, and more than one read's worth in all.
            broadcast(number, number % 3 == 0 ? 4_000 : 20);
        }
        assertThat(Waiting.within(PATIENCE, () -> shown.size() >= 400)).isTrue();
        for (var position : List.of(0, 1)) {
            assertThat(shown.stream().filter(one -> one.position == position).map(Shown::number))
                    .hasSize(200)
                    .isSorted()
                    .doesNotHaveDuplicates();
        }
        assertThat(onlookers.gone()).isZero();
    }

    private void broadcast(long number, int bytes) {
        var post = new Post(
                new ChannelId("C1"), new UserId("U1"), Text.of(number, bytes), new ClientMessageId("load-" + number));
        var frame = new Frame.Broadcast(post.at(Ts.parse("1600000000.000001")));
        server.run(() -> sockets.forEach(socket -> socket.send(frame)));
    }

    @Test
    void whoLosesTheConnectionIsCounted() {
        server.run(() -> sockets.element().close("enough"));
        assertThat(Waiting.within(PATIENCE, () -> onlookers.gone() == 1)).isTrue();
    }
}
