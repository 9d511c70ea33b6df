package rtmlab.backends.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static rtmlab.backends.http.RawSockets.drip;
import static rtmlab.backends.http.RawSockets.write;
import static rtmlab.backends.http.WhoAmI.CALLER;
import static rtmlab.backends.http.WhoAmI.WEB_APP;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rtmlab.backends.launch.Ports;
import rtmlab.backends.runtime.AddressBook.Address;
import rtmlab.backends.runtime.NodeSecret;
import rtmlab.backends.runtime.Nodes;
import rtmlab.backends.runtime.RealHost;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.SocketUrl;
import rtmlab.protocol.Ticket;
import rtmlab.protocol.UserId;
import rtmlab.protocol.WorkspaceId;
import rtmlab.protocol.api.EdgeApi;
import rtmlab.protocol.api.Endpoint;
import rtmlab.protocol.api.InternalApi;
import rtmlab.protocol.api.WebApi;
import rtmlab.protocol.contract.HttpContract;
import rtmlab.protocol.port.CrashPoint;
import rtmlab.protocol.port.CrashPoint.Fault;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.Node;
import rtmlab.protocol.port.NotDone;
import rtmlab.protocol.port.StepAddress;

/** How a node answers, and how asking and answering show as steps; how it asks, {@link CallerTest} has. */
class HttpPortTest extends HttpContract {

    private static final String AUTH_TEST = "/api/auth.test";
    private static final Ticket TICKET = new Ticket("t-1");

    @Override
    protected void inNode(Map<NodeName, Node> others, Consumer<Host> code) {
        Nodes.run(others, code);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
                    POST   | /api/auth.test                  | xoxp-alice   | 200 | {"ok":true,"team":"rtmlab","team_id":"T1","user":"alice","user_id":"U1"}
                    GET    | /api/auth.test?token=xoxp-alice | -            | 200 | {"ok":true,"team":"rtmlab","team_id":"T1","user":"alice","user_id":"U1"}
                    POST   | /api/auth.test                  | -            | 401 | {"ok":false,"error":"not_authed","response_metadata":{"messages":["[ERROR] no token, neither in the Authorization header nor as a field"]}}
                    POST   | /api/auth.test                  | xoxp-mallory | 401 | {"ok":false,"error":"invalid_auth"}
                    POST   | /api/auth.test                  | xoxp-hasty   | 429 | {"ok":false,"error":"rate_limited"}
                    POST   | /api/chat.delete                | xoxp-alice   | 404 | {"ok":false,"error":"unknown_method"}
                    PUT    | /api/auth.test                  | xoxp-alice   | 404 | {"ok":false,"error":"unknown_method"}
                    DELETE | /                               | -            | 404 | {"ok":false,"error":"unknown_method"}
                    """)
    void anyHttpClientIsAnsweredInSlacksWords(String method, String path, String token, int status, String body) {
        withWebApp(host -> {
            var request = HttpRequest.newBuilder(url(host, path)).method(method, BodyPublishers.noBody());
            if (token != null) {
                request.header("Authorization", "Bearer " + token);
            }
            var answer = send(request.build());

            assertThat(answer.body()).isEqualTo(body);
            assertThat(answer.statusCode()).isEqualTo(status);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json;charset=utf-8");
            assertThat(answer.headers().firstValue("Retry-After").isPresent()).isEqualTo(status == 429);
            assertThat(answer.headers().firstValue("WWW-Authenticate").isPresent())
                    .isEqualTo(status == 401);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"slack-api-client/1.49.0; OpenJDK/25", "@slack:web-api/7.9.0 node/22", "slackclient/3.35"})
    void slacksSdksAreRefusedAsSlackDoes(String agent) {
        withWebApp(host -> {
            var request = HttpRequest.newBuilder(url(host, AUTH_TEST))
                    .header("User-Agent", agent)
                    .POST(BodyPublishers.noBody());
            var refused = send(request.build());
            assertThat(refused.statusCode()).isEqualTo(200);
            assertThat(refused.body()).contains("\"error\":\"not_authed\"");

            request.header("Authorization", "Bearer xoxp-hasty");
            assertThat(send(request.build()).statusCode()).isEqualTo(429);
        });
    }

    @Test
    void aCharsetThatThereIsNotIsRefusedAndTheServerGoesOn() {
        withWebApp(host -> {
            for (var charset : List.of("foo", "%20", "utf-8-or-so")) {
                var request = HttpRequest.newBuilder(url(host, AUTH_TEST))
                        .header("Content-Type", "application/json; charset=" + charset)
                        .POST(BodyPublishers.ofString("{}"))
                        .build();

                assertThat(send(request).statusCode()).as(charset).isBetween(400, 499);
            }
            assertThat(send(authTest(host)).statusCode()).isEqualTo(200);
        });
    }

    @Test
    void whatIsTooLongIsRefusedAndTheServerGoesOn() {
        withWebApp(host -> {
            var request = HttpRequest.newBuilder(url(host, AUTH_TEST))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString("x".repeat(1 << 20)))
                    .build();

            assertThat(send(request).statusCode()).isEqualTo(413);
            assertThat(send(authTest(host)).statusCode()).isEqualTo(200);
        });
    }

    @Test
    void aBodyThatWouldBeTooLongIsRefusedBeforeItComes() throws IOException {
        try (var nodes = new Nodes();
                var client = connect(nodes.start(WEB_APP, WhoAmI::serve))) {
            write(
                    client,
                    "POST " + AUTH_TEST + " HTTP/1.1\r\nHost: here\r\nContent-Type: application/json\r\n"
                            + "Content-Length: 99000000000\r\n\r\n");

            assertThat(allOf(client))
                    .startsWith("HTTP/1.1 413 ")
                    .endsWith(" bytes\"]}}")
                    .contains("request_too_large");
        }
    }

    /** What one more byte now and then does not prolong. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            half a header         | POST /api/auth.test HTTP/1.1\\r\\nHos                                               | -
            a header that drips   | POST /api/auth.test HTTP/1.1\\r\\nHost: here\\r\\n                                  | A: b\\r\\n
            half a body           | POST /api/auth.test HTTP/1.1\\r\\nHost: here\\r\\nContent-Length: 9\\r\\n\\r\\n{   | -
            a body that drips     | POST /api/auth.test HTTP/1.1\\r\\nHost: here\\r\\nContent-Length: 9999\\r\\n\\r\\n | x
            """)
    void aRequestThatDoesNotComeToItsEndEndsItsConnection(String what, String begin, String drip) throws Exception {
        try (var nodes = new Nodes()) {
            var settings = HttpSettings.defaults().withSlowestRequest(Duration.ofMillis(500));
            var host = nodes.add(WEB_APP, all -> all.withHttp(settings));
            host.start(WhoAmI::serve);
            try (var client = connect(host)) {
                write(client, begin.translateEscapes());
                var dripping = Thread.ofVirtual().start(() -> drip(client, drip.translateEscapes()));

                var answer = allOf(client);

                assertThat(answer).as(what).matches("(HTTP/1.1 408 (.|\r|\n)*request_timeout(.|\r|\n)*)?");
                dripping.interrupt();
            }
            assertThat(send(authTest(host)).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void whatNodesAloneMayAskIsRefusedToAllOthers() {
        try (var nodes = new Nodes()) {
            var server = nodes.add(WEB_APP, settings -> settings);
            server.start(host -> host.http()
                    .serve(InternalApi.SEND_ON, _ -> new InternalApi.SentOn(new SocketUrl(WEB_APP, TICKET))));
            var question = new InternalApi.SendOn(new WorkspaceId("T1"), new UserId("U1"), false);
            var stranger = nodes.add(CALLER, settings -> settings.withSecret(NodeSecret.random()));
            nodes.addresses().put(WEB_APP, Address.local(port(server), Ports.free()));

            assertThatThrownBy(() -> stranger.call(() -> stranger.http().call(WEB_APP, InternalApi.SEND_ON, question)))
                    .hasMessageContaining("invalid_auth");
            for (var path : List.of(InternalApi.SEND_ON.path(), "/internal/nothing")) {
                var request = HttpRequest.newBuilder(url(server, path)).POST(BodyPublishers.noBody());
                assertThat(send(request.build()).body()).isEqualTo("{\"ok\":false,\"error\":\"not_authed\"}");
                assertThat(send(request.header("Authorization", "Bearer xoxp-alice")
                                        .build())
                                .body())
                        .isEqualTo("{\"ok\":false,\"error\":\"invalid_auth\"}");
            }
            var node = nodes.add(NodeName.of("channel-server", 1), settings -> settings);
            assertThat(node.<InternalApi.SentOn>call(() -> node.http().call(WEB_APP, InternalApi.SEND_ON, question))
                            .url()
                            .ticket())
                    .isEqualTo(TICKET);
        }
    }

    @Test
    void everythingThatNodesAskOfEachOtherIsForNodesAlone() throws IllegalAccessException {
        var looked = 0;
        for (var field : InternalApi.class.getFields()) {
            if (field.get(null) instanceof Endpoint<?, ?> endpoint) {
                assertThat(endpoint.isInternal()).as(endpoint.toString()).isTrue();
                looked++;
            }
        }
        assertThat(looked).isGreaterThan(10);
        assertThat(EdgeApi.FIGURES.isInternal()).isTrue();
        assertThat(WebApi.POST_MESSAGE.isInternal()).isFalse();
    }

    @Test
    void whoeverAsksTooOftenIsToldWhenToAskAgain() {
        try (var nodes = new Nodes()) {
            var limits = RateLimits.parse("auth.test=2,users.list=1");
            var host = nodes.add(
                    WEB_APP,
                    settings -> settings.withHttp(HttpSettings.defaults().withLimits(limits)));
            host.start(WhoAmI::serve);

            assertThat(send(authTest(host)).statusCode()).isEqualTo(200);
            assertThat(send(authTest(host)).statusCode()).isEqualTo(200);
            var refused = send(authTest(host));
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.body()).isEqualTo("{\"ok\":false,\"error\":\"rate_limited\"}");
            assertThat(refused.headers()
                            .firstValue("Retry-After")
                            .map(Integer::valueOf)
                            .orElseThrow())
                    .isBetween(1, 30);
            var other = HttpRequest.newBuilder(url(host, AUTH_TEST + "?token=xoxp-mallory"))
                    .build();
            assertThat(send(other).body()).contains("invalid_auth");
        }
    }

    @Test
    void whatIsNotServedYetMayBeServedInAMoment() {
        try (var nodes = new Nodes()) {
            var starting = nodes.add(WEB_APP, settings -> settings);
            var caller = nodes.add(CALLER, settings -> settings);
            starting.run(() -> starting.http().serve(WebApi.LIST, _ -> new WebApi.Conversations(List.of(), null)));

            assertThatThrownBy(() -> WhoAmI.ask(caller)).isInstanceOf(NotDone.class);
            starting.start(WhoAmI::serve);
            assertThat(WhoAmI.ask(caller)).isEqualTo("alice");
        }
    }

    @Test
    void thePortThatWasAskedForIsTakenOrAnother() throws IOException {
        try (var nodes = new Nodes();
                var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var host = nodes.add(WEB_APP, settings -> settings.withPorts(taken.getLocalPort(), 0));
            host.start(WhoAmI::serve);
            var port = port(host);

            assertThat(port).isNotEqualTo(taken.getLocalPort());
            host.close();
            var successor = nodes.add(WEB_APP, settings -> settings.withPorts(port, 0));
            successor.start(WhoAmI::serve);
            assertThat(port(successor)).isEqualTo(port);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    caller-1  | http POST web-app /api/auth.test | FAIL       | NotDone   | 0
                    caller-1  | http POST web-app /api/auth.test | LOSE_REPLY | MaybeDone | 1
                    web-app-1 | http answer /api/auth.test       | FAIL       | MaybeDone | 1
                    web-app-1 | http answer /api/auth.test       | LOSE_REPLY | MaybeDone | 1
                    """)
    void callingAndAnsweringAreSteps(String node, String step, Fault fault, String told, int handled) {
        try (var nodes = new Nodes()) {
            var count = new AtomicInteger();
            var server = nodes.start(
                    WEB_APP,
                    host -> host.http().serve(WebApi.AUTH_TEST, request -> {
                        count.incrementAndGet();
                        return WhoAmI.answer(request);
                    }));
            var caller = nodes.add(CALLER, settings -> settings);
            var point = new CrashPoint(new StepAddress(new NodeName(node), step, 1), fault);
            (node.equals("caller-1") ? caller : server).steps().arm(point);

            assertThatThrownBy(() -> WhoAmI.ask(caller))
                    .satisfies(failure ->
                            assertThat(failure.getClass().getSimpleName()).isEqualTo(told));
            assertThat(count).hasValue(handled);
            assertThat(nodes.struck()).containsExactly(point);
            assertThat(WhoAmI.ask(caller)).isEqualTo("alice");
        }
    }

    /** A thread that each node leaves behind makes one a round; what other tests of this JVM start meanwhile makes fewer. */
    @Test
    void aNodeThatEndsLeavesNoThreadBehind() {
        withWebApp(host -> assertThat(WhoAmI.ask(host)).isEqualTo("alice"));
        var rounds = 10;
        var before = Thread.getAllStackTraces().keySet();
        for (var round = 0; round < rounds; round++) {
            withWebApp(host -> assertThat(WhoAmI.ask(host)).isEqualTo("alice"));
        }
        var started = new HashSet<>(Thread.getAllStackTraces().keySet());
        started.removeAll(before);

        assertThat(started).hasSizeLessThan(rounds);
    }

    private static void withWebApp(Consumer<RealHost> code) {
        try (var nodes = new Nodes()) {
            code.accept(nodes.start(WEB_APP, WhoAmI::serve));
        }
    }

    private static HttpRequest authTest(RealHost host) {
        return HttpRequest.newBuilder(url(host, AUTH_TEST))
                .header("Authorization", "Bearer xoxp-alice")
                .timeout(Duration.ofSeconds(5))
                .build();
    }

    private static URI url(RealHost host, String path) {
        return Objects.requireNonNull(host.address().http()).resolve(path);
    }

    private static int port(RealHost host) {
        return url(host, AUTH_TEST).getPort();
    }

    private static HttpResponse<String> send(HttpRequest request) {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static Socket connect(RealHost host) throws IOException {
        var client = new Socket(InetAddress.getLoopbackAddress(), port(host));
        client.setSoTimeout(30_000);
        return client;
    }

    /** What comes until the other side ends the connection; fails when it does not. */
    private static String allOf(Socket client) throws IOException {
        var seen = new StringBuilder();
        try {
            var in = client.getInputStream();
            for (var next = in.read(); next >= 0; next = in.read()) {
                seen.append((char) next);
            }
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (IOException _) {
            // Ended by a reset, since not all was read that had been sent.
        }
        return seen.toString();
    }
}
