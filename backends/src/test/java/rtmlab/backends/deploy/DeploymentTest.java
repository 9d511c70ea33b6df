package rtmlab.backends.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static rtmlab.backends.deploy.EchoArchitecture.CHANNEL_SERVER;
import static rtmlab.backends.deploy.EchoArchitecture.WEB_APP;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rtmlab.backends.launch.LaunchFailure;
import rtmlab.backends.launch.ServerAddresses;
import rtmlab.backends.runtime.HostSettings;
import rtmlab.backends.runtime.RealHost;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.Regions;
import rtmlab.protocol.SocketUrl;
import rtmlab.protocol.Ticket;
import rtmlab.protocol.Token;
import rtmlab.protocol.api.Frame;
import rtmlab.protocol.api.WebApi;
import rtmlab.protocol.port.CallFailed;
import rtmlab.protocol.port.CrashPoint;
import rtmlab.protocol.port.CrashPoint.Fault;
import rtmlab.protocol.port.Sockets.Handler;
import rtmlab.protocol.port.Sockets.Socket;
import rtmlab.protocol.port.StepAddress;
import rtmlab.protocol.variant.Mechanisms;

/** Nodes as real processes: crashed where they should be, and started again. */
@Timeout(60)
class DeploymentTest {

    private static final ServerAddresses NO_SERVERS = ServerAddresses.ofOwn("none", 1, 1, "none", "none");
    private static final String CLOSED = "closed";

    /** How often each crash is tried; one that comes a step too early or too late does so only now and then. */
    private static final int ROUNDS = Integer.getInteger("rtmlab.rounds", 1);

    @TempDir
    static Path folder;

    private static final BlockingQueue<CrashPoint> STRUCK = new LinkedBlockingQueue<>();
    private static final BlockingQueue<String> DEATHS = new LinkedBlockingQueue<>();

    // One for all tests, each of which leaves it whole: a process takes a second to start on a busy machine.
    private static @Nullable Deployment shared;

    private final RealHost tester =
            new RealHost(new NodeName("tester"), HostSettings.of(deployment().addresses()));

    @BeforeAll
    static void start() {
        shared = launch("shared", Map.of());
        deployment().onStruck(STRUCK::add);
        deployment().onDeath(DEATHS::add);
    }

    private static Deployment launch(String name, Map<NodeName, Integer> httpPorts) {
        var files = folder.resolve(name);
        return Deployment.launch(
                new EchoArchitecture(),
                new Mechanisms(List.of()),
                NO_SERVERS,
                Regions.one(),
                new Deployment.Folders(files.resolve("logs"), files.resolve("disks"), files.resolve("cache")),
                httpPorts,
                Map.of());
    }

    @AfterEach
    void everybodyIsThereAndNobodyDiedUnexpectedly() {
        tester.close();

        assertThat(deployment().processes()).hasSize(2);
        assertThat(STRUCK).isEmpty();
        assertThat(DEATHS).isEmpty();
    }

    @AfterAll
    static void nothingIsLeftBehind() {
        var processes = deployment().processes();
        deployment().close();

        assertThat(processes).isNotEmpty().noneMatch(ProcessHandle::isAlive);
    }

    @Test
    void nodesReachEachOtherAndTheirClients() {
        var screen = connect();

        assertThat(post("hello")).isEqualTo("ok");
        assertThat(screen.next()).isEqualTo("message hello");
        assertThat(folder.resolve("shared/disks/web-app-1/" + EchoArchitecture.TAKEN))
                .content()
                .endsWith("hello\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    CRASH_BEFORE | disk append                                | MaybeDone | closed  | 0
                    CRASH_AFTER  | disk append                                | MaybeDone | closed  | 1
                    CRASH_BEFORE | http POST channel-server /internal/messages | MaybeDone | closed  | 1
                    CRASH_AFTER  | http POST channel-server /internal/messages | MaybeDone | message | 1
                    CRASH_BEFORE | http answer /api/chat.postMessage          | MaybeDone | message | 1
                    CRASH_AFTER  | http answer /api/chat.postMessage          | ok        | message | 1
                    """)
    void theWebAppCrashesWhereItShould(Fault fault, String step, String told, String shown, int taken)
            throws IOException {
        var file = folder.resolve("shared/disks/web-app-1/" + EchoArchitecture.TAKEN);
        for (var round = 0; round < ROUNDS; round++) {
            Files.deleteIfExists(file);
            var screen = connect();
            var point = arm(WEB_APP, step, 1, fault);

            assertThat(post("hello")).isEqualTo(told);
            assertThat(next(STRUCK)).isEqualTo(point);
            restart(WEB_APP);
            // Whoever listens at the channel server has heard of it or never will.
            screen.drop();
            assertThat(screen.next()).isEqualTo(shown.equals(CLOSED) ? CLOSED : "message hello");
            assertThat(Files.exists(file) ? Files.readAllLines(file) : List.of())
                    .hasSize(taken);
        }
    }

    @Tag("slow")
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    CRASH_BEFORE | socket send message              | 1 | nobody
                    CRASH_AFTER  | socket send message              | 1 | one
                    CRASH_BEFORE | socket send message              | 2 | one
                    CRASH_AFTER  | socket send message              | 2 | both
                    CRASH_BEFORE | http answer /internal/messages   | 1 | both
                    """)
    void theChannelServerCrashesAmidABroadcast(Fault fault, String step, int occurrence, String shownTo) {
        for (var round = 0; round < ROUNDS; round++) {
            var first = connect();
            var second = connect();
            var point = arm(CHANNEL_SERVER, step, occurrence, fault);

            assertThat(post("hello")).isEqualTo("MaybeDone");
            assertThat(next(STRUCK)).isEqualTo(point);
            assertThat(first.next()).isEqualTo(shownTo.equals("nobody") ? CLOSED : "message hello");
            assertThat(second.next()).isEqualTo(shownTo.equals("both") ? "message hello" : CLOSED);
            restart(CHANNEL_SERVER);
        }
    }

    @Tag("slow")
    @Test
    void whatWasSentBeforeACrashIsOut() {
        for (var round = 0; round < ROUNDS; round++) {
            var screen = connect();
            var point = arm(CHANNEL_SERVER, "socket send goodbye", 1, Fault.CRASH_BEFORE);
            screen.ping();

            assertThat(screen.next()).isEqualTo("pong");
            assertThat(screen.next()).isEqualTo(CLOSED);
            assertThat(next(STRUCK)).isEqualTo(point);
            restart(CHANNEL_SERVER);
        }
    }

    @Tag("slow")
    @ParameterizedTest
    @CsvSource({"CRASH_BEFORE, 0", "CRASH_AFTER, 1"})
    void openingAWebSocketIsAStep(Fault fault, int opened) {
        for (var round = 0; round < ROUNDS; round++) {
            var before = openedSoFar();
            arm(WEB_APP, "socket open channel-server", 1, fault);

            assertThat(post("connect")).isEqualTo("MaybeDone");
            next(STRUCK);
            restart(WEB_APP);
            assertThat(openedSoFar() - before).isEqualTo(opened);
        }
    }

    @Test
    void anAnswerMayBeLostOrFailAndTheNodeLives() {
        var screen = connect();
        var lost = arm(WEB_APP, "http answer /api/chat.postMessage", 1, Fault.LOSE_REPLY);
        assertThat(post("one")).isEqualTo("MaybeDone");
        assertThat(next(STRUCK)).isEqualTo(lost);

        var failed = arm(WEB_APP, "http answer /api/chat.postMessage", 1, Fault.FAIL);
        // Its handler had run: that nothing happened is not what the caller may be told.
        assertThat(post("two")).isEqualTo("MaybeDone");
        assertThat(next(STRUCK)).isEqualTo(failed);

        assertThat(post("three")).isEqualTo("ok");
        assertThat(List.of(screen.next(), screen.next(), screen.next()))
                .containsExactly("message one", "message two", "message three");
    }

    @Test
    void whatIsDisarmedDoesNotStrike() {
        arm(WEB_APP, "disk append", 1, Fault.CRASH_BEFORE);
        deployment().disarm();

        assertThat(post("hello")).isEqualTo("ok");
        assertThat(STRUCK).isEmpty();
    }

    @Test
    void aKilledNodeComesBackWhereItWasAndIsFoundAgain() {
        var before = deployment().addresses().get(CHANNEL_SERVER);
        deployment().kill(CHANNEL_SERVER);
        assertThat(post("nobody there")).isEqualTo("MaybeDone");
        restart(CHANNEL_SERVER);

        assertThat(deployment().addresses().get(CHANNEL_SERVER)).isEqualTo(before);
        assertThat(post("hello")).isEqualTo("ok");
    }

    @Tag("slow")
    @Test
    void aNodeWhosePortWasTakenMeanwhileComesBackElsewhereAndIsFoundAgain() throws IOException {
        var port = Peers.port(deployment().addresses().get(CHANNEL_SERVER).http());
        deployment().kill(CHANNEL_SERVER);
        try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            restart(CHANNEL_SERVER);

            assertThat(Peers.port(deployment().addresses().get(CHANNEL_SERVER).http()))
                    .isNotEqualTo(port);
            assertThat(post("hello")).isEqualTo("ok");
        }
    }

    @Test
    void aPausedNodeKeepsNobodyFromDoingAnything() {
        deployment().pause(CHANNEL_SERVER);
        assertThat(post("is anybody there?")).isEqualTo("MaybeDone");
        deployment().disarm();
        deployment().kill(WEB_APP);
        restart(WEB_APP);
        deployment().resume(CHANNEL_SERVER);

        assertThat(post("hello")).isEqualTo("ok");
    }

    @Test
    void aNodeThatDiesOfAMistakeSaysWhich() {
        assertThat(post("die")).isIn("ok", "MaybeDone");

        assertThat(next(DEATHS))
                .startsWith("web-app-1 died during the run (java.lang.IllegalStateException: a mistake on purpose)")
                .contains("web-app-1.log");
        restart(WEB_APP);
    }

    @Test
    void aPortThatSomeoneAskedForIsTakenOrRefused() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> launch("refused", Map.of(WEB_APP, taken.getLocalPort())))
                    .isInstanceOf(LaunchFailure.class)
                    .hasMessageContaining("port " + taken.getLocalPort())
                    .hasMessageContaining("is taken");
        }
    }

    private CrashPoint arm(NodeName node, String call, int occurrence, Fault fault) {
        var point = new CrashPoint(new StepAddress(node, call, occurrence), fault);
        deployment().arm(point);
        return point;
    }

    private void restart(NodeName node) {
        deployment().restart(node);
        deployment().awaitReady();
    }

    /** What the sender learns. */
    private String post(String text) {
        var request = new WebApi.PostMessage(new Token("xoxp-alice"), new ChannelId("C1"), text, null);
        return outcome(() -> {
            tester.http().call(WEB_APP, WebApi.POST_MESSAGE, request);
            return "ok";
        });
    }

    private int openedSoFar() {
        var answer = outcome(() -> tester.http()
                .call(CHANNEL_SERVER, WebApi.AUTH_TEST, new WebApi.AuthTest(new Token("any")))
                .user()
                .name());
        return Integer.parseInt(answer.substring("opened ".length()));
    }

    private String outcome(Supplier<String> call) {
        return tester.call(() -> {
            try {
                return call.get();
            } catch (CallFailed failure) {
                return failure.getClass().getSimpleName();
            }
        });
    }

    /** A client of the channel server that has had its hello. */
    private Screen connect() {
        var screen = new Screen();
        tester.run(() ->
                screen.socket = tester.sockets().open(new SocketUrl(CHANNEL_SERVER, new Ticket("any")), screen));
        assertThat(screen.next()).isEqualTo("hello");
        return screen;
    }

    private static <T> T next(BlockingQueue<T> queue) {
        try {
            var next = queue.poll(15, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("nothing came");
            }
            return next;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static Deployment deployment() {
        return Objects.requireNonNull(shared);
    }

    /** What a client sees, one after the other. */
    private final class Screen implements Handler {
        private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        private @Nullable Socket socket;

        String next() {
            return DeploymentTest.next(seen);
        }

        void ping() {
            tester.run(() -> Objects.requireNonNull(socket).send(new Frame.Ping(1)));
        }

        void drop() {
            tester.run(() -> Objects.requireNonNull(socket).close("seen enough"));
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
}
