package rtmlab.backends.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static rtmlab.backends.http.WhoAmI.CALLER;
import static rtmlab.backends.http.WhoAmI.WEB_APP;
import static rtmlab.backends.http.WhoAmI.ask;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import rtmlab.backends.launch.Ports;
import rtmlab.backends.runtime.AddressBook.Address;
import rtmlab.backends.runtime.Nodes;
import rtmlab.backends.runtime.RealHost;
import rtmlab.protocol.port.MaybeDone;
import rtmlab.protocol.port.NodeCrash;
import rtmlab.protocol.port.NotDone;

/** What a node that asks another learns when that one does not answer as it should. */
class CallerTest {

    @Test
    void whereNobodyListensNothingIsDone() {
        try (var nodes = new Nodes()) {
            nodes.addresses().put(WEB_APP, Address.local(Ports.free(), 0));

            assertThatThrownBy(() -> ask(nodes.add(CALLER, settings -> settings)))
                    .isInstanceOf(NotDone.class)
                    .hasMessageContaining("nobody listens");
        }
    }

    @Test
    void aNodeThatIsNotKnownYetIsWaitedFor() {
        try (var nodes = new Nodes()) {
            var caller = patient(nodes, Duration.ofSeconds(30));
            var answer = CompletableFuture.supplyAsync(() -> ask(caller));
            nodes.start(WEB_APP, WhoAmI::serve);

            assertThat(answer.join()).isEqualTo("alice");
        }
    }

    /** Many HTTP clients repeat some requests by themselves; a POST that was read must never be among them. */
    @ParameterizedTest
    @EnumSource
    void aRequestIsSentOnceWhateverBecomesOfTheConnection(OddServer server) throws IOException {
        try (var nodes = new Nodes();
                var listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            nodes.addresses().put(WEB_APP, Address.local(listening.getLocalPort(), 0));
            var caller = patient(nodes, server.patience);
            var requests = new AtomicInteger();
            var serving = Thread.ofVirtual().start(() -> server.serve(listening, requests));

            for (var call = 1; call <= server.goodAnswers; call++) {
                assertThat(ask(caller)).isEqualTo("alice");
            }
            assertThatThrownBy(() -> ask(caller)).isInstanceOf(MaybeDone.class).hasMessageContaining(server.told);
            // Where the caller gave up by the clock, a slow machine may not have let the server read it.
            assertThat(requests.get())
                    .isBetween(server.goodAnswers + (server.hasReadAll() ? 1 : 0), server.goodAnswers + 1);
            serving.interrupt();
        }
    }

    @Test
    void aDeadNodeAnswersNobody() {
        try (var nodes = new Nodes()) {
            var server = nodes.start(WEB_APP, WhoAmI::serve);
            var caller = nodes.add(CALLER, settings -> settings);
            server.steps().monitor().die();

            assertThatThrownBy(() -> ask(caller)).isInstanceOf(MaybeDone.class);
        }
    }

    @Test
    void aCallThatWaitsEndsWithItsNode() throws IOException {
        try (var nodes = new Nodes();
                var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            nodes.addresses().put(WEB_APP, Address.local(silent.getLocalPort(), 0));
            var caller = patient(nodes, Duration.ofHours(1));
            var ended = new CompletableFuture<NodeCrash>();
            caller.start(host -> host.spawn("asking", () -> {
                try {
                    ask(host);
                } catch (NodeCrash e) {
                    ended.complete(e);
                    throw e;
                }
            }));

            try (var _ = silent.accept()) {
                caller.close();
                assertThat(ended).succeedsWithin(Duration.ofSeconds(30));
            }
        }
    }

    private static RealHost patient(Nodes nodes, Duration timeout) {
        return nodes.add(
                CALLER, settings -> settings.withHttp(HttpSettings.defaults().withTimeout(timeout)));
    }
}
