package rtmlab.backends.websocket;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rtmlab.backends.launch.Ports;
import rtmlab.backends.runtime.AddressBook.Address;
import rtmlab.backends.runtime.NodeSecret;
import rtmlab.backends.runtime.Nodes;
import rtmlab.backends.runtime.RealHost;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.Post;
import rtmlab.protocol.SocketUrl;
import rtmlab.protocol.Ticket;
import rtmlab.protocol.Ts;
import rtmlab.protocol.UserId;
import rtmlab.protocol.api.Frame;
import rtmlab.protocol.contract.SocketsContract;
import rtmlab.protocol.port.CrashPoint;
import rtmlab.protocol.port.CrashPoint.Fault;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.MaybeDone;
import rtmlab.protocol.port.Node;
import rtmlab.protocol.port.NotDone;
import rtmlab.protocol.port.Sockets;
import rtmlab.protocol.port.Sockets.Handler;
import rtmlab.protocol.port.StepAddress;

class SocketsPortTest extends SocketsContract {

    private static final NodeName SERVER = NodeName.of("channel-server", 1);
    private static final NodeName CALLER = NodeName.of("caller", 1);
    private static final String CLOSED = "closed";

    @Override
    protected void inNode(Map<NodeName, Node> others, Consumer<Host> code) {
        Nodes.run(others, code);
    }

    @Test
    void anyWebSocketClientIsUnderstood() {
        withServer((_, server) -> {
            var client = Client.connect(server, "/channel-server-1?ticket=t-1");
            client.send("{\"id\":1,\"type\":\"ping\"}");
            assertThat(client.next()).isEqualTo("{\"type\":\"pong\",\"reply_to\":1}");

            client.socket().sendPing(ByteBuffer.wrap(new byte[] {1, 2, 3})).join();
            assertThat(client.next()).isEqualTo("pong of 3 bytes");

            client.socket().sendText("{\"id\":2,", false).join();
            client.send("\"type\":\"ping\"}");
            assertThat(client.next()).isEqualTo("{\"type\":\"pong\",\"reply_to\":2}");

            client.socket().sendClose(WebSocket.NORMAL_CLOSURE, "enough").join();
            assertThat(client.next()).isEqualTo("closed 1000 enough");
        });
    }

    @Test
    void whereNodesAloneMayConnectNobodyElseGetsIn() {
        try (var nodes = new Nodes()) {
            var server = nodes.start(SERVER, host -> host.sockets().serveNodes((_, _) -> new Recorder()));
            var stranger = nodes.add(CALLER, settings -> settings.withSecret(NodeSecret.random()));

            assertThatThrownBy(() -> open(stranger)).isInstanceOf(NotDone.class);
            assertThatThrownBy(() -> Client.connect(server, "/channel-server-1?ticket=t-1"))
                    .isInstanceOf(CompletionException.class);
            open(nodes.add(NodeName.of("gateway-server", 1), settings -> settings));
        }
    }

    @Test
    void whatIsNoFrameIsRefusedAndTheConnectionStays() {
        withServer((_, server) -> {
            var client = Client.connect(server, "/channel-server-1?ticket=t-1");
            client.send("hello?");
            assertThat(client.next())
                    .isEqualTo("{\"type\":\"error\",\"error\":{\"code\":5,\"msg\":\"this frame cannot be read\"}}");
            client.send("{\"id\":7,\"type\":\"message\",\"channel\":\"C1\"}");
            assertThat(client.next())
                    .isEqualTo(
                            "{\"ok\":false,\"reply_to\":7,\"error\":{\"code\":2,\"msg\":\"message text is missing\"}}");
            client.socket()
                    .sendBinary(ByteBuffer.wrap(new byte[] {1, 2, 3}), true)
                    .join();
            assertThat(client.next()).contains("this frame cannot be read");

            client.send("{\"id\":8,\"type\":\"ping\"}");
            assertThat(client.next()).isEqualTo("{\"type\":\"pong\",\"reply_to\":8}");
        });
    }

    @Test
    void aFrameOf16KilobytesIsTakenAndALargerOneDisconnects() {
        withServer((_, server) -> {
            var client = Client.connect(server, "/channel-server-1?ticket=t-1");
            var ping = "{\"id\":1,\"type\":\"ping\",\"filler\":\"\"}";
            client.send(ping.replace("\"\"", '"' + "x".repeat(16_384 - ping.length()) + '"'));
            assertThat(client.next()).isEqualTo("{\"type\":\"pong\",\"reply_to\":1}");

            client.send(ping.replace("\"\"", '"' + "x".repeat(16_385 - ping.length()) + '"'));
            assertThat(client.next()).startsWith("closed 1009");
        });
    }

    /** Also while none of them is the last, and where they hold nothing at all. */
    @ParameterizedTest
    @ValueSource(ints = {8_000, 1_000, 0})
    void piecesOfAMessageAreCountedTogether(int length) {
        withServer((_, server) -> {
            var client = Client.connect(server, "/channel-server-1?ticket=t-1");
            var piece = "x".repeat(length);
            assertThatThrownBy(() -> {
                        for (var pieces = 0; pieces < 100_000; pieces++) {
                            client.socket().sendText(piece, false).join();
                        }
                    })
                    .as("hung up on")
                    .isInstanceOf(CompletionException.class);

            assertThat(client.next()).startsWith("closed 1009");
            Client.connect(server, "/channel-server-1?ticket=t-1");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/channel-server-2?ticket=t-1",
                "/channel-server-1",
                "/channel-server-1?ticket=",
                "/",
                "/No%20node?ticket=t-1"
            })
    void nobodyIsLetInUnderAWrongUrl(String path) {
        withServer((_, server) -> {
            assertThatThrownBy(() -> Client.connect(server, path)).isInstanceOf(CompletionException.class);
        });
    }

    @Test
    void whateverIsNoHandshakeIsHungUpOn() throws IOException {
        try (var nodes = new Nodes()) {
            var server = nodes.start(SERVER, SocketsPortTest::serve);
            try (var socket =
                    new Socket(InetAddress.getLoopbackAddress(), base(server).getPort())) {
                socket.getOutputStream().write("POST / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.UTF_8));
                assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                        .startsWith("HTTP/1.1 404");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "G", "GET /channel-server-1?ticket=t-1 HTTP/1.1\r\nHost: x\r\n"})
    void whoDoesNotAskForAWebSocketInTimeIsHungUpOn(String begun) throws IOException {
        try (var nodes = new Nodes()) {
            var server = nodes.add(
                    SERVER, settings -> settings.withSockets(settings.sockets().withHandshakeWithin(ofMillis(200))));
            server.start(SocketsPortTest::serve);
            var inTime = Client.connect(server, "/channel-server-1?ticket=t-1");
            try (var socket = connect(server)) {
                socket.getOutputStream().write(begun.getBytes(StandardCharsets.UTF_8));

                assertThat(socket.getInputStream().readAllBytes()).isEmpty();
            }
            inTime.send("{\"id\":1,\"type\":\"ping\"}");
            assertThat(inTime.next()).as("whoever asked stays").isEqualTo("{\"type\":\"pong\",\"reply_to\":1}");
        }
    }

    @Test
    void whoseHandshakeComesToNoEndIsHungUpOnBeforeItFillsTheMemory() throws IOException {
        try (var nodes = new Nodes()) {
            var server = nodes.add(
                    SERVER, settings -> settings.withSockets(settings.sockets().withHandshakeWithin(ofMinutes(5))));
            server.start(SocketsPortTest::serve);
            try (var socket = connect(server)) {
                var line = ("X-More: " + "x".repeat(1_000) + "\r\n").getBytes(StandardCharsets.UTF_8);
                assertThatThrownBy(() -> {
                            socket.getOutputStream().write("GET / HTTP/1.1\r\n".getBytes(StandardCharsets.UTF_8));
                            for (var lines = 0; lines < 100_000; lines++) {
                                socket.getOutputStream().write(line);
                            }
                        })
                        .isInstanceOf(SocketException.class);
            }
            Client.connect(server, "/channel-server-1?ticket=t-1");
        }
    }

    private static Socket connect(RealHost server) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), base(server).getPort());
        socket.setSoTimeout(10_000);
        return socket;
    }

    @Test
    void aHandshakeMayComeInPiecesWithAFrameOnItsHeels() throws IOException {
        try (var nodes = new Nodes()) {
            var server = nodes.start(SERVER, SocketsPortTest::serve);
            try (var socket =
                    new Socket(InetAddress.getLoopbackAddress(), base(server).getPort())) {
                socket.setTcpNoDelay(true);
                socket.setSoTimeout(10_000);
                var out = socket.getOutputStream();
                for (var letter : handshake("/channel-server-1?ticket=t-1")) {
                    out.write(letter);
                    out.flush();
                }
                // A text frame of 22 bytes, masked with zeros.
                out.write(new byte[] {(byte) 0x81, (byte) (0x80 | 22), 0, 0, 0, 0});
                out.write("{\"id\":1,\"type\":\"ping\"}".getBytes(StandardCharsets.UTF_8));

                var answer = new StringBuilder();
                while (answer.indexOf("\"reply_to\":1}") < 0) {
                    answer.append((char) socket.getInputStream().read());
                }
                assertThat(answer.toString()).startsWith("HTTP/1.1 101").contains("{\"type\":\"pong\"");
            }
        }
    }

    @Test
    void theFirstFrameNeverOvertakesTheHandshake() {
        try (var nodes = new Nodes()) {
            nodes.start(
                    SERVER,
                    host -> host.sockets().serve((socket, _) -> {
                        socket.send(new Frame.Hello());
                        return new Ending(new LinkedBlockingQueue<>());
                    }));
            var caller = nodes.add(CALLER, settings -> settings);
            for (var round = 0; round < 500; round++) {
                var client = new Recorder();
                caller.run(() -> client.open(caller));
                assertThat(client.next()).isEqualTo("hello");
            }
        }
    }

    @Test
    void aMistakeInAHandlerClosesItsSocketAndNoOther() {
        withServer((_, server) -> {
            var bad = Client.connect(server, "/channel-server-1?ticket=t-1");
            var good = Client.connect(server, "/channel-server-1?ticket=t-2");
            bad.send("{\"id\":1,\"type\":\"typing\",\"channel\":\"C1\"}");
            assertThat(bad.next()).isEqualTo("closed 1011 fatal_error");

            good.send("{\"id\":2,\"type\":\"ping\"}");
            assertThat(good.next()).isEqualTo("{\"type\":\"pong\",\"reply_to\":2}");
        });
    }

    @Test
    void theSameFrameForManyIsTheSameForEach() {
        withServer((caller, server) -> {
            var clients = IntStream.range(0, 50)
                    .mapToObj(_ -> new Recorder())
                    .peek(client -> caller.run(() -> client.open(caller)))
                    .toList();
            // A client knows that its socket is open before the node does; a pong comes from one that does.
            for (var client : clients) {
                client.send(new Frame.Ping(1));
                assertThat(client.next()).isEqualTo("pong");
            }
            clients.getFirst().send(new Frame.Send(2, new ChannelId("C1"), "to all", null));

            for (var client : clients) {
                assertThat(client.next()).isEqualTo("message to all");
            }
        });
    }

    @Test
    void aReaderThatHangsIsGivenUpAndNobodyWaitsForIt() throws IOException {
        try (var nodes = new Nodes()) {
            var caller = nodes.add(CALLER, settings -> settings);
            var server = nodes.add(
                    SERVER, settings -> settings.withSockets(settings.sockets().withMaxUnsentBytes(64 << 10)));
            server.start(SocketsPortTest::serve);
            var good = new Recorder();
            caller.run(() -> good.open(caller));
            try (var hanging = new Socket()) {
                hanging.setReceiveBufferSize(4_096);
                hanging.connect(new InetSocketAddress(
                        InetAddress.getLoopbackAddress(), base(server).getPort()));
                hanging.getOutputStream().write(handshake("/channel-server-1?ticket=hangs"));
                var text = "x".repeat(4_000);
                // What the system keeps for a reader comes on top of what we keep.
                for (var number = 1; number <= 2_000; number++) {
                    good.send(new Frame.Send(number, new ChannelId("C1"), text, null));
                    assertThat(good.next()).isEqualTo("message " + text);
                }

                assertThat(endsWithin(hanging)).isTrue();
                good.send(new Frame.Ping(1));
                assertThat(good.next()).isEqualTo("pong");
            }
        }
    }

    @Test
    void noServerThereOrAnotherOneIsNotDone() {
        try (var nodes = new Nodes()) {
            var caller = nodes.add(CALLER, settings -> settings);
            nodes.addresses().put(SERVER, Address.local(0, Ports.free()));
            assertThatThrownBy(() -> open(caller)).isInstanceOf(NotDone.class);

            var other = nodes.start(NodeName.of("channel-server", 2), SocketsPortTest::serve);
            nodes.addresses().put(SERVER, other.address());
            assertThatThrownBy(() -> open(caller)).isInstanceOf(NotDone.class).hasMessageContaining("refused");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 101 Switch", "silence"})
    void aHandshakeThatFailsMidwayMayHaveOpenedIt(String answer) throws IOException {
        try (var nodes = new Nodes();
                var listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var caller = nodes.add(CALLER, settings -> settings);
            nodes.addresses().put(SERVER, Address.local(0, listening.getLocalPort()));
            var server = CompletableFuture.runAsync(() -> {
                try (var connection = listening.accept()) {
                    connection.getInputStream().read();
                    if (answer.equals("silence")) {
                        connection.getInputStream().readAllBytes();
                    }
                    connection.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
                } catch (IOException _) {
                    // The client has hung up.
                }
            });

            assertThatThrownBy(() -> open(caller)).isInstanceOf(MaybeDone.class);
            // And it holds no connection open that its node knows nothing of.
            server.join();
        }
    }

    @ParameterizedTest
    @CsvSource({"FAIL, NotDone, 0", "LOSE_REPLY, MaybeDone, 1"})
    void openingIsAStep(Fault fault, String told, int opened) {
        try (var nodes = new Nodes()) {
            var count = new AtomicInteger();
            var ends = new LinkedBlockingQueue<String>();
            nodes.start(
                    SERVER,
                    host -> host.sockets().serve((_, _) -> {
                        count.incrementAndGet();
                        return new Ending(ends);
                    }));
            var caller = nodes.add(CALLER, settings -> settings);
            var point = new CrashPoint(new StepAddress(CALLER, "socket open channel-server", 1), fault);
            caller.steps().arm(point);

            assertThatThrownBy(() -> open(caller))
                    .satisfies(failure ->
                            assertThat(failure.getClass().getSimpleName()).isEqualTo(told));
            assertThat(nodes.struck()).containsExactly(point);
            for (var end = 0; end < opened; end++) {
                // Nobody here has that socket, so it does not stay open.
                assertThat(next(ends)).isEqualTo(CLOSED);
            }
            assertThat(count).hasValue(opened);
        }
    }

    @Test
    void sendingIsAStepAndAFrameThatCannotBeSentTakesItsConnectionAlong() {
        try (var nodes = new Nodes()) {
            var server = nodes.start(SERVER, SocketsPortTest::serve);
            var caller = nodes.add(CALLER, settings -> settings);
            var client = new Recorder();
            caller.run(() -> client.open(caller));
            var point = new CrashPoint(new StepAddress(SERVER, "socket send pong", 2), Fault.FAIL);
            server.steps().arm(point);
            for (var id = 1; id <= 3; id++) {
                client.send(new Frame.Ping(id));
            }

            assertThat(client.next()).isEqualTo("pong");
            assertThat(client.next()).startsWith(CLOSED);
            assertThat(nodes.struck()).containsExactly(point);
        }
    }

    @Test
    void aNodeThatEndsClosesItsSocketsAndFreesItsPort() {
        try (var nodes = new Nodes()) {
            var server = nodes.start(SERVER, SocketsPortTest::serve);
            var port = base(server).getPort();
            var caller = nodes.add(CALLER, settings -> settings);
            var client = new Recorder();
            caller.run(() -> client.open(caller));
            server.close();
            assertThat(client.next()).isEqualTo(CLOSED);

            var successor = nodes.add(SERVER, settings -> settings.withPorts(0, port));
            successor.start(SocketsPortTest::serve);
            assertThat(base(successor).getPort()).isEqualTo(port);
        }
    }

    /** Answers pings, sends what it is sent to all, and makes a mistake at a {@code typing}. */
    private static void serve(Host host) {
        var all = new LinkedHashSet<Sockets.Socket>();
        host.sockets().serve((socket, _) -> {
            all.add(socket);
            return new Handler() {
                @Override
                public void received(Frame frame) {
                    switch (frame) {
                        case Frame.Ping(long id, var _) -> socket.send(new Frame.Pong(id));
                        case Frame.Send(long id, var channel, var text, var _) -> {
                            var post = new Post(channel, new UserId("U1"), text, new ClientMessageId("id-" + id));
                            var message = new Frame.Broadcast(post.at(Ts.ofLogOffset(id)));
                            all.forEach(each -> each.send(message));
                        }
                        case Frame.Typing _ -> throw new Mistake();
                        default -> throw new AssertionError(frame);
                    }
                }

                @Override
                public void closed(String reason) {
                    all.remove(socket);
                }
            };
        });
    }

    /** A mistake in node code, on purpose; what logs it need not say where. */
    private static final class Mistake extends RuntimeException {
        private static final long serialVersionUID = 1;

        Mistake() {
            super("a mistake on purpose", null, false, false);
        }
    }

    private interface WithServer {
        void run(RealHost caller, RealHost server);
    }

    private static void withServer(WithServer code) {
        try (var nodes = new Nodes()) {
            var server = nodes.start(SERVER, SocketsPortTest::serve);
            code.run(nodes.add(CALLER, settings -> settings), server);
        }
    }

    private static void open(RealHost caller) {
        caller.run(() -> new Recorder().open(caller));
    }

    private static URI base(RealHost server) {
        return Objects.requireNonNull(server.address().ws());
    }

    private static boolean endsWithin(Socket socket) throws IOException {
        socket.setSoTimeout(10_000);
        try {
            socket.getInputStream().readAllBytes();
            return true;
        } catch (SocketTimeoutException _) {
            return false;
        } catch (IOException _) {
            return true;
        }
    }

    private static byte[] handshake(String path) {
        return ("GET " + path + " HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String next(BlockingQueue<String> queue) {
        try {
            return Objects.requireNonNullElse(queue.poll(10, TimeUnit.SECONDS), "nothing came");
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private record Ending(BlockingQueue<String> ends) implements Handler {
        @Override
        public void received(Frame frame) {}

        @Override
        public void closed(String reason) {
            ends.add(CLOSED);
        }
    }

    /** A client of ours. */
    private static final class Recorder implements Handler {
        private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        private @Nullable RealHost host;
        private Sockets.@Nullable Socket socket;

        void open(RealHost caller) {
            host = caller;
            socket = caller.sockets().open(new SocketUrl(SERVER, new Ticket("t-1")), this);
        }

        void send(Frame frame) {
            Objects.requireNonNull(host)
                    .run(() -> Objects.requireNonNull(socket).send(frame));
        }

        String next() {
            return SocketsPortTest.next(seen);
        }

        @Override
        public void received(Frame frame) {
            seen.add(frame instanceof Frame.Broadcast(var message) ? "message " + message.text() : frame.kind());
        }

        @Override
        public void closed(String reason) {
            seen.add(CLOSED);
        }
    }

    /** The JDK's own WebSocket client. */
    private static final class Client implements WebSocket.Listener {
        private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        private final StringBuilder text = new StringBuilder();
        private @Nullable WebSocket socket;

        static Client connect(RealHost server, String path) {
            var client = new Client();
            client.socket = HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .buildAsync(URI.create(base(server) + path), client)
                    .join();
            return client;
        }

        WebSocket socket() {
            return Objects.requireNonNull(socket);
        }

        void send(String frame) {
            socket().sendText(frame, true).join();
        }

        String next() {
            return SocketsPortTest.next(seen);
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                seen.add(text.toString());
                text.setLength(0);
            }
            webSocket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onPong(WebSocket webSocket, ByteBuffer message) {
            seen.add("pong of " + message.remaining() + " bytes");
            webSocket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
            seen.add("closed " + statusCode + (reason.isEmpty() ? "" : " " + reason));
            return null;
        }

        @Override
        public void onError(WebSocket webSocket, Throwable error) {
            seen.add("error " + error);
        }
    }
}
