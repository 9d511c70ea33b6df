package rtmlab.simulator.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.SocketUrl;
import rtmlab.protocol.Ticket;
import rtmlab.protocol.api.Frame;
import rtmlab.protocol.port.CallFailed;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.Sockets.Handler;
import rtmlab.protocol.port.Sockets.Socket;
import rtmlab.simulator.choice.Choices;
import rtmlab.simulator.choice.Departure;

/** WebSockets between a server and a client: order, loss, and who learns of what. */
class SocketsTest {

    private static final NodeName SERVER = new NodeName("server-1");
    private static final NodeName CLIENT = new NodeName("client-1");
    private static final Settings ALL = Settings.DEFAULT.withMishaps(Mishap.all());

    private final List<String> atServer = new ArrayList<>();
    private final List<String> atClient = new ArrayList<>();
    private @Nullable Host client;
    private @Nullable Socket clientSocket;
    private @Nullable Socket serverSocket;

    @Test
    void framesArriveInOrder() {
        try (var _ = connected()) {
            run(() -> send(clientSocket, 1, 2, 3));

            assertThat(atServer).containsExactly("ping 1", "ping 2", "ping 3");
        }
    }

    @Test
    void aDelayedFrameHoldsUpThoseBehindIt() {
        try (var _ = connected("delay of client-1: socket send ping #2")) {
            run(() -> send(clientSocket, 1, 2, 3));

            assertThat(atServer).containsExactly("ping 1", "ping 2", "ping 3");
            assertThat(world().now()).isGreaterThan(Duration.ofMillis(20));
        }
    }

    @Test
    void whatACutTookStaysLostWhenItsSenderDiesAfterIt() {
        try (var _ =
                connected("partition at client-1: socket send ping #2", "crash before client-1: socket send ping #3")) {
            run(() -> send(clientSocket, 1, 2, 3));

            assertThat(atServer).noneMatch(note -> note.startsWith("ping"));
        }
    }

    @Test
    void framesAreHandledOneAfterTheOtherAlsoWhenHandlingWaits() {
        slow = true;
        try (var _ = connected()) {
            run(() -> send(clientSocket, 1, 2));

            assertThat(atServer).containsExactly("ping 1", "done 1", "ping 2", "done 2");
        }
    }

    @Test
    void whatWasSentBeforeACloseArrivesAndThenBothAreTold() {
        try (var _ = connected()) {
            run(() -> {
                send(clientSocket, 1);
                requireOpen(clientSocket).close("enough");
                send(clientSocket, 2);
            });

            assertThat(atServer).containsExactly("ping 1", "closed: enough");
            assertThat(atClient).containsExactly("closed: enough");
        }
    }

    @Test
    void aServerCanCloseWhileItAccepts() {
        refusing = true;
        try (var _ = connected()) {
            assertThat(atClient).containsExactly("goodbye", "closed: no");
        }
    }

    @Test
    void whatANodeSentBeforeItDiedArrivesAndThenTheConnectionIsLost() {
        try (var _ = connected("crash after client-1: socket send ping #1")) {
            run(() -> send(clientSocket, 1, 2));

            assertThat(atServer).containsExactly("ping 1", "closed: the connection was lost");
        }
    }

    @Test
    void aFrameStillInADeadNodesBufferIsLost() {
        try (var _ =
                connected("delay of client-1: socket send ping #1", "crash before client-1: socket send ping #2")) {
            run(() -> send(clientSocket, 1, 2));

            assertThat(atServer).containsExactly("closed: the connection was lost");
        }
    }

    @Test
    void whatIsSentToADeadNodeIsLost() {
        try (var _ = connected("crash before server-1: socket send hello #1")) {
            run(() -> {
                requireOpen(clientSocket).send(new Frame.Typing(7, new ChannelId("C1")));
                send(clientSocket, 1);
            });

            assertThat(atClient).containsExactly("closed: the connection was lost");
            assertThat(atServer).containsExactly("typing");
        }
    }

    @Test
    void aFrameThatFailsTakesItsConnectionAlong() {
        try (var _ = connected("failure of client-1: socket send ping #2")) {
            run(() -> send(clientSocket, 1, 2, 3));

            assertThat(atServer).containsExactly("ping 1", "closed: the connection was lost");
            assertThat(atClient).containsExactly("closed: the connection was lost");
        }
    }

    @Test
    void aPartitionBreaksTheConnectionAndBothEndsNoticeLater() {
        try (var _ = connected("partition at client-1: socket send ping #1")) {
            run(() -> send(clientSocket, 1));

            assertThat(atServer).containsExactly("closed: the connection was lost");
            assertThat(atClient).containsExactly("closed: the connection was lost");
            assertThat(world().now()).isGreaterThan(Duration.ofMillis(500));
        }
    }

    @Test
    void whatAPartitionTookDoesNotComeBackWhenTheSenderDies() {
        try (var _ =
                connected("partition at client-1: socket send ping #2", "crash before client-1: socket send ping #3")) {
            run(() -> send(clientSocket, 1, 2, 3));

            assertThat(atServer).containsExactly("closed: the connection was lost");
        }
    }

    @Test
    void openingAWebSocketFailsWhereNobodyListens() {
        try (var world = new World(Settings.DEFAULT, Choices.calm())) {
            world.startServer(SERVER, () -> _ -> {});
            var failures = new ArrayList<String>();
            world.startClient(CLIENT, host -> failures.add(tryOpen(host)));
            world.settle();

            assertThat(failures).containsExactly("NotDone");
        }
    }

    @Test
    void openingAWebSocketThatIsLostRunsIntoATimeout() {
        try (var _ = connected()) {
            var failures = new ArrayList<String>();
            choose("loss of client-1: socket open server #1");
            run(() -> failures.add(tryOpen(client)));

            assertThat(failures).containsExactly("MaybeDone");
        }
    }

    @Test
    void aWebSocketWhoseOpeningWasNotLearnedOfIsClosedAgain() {
        try (var _ = connected()) {
            choose("lost reply of client-1: socket open server #1");
            run(() -> tryOpen(client));

            assertThat(atServer).containsExactly("closed: the client is gone");
        }
    }

    private static String tryOpen(@Nullable Host host) {
        try {
            if (host != null) {
                host.sockets().open(new SocketUrl(SERVER, new Ticket("again")), new Noting(new ArrayList<>()));
            }
            return "open";
        } catch (CallFailed failure) {
            return failure.getClass().getSimpleName();
        }
    }

    // The stage.

    private boolean slow;
    private boolean refusing;
    private List<Departure> chosen = List.of();
    private @Nullable World world;

    private World connected(String... departures) {
        choose(departures);
        var choices = new Choices((_, menu, subject, occurrence) -> {
            var label = subject + " #" + occurrence;
            return chosen.stream()
                    .filter(departure -> departure.toString().endsWith(" " + label))
                    .mapToInt(departure -> menu.options().indexOf(departure.option()))
                    .findFirst()
                    .orElse(0);
        });
        var made = new World(ALL, choices);
        world = made;
        made.startServer(
                SERVER,
                () -> host -> host.sockets().serve((socket, _) -> {
                    serverSocket = socket;
                    if (refusing) {
                        socket.send(new Frame.Goodbye());
                        socket.close("no");
                    }
                    return new Noting(atServer) {
                        @Override
                        public void received(Frame frame) {
                            super.received(frame);
                            if (slow && frame instanceof Frame.Ping(var id, var _)) {
                                host.clock().sleep(Duration.ofMillis(50));
                                atServer.add("done " + id);
                            }
                            if (frame instanceof Frame.Typing) {
                                socket.send(new Frame.Hello());
                            }
                        }
                    };
                }));
        made.startServer(CLIENT, () -> host -> {
            if (client == null) {
                client = host;
                clientSocket = host.sockets().open(new SocketUrl(SERVER, new Ticket("t")), new Noting(atClient));
            }
        });
        made.settle();
        made.beginWorkload();
        return made;
    }

    private void choose(String... departures) {
        chosen = List.of(departures).stream().map(Departure::parse).toList();
    }

    private World world() {
        if (world == null) {
            throw new IllegalStateException("no world");
        }
        return world;
    }

    private void run(Runnable script) {
        world().script(CLIENT, _ -> script.run());
        world().settle();
        assertThat(world().report().failures()).isEmpty();
    }

    private static Socket requireOpen(@Nullable Socket socket) {
        if (socket == null) {
            throw new IllegalStateException("no socket");
        }
        return socket;
    }

    private static void send(@Nullable Socket socket, int... pings) {
        for (var ping : pings) {
            requireOpen(socket).send(new Frame.Ping(ping));
        }
    }

    /** Notes what its socket gets. */
    private static class Noting implements Handler {
        private final List<String> notes;

        Noting(List<String> notes) {
            this.notes = notes;
        }

        @Override
        public void received(Frame frame) {
            notes.add(frame instanceof Frame.Ping(var id, var _) ? "ping " + id : frame.kind());
        }

        @Override
        public void closed(String reason) {
            notes.add("closed: " + reason);
        }
    }
}
