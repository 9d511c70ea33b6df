package rtmlab.protocol.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.Post;
import rtmlab.protocol.SocketUrl;
import rtmlab.protocol.Ticket;
import rtmlab.protocol.Ts;
import rtmlab.protocol.UserId;
import rtmlab.protocol.api.Frame;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.Later;
import rtmlab.protocol.port.Node;
import rtmlab.protocol.port.NotDone;
import rtmlab.protocol.port.Sockets;
import rtmlab.protocol.port.Sockets.Handler;
import rtmlab.protocol.port.Sockets.Socket;

/** What {@link Sockets} promises. */
@Timeout(30)
public abstract class SocketsContract {

    private static final NodeName SERVER = NodeName.of("channel-server", 1);
    private static final Duration MOMENT = Duration.ofMillis(2);

    /** Runs these nodes and this as the code of one more, on hosts whose WebSockets reach the others. */
    protected abstract void inNode(Map<NodeName, Node> others, Consumer<Host> code);

    @Test
    void theListenerIsToldTheTicketAndMaySpeakFirst() {
        inNode(
                Map.of(
                        SERVER,
                        host -> host.sockets().serve((socket, ticket) -> {
                            socket.send(message(1, ticket.value()));
                            return new Deaf();
                        })),
                host -> {
                    var client = new Recorder(host);
                    host.sockets().open(url("ticket of alice & co?"), client);

                    assertThat(client.awaitFrames(1)).containsExactly(message(1, "ticket of alice & co?"));
                });
    }

    @Test
    void framesArriveInOrderAndUnchanged() {
        withEcho(host -> {
            var client = new Recorder(host);
            var socket = host.sockets().open(url("any"), client);
            LongStream.rangeClosed(1, 200).forEach(id -> socket.send(new Frame.Send(id, C1, Texts.ANY, null)));

            assertThat(client.awaitFrames(200))
                    .isEqualTo(LongStream.rangeClosed(1, 200)
                            .mapToObj(id -> new Frame.Reply(id, Ts.ofLogOffset(id), Texts.ANY))
                            .toList());
        });
    }

    @Test
    void framesOfOneSocketAreHandledInOrderAlsoWhenAHandlerWaits() {
        inNode(
                Map.of(
                        SERVER,
                        host -> serve(host, socket -> frame -> {
                            if (frame instanceof Frame.Ping(long id, var _)) {
                                // The earlier the frame, the longer its handling takes.
                                host.clock().sleep(MOMENT.multipliedBy(10 - id));
                                socket.send(new Frame.Pong(id));
                            }
                        })),
                host -> {
                    var client = new Recorder(host);
                    var socket = host.sockets().open(url("any"), client);
                    LongStream.rangeClosed(1, 9).forEach(id -> socket.send(new Frame.Ping(id)));

                    assertThat(client.awaitFrames(9))
                            .isEqualTo(LongStream.rangeClosed(1, 9)
                                    .mapToObj(Frame.Pong::new)
                                    .toList());
                });
    }

    @Test
    void noFrameIsHandledBeforeTheListenerHasReturned() {
        inNode(
                Map.of(
                        SERVER,
                        host -> host.sockets().serve((socket, ticket) -> {
                            host.clock().sleep(MOMENT.multipliedBy(10));
                            socket.send(new Frame.Hello());
                            return new Answering(frame -> socket.send(new Frame.Goodbye()));
                        })),
                host -> {
                    var client = new Recorder(host);
                    host.sockets().open(url("any"), client).send(new Frame.Ping(1));

                    assertThat(client.awaitFrames(2)).containsExactly(new Frame.Hello(), new Frame.Goodbye());
                });
    }

    @Test
    void noFrameIsHandledBeforeTheOpenerHasItsSocket() {
        inNode(
                Map.of(
                        SERVER,
                        host -> host.sockets().serve((socket, ticket) -> {
                            socket.send(new Frame.Hello());
                            return new Answering(frame -> socket.send(new Frame.Goodbye()));
                        })),
                host -> {
                    for (var round = 0; round < 20; round++) {
                        var opened = new ArrayList<Socket>();
                        var goodbye = host.<Boolean>later();
                        opened.add(host.sockets().open(url("any"), new Answering(frame -> {
                            if (frame.equals(new Frame.Hello())) {
                                opened.getFirst().send(new Frame.Ping(1));
                            } else {
                                goodbye.complete(true);
                            }
                        })));

                        assertThat(goodbye.await(Texts.LONG)).isPresent();
                    }
                });
    }

    @Test
    void socketsDoNotWaitForEachOther() {
        inNode(
                Map.of(SERVER, host -> {
                    var second = host.<Boolean>later();
                    serve(host, socket -> frame -> {
                        if (frame.equals(new Frame.Ping(1))) {
                            second.await(Texts.LONG);
                        } else {
                            second.complete(true);
                        }
                        socket.send(new Frame.Hello());
                    });
                }),
                host -> {
                    var first = new Recorder(host);
                    host.sockets().open(url("any"), first).send(new Frame.Ping(1));
                    var second = new Recorder(host);
                    host.sockets().open(url("any"), second).send(new Frame.Ping(2));

                    assertThat(first.awaitFrames(1)).containsExactly(new Frame.Hello());
                    assertThat(second.awaitFrames(1)).containsExactly(new Frame.Hello());
                });
    }

    @Test
    void whatWasSentBeforeAServersCloseArrivesBeforeIt() {
        inNode(
                Map.of(
                        SERVER,
                        host -> serve(host, socket -> frame -> {
                            LongStream.rangeClosed(1, 50).forEach(id -> socket.send(new Frame.Pong(id)));
                            socket.close("enough");
                        })),
                host -> {
                    var client = new Recorder(host);
                    host.sockets().open(url("any"), client).send(new Frame.Ping(1));

                    client.awaitClosed();
                    assertThat(client.frames).hasSize(50).endsWith(new Frame.Pong(50));
                });
    }

    @Test
    void whatWasSentBeforeAClientsCloseArrivesBeforeIt() {
        var received = new ArrayList<Frame>();
        inNode(
                Map.of(SERVER, host -> {
                    var closed = host.<Boolean>later();
                    host.sockets().serve((socket, ticket) -> {
                        if (ticket.value().equals("second")) {
                            closed.await(Texts.LONG);
                            socket.send(new Frame.Hello());
                            return new Deaf();
                        }
                        return new Recording(received, closed);
                    });
                }),
                host -> {
                    var socket = host.sockets().open(url("first"), new Deaf());
                    LongStream.rangeClosed(1, 50).forEach(id -> socket.send(new Frame.Ping(id)));
                    socket.close("enough");
                    var second = new Recorder(host);
                    host.sockets().open(url("second"), second);

                    second.awaitFrames(1);
                    assertThat(received).hasSize(50).endsWith(new Frame.Ping(50));
                });
    }

    @Test
    void bothEndsAreToldOnceThatItIsOver() {
        var closedAtServer = new ArrayList<String>();
        inNode(
                Map.of(
                        SERVER,
                        host -> host.sockets().serve((socket, ticket) -> new Handler() {
                            @Override
                            public void received(Frame frame) {}

                            @Override
                            public void closed(String reason) {
                                closedAtServer.add(reason);
                            }
                        })),
                host -> {
                    var client = new Recorder(host);
                    var socket = host.sockets().open(url("any"), client);
                    socket.close("enough");
                    socket.close("once more");
                    client.awaitClosed();
                    // What is sent now is lost, and nobody complains.
                    socket.send(new Frame.Ping(1));
                    awaitTrue(host, () -> !closedAtServer.isEmpty());
                    host.clock().sleep(MOMENT.multipliedBy(10));

                    assertThat(client.closed).hasSize(1);
                    assertThat(closedAtServer).hasSize(1);
                });
    }

    @Test
    void nobodyIsThereToOpenASocketTo() {
        inNode(
                Map.of(),
                host -> assertThatThrownBy(() -> host.sockets().open(url("any"), new Deaf()))
                        .isInstanceOf(NotDone.class));
    }

    @Test
    void aNodeThatTakesNoSocketsRefusesThem() {
        inNode(
                Map.of(SERVER, _ -> {}),
                host -> assertThatThrownBy(() -> host.sockets().open(url("any"), new Deaf()))
                        .isInstanceOf(NotDone.class));
    }

    private static final ChannelId C1 = new ChannelId("C1");

    private void withEcho(Consumer<Host> code) {
        inNode(
                Map.of(
                        SERVER,
                        host -> serve(host, socket -> frame -> {
                            if (frame instanceof Frame.Send(long id, var _, var text, var _)) {
                                socket.send(new Frame.Reply(id, Ts.ofLogOffset(id), text));
                            }
                        })),
                code);
    }

    private static void serve(Host host, Function<Socket, Consumer<Frame>> answers) {
        host.sockets().serve((socket, _) -> new Answering(answers.apply(socket)));
    }

    private static void awaitTrue(Host host, BooleanSupplier condition) {
        for (var look = 0; look < 5_000 && !condition.getAsBoolean(); look++) {
            host.clock().sleep(MOMENT);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    private static SocketUrl url(String ticket) {
        return new SocketUrl(SERVER, new Ticket(ticket));
    }

    private static Frame message(long offset, String text) {
        var post = new Post(C1, new UserId("U1"), text, new ClientMessageId("id-" + offset));
        return new Frame.Broadcast(post.at(Ts.ofLogOffset(offset)));
    }

    /** Writes down what it is told. */
    private static final class Recorder implements Handler {
        final List<Frame> frames = new ArrayList<>();
        final List<String> closed = new ArrayList<>();
        private final Host host;

        Recorder(Host host) {
            this.host = host;
        }

        List<Frame> awaitFrames(int count) {
            awaitTrue(host, () -> frames.size() >= count);
            return frames;
        }

        void awaitClosed() {
            awaitTrue(host, () -> !closed.isEmpty());
        }

        @Override
        public void received(Frame frame) {
            frames.add(frame);
        }

        @Override
        public void closed(String reason) {
            closed.add(reason);
        }
    }

    private record Recording(List<Frame> frames, Later<Boolean> over) implements Handler {
        @Override
        public void received(Frame frame) {
            frames.add(frame);
        }

        @Override
        public void closed(String reason) {
            over.complete(true);
        }
    }

    private record Answering(Consumer<Frame> answer) implements Handler {
        @Override
        public void received(Frame frame) {
            answer.accept(frame);
        }

        @Override
        public void closed(String reason) {}
    }

    private static final class Deaf implements Handler {
        @Override
        public void received(Frame frame) {}

        @Override
        public void closed(String reason) {}
    }
}
