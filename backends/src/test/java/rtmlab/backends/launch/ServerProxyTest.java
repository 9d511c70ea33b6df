package rtmlab.backends.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A way to a server that passes everything on, late if it is told so. */
class ServerProxyTest {

    private ServerSocket server;
    private ServerProxy proxy;

    @BeforeEach
    void start() throws IOException {
        server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::echo);
        proxy = ServerProxy.open("Echo");
        proxy.to(server.getLocalPort());
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        server.close();
    }

    @Test
    void whatIsSentArrivesAndIsAnswered() throws IOException {
        assertThat(ask("hello")).isEqualTo("hello");
        assertThat(proxy.delayed()).isZero();
    }

    @Test
    void whatIsSentToASlowServerArrivesAndIsCounted() throws IOException {
        proxy.slowDown(Duration.ofMillis(30));

        assertThat(ask("hello")).isEqualTo("hello");
        assertThat(proxy.delayed()).isPositive();

        proxy.slowDown(Duration.ZERO);
        var before = proxy.delayed();
        assertThat(ask("again")).isEqualTo("again");
        assertThat(proxy.delayed()).isEqualTo(before);
    }

    @Test
    void aServerThatIsAwayEndsTheConnection() throws IOException {
        server.close();

        assertThat(ask("hello")).isEmpty();
    }

    @Test
    void aClosedProxyTakesNobody() throws IOException {
        proxy.close();

        try (var client = new Socket()) {
            assertThatThrownBy(
                            () -> client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy.port())))
                    .isInstanceOf(IOException.class);
        }
    }

    /** Says something, ends, and hears everything until the other side ends; nothing where the connection breaks. */
    private String ask(String words) throws IOException {
        try (var client = new Socket(InetAddress.getLoopbackAddress(), proxy.port())) {
            client.getOutputStream().write(words.getBytes(StandardCharsets.UTF_8));
            client.shutdownOutput();
            return new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (SocketException _) {
            return "";
        }
    }

    private void echo() {
        while (!server.isClosed()) {
            try (var client = server.accept()) {
                client.getInputStream().transferTo(client.getOutputStream());
            } catch (IOException _) {
                // The test is over, or the client has gone.
            }
        }
    }
}
