package rtmlab.backends.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import rtmlab.backends.runtime.AddressBook.Address;
import rtmlab.backends.runtime.NodeSecret;
import rtmlab.backends.runtime.Nodes;
import rtmlab.backends.runtime.RealHost;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.SocketUrl;
import rtmlab.protocol.Ticket;
import rtmlab.protocol.Token;
import rtmlab.protocol.User;
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
import rtmlab.protocol.port.MaybeDone;
import rtmlab.protocol.port.Node;
import rtmlab.protocol.port.NotDone;
import rtmlab.protocol.port.SlackError;
import rtmlab.protocol.port.StepAddress;

class HttpPortTest extends HttpContract {

    private static final NodeName WEB_APP = NodeName.of("web-app", 1);
    private static final NodeName CALLER = NodeName.of("caller", 1);
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
                var client = connect(nodes.start(WEB_APP, HttpPortTest::serve))) {
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
            host.start(HttpPortTest::serve);
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
            nodes.addresses().put(WEB_APP, Address.local(port(server), freePort()));

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
            host.start(HttpPortTest::serve);

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

            assertThatThrownBy(() -> call(caller)).isInstanceOf(NotDone.class);
            starting.start(HttpPortTest::serve);
            assertThat(call(caller)).isEqualTo("alice");
        }
    }

    @Test
    void thePortThatWasAskedForIsTakenOrAnother() throws IOException {
        try (var nodes = new Nodes();
                var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var host = nodes.add(WEB_APP, settings -> settings.withPorts(taken.getLocalPort(), 0));
            host.start(HttpPortTest::serve);
            var port = port(host);

            assertThat(port).isNotEqualTo(taken.getLocalPort());
            host.close();
            var successor = nodes.add(WEB_APP, settings -> settings.withPorts(port, 0));
            successor.start(HttpPortTest::serve);
            assertThat(port(successor)).isEqualTo(port);
        }
    }

    @Test
    void whereNobodyListensNothingIsDone() {
        try (var nodes = new Nodes()) {
            nodes.addresses().put(WEB_APP, Address.local(freePort(), 0));

            assertThatThrownBy(() -> call(nodes.add(CALLER, settings -> settings)))
                    .isInstanceOf(NotDone.class)
                    .hasMessageContaining("nobody listens");
        }
    }

    @Test
    void aNodeThatIsNotKnownYetIsWaitedFor() {
        try (var nodes = new Nodes()) {
            var caller = nodes.add(CALLER, settings -> settings);
            var answer = CompletableFuture.supplyAsync(() -> call(caller));
            nodes.start(WEB_APP, HttpPortTest::serve);

            assertThat(answer.join()).isEqualTo("alice");
        }
    }

    /** Many HTTP clients repeat some requests by themselves; a POST that was read must never be among them. */
    @ParameterizedTest
    @EnumSource
    void aRequestIsSentOnceWhateverBecomesOfTheConnection(Server server) throws IOException {
        try (var nodes = new Nodes();
                var listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            nodes.addresses().put(WEB_APP, Address.local(listening.getLocalPort(), 0));
            var caller = nodes.add(CALLER, settings -> settings);
            var requests = new AtomicInteger();
            var serving = Thread.ofVirtual().start(() -> server.serve(listening, requests));

            for (var call = 1; call <= server.goodAnswers; call++) {
                assertThat(call(caller)).isEqualTo("alice");
            }
            assertThatThrownBy(() -> call(caller)).isInstanceOf(MaybeDone.class).hasMessageContaining(server.told);
            assertThat(requests).hasValue(server.goodAnswers + 1);
            serving.interrupt();
        }
    }

    enum Server {
        READS_AND_CLOSES(0, "", After.CLOSES, "broke"),
        READS_AND_SAYS_HALF(0, Server.HALF, After.CLOSES, "broke"),
        SPEAKS_SOMETHING_ELSE(0, "220 mail.example.com ESMTP\r\n", After.CLOSES, "broke"),
        ANSWERS_ONCE_AND_CLOSES_THE_KEPT_CONNECTION(1, "", After.CLOSES, "broke"),
        READS_AND_IS_SILENT(0, "", After.IS_SILENT, "in time"),
        SAYS_HALF_AND_IS_SILENT(0, Server.HALF, After.IS_SILENT, "in time"),
        SAYS_HALF_AND_DRIPS(0, Server.HALF, After.DRIPS, "in time");

        enum After {
            CLOSES,
            IS_SILENT,
            DRIPS
        }

        private static final String HALF = "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"ok\":tr";

        final int goodAnswers;
        final String last;
        final After after;
        final String told;

        Server(int goodAnswers, String last, After after, String told) {
            this.goodAnswers = goodAnswers;
            this.last = last;
            this.after = after;
            this.told = told;
        }

        void serve(ServerSocket listening, AtomicInteger requests) {
            while (!Thread.currentThread().isInterrupted()) {
                try (var connection = listening.accept()) {
                    for (var number = 1; number <= goodAnswers && readRequest(connection, requests); number++) {
                        var answer =
                                "{\"ok\":true,\"user_id\":\"U1\",\"user\":\"alice\",\"team_id\":\"T1\",\"team\":\"rtmlab\"}";
                        write(
                                connection,
                                "HTTP/1.1 200 OK\r\nContent-Length: " + answer.length() + "\r\n\r\n" + answer);
                    }
                    if (readRequest(connection, requests)) {
                        write(connection, last);
                        goOn(connection);
                    }
                } catch (IOException _) {
                    // The client has hung up.
                }
            }
        }

        /** Until the client hangs up. */
        private void goOn(Socket connection) throws IOException {
            switch (after) {
                case CLOSES -> {}
                case IS_SILENT -> assertThat(connection.getInputStream().read()).isNegative();
                case DRIPS -> drip(connection, " ");
            }
        }

        private static void write(Socket connection, String text) throws IOException {
            connection.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        }

        private static boolean readRequest(Socket connection, AtomicInteger requests) throws IOException {
            var in = connection.getInputStream();
            var head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                var next = in.read();
                if (next < 0) {
                    return false;
                }
                head.append((char) next);
            }
            // The body is "{}": its token travels in a header.
            assertThat(in.readNBytes(2)).asString().isEqualTo("{}");
            requests.incrementAndGet();
            return true;
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
                        return new WebApi.Identity(userOf(request.token()));
                    }));
            var caller = nodes.add(CALLER, settings -> settings);
            var point = new CrashPoint(new StepAddress(new NodeName(node), step, 1), fault);
            (node.equals("caller-1") ? caller : server).steps().arm(point);

            assertThatThrownBy(() -> call(caller))
                    .satisfies(failure ->
                            assertThat(failure.getClass().getSimpleName()).isEqualTo(told));
            assertThat(count).hasValue(handled);
            assertThat(nodes.struck()).containsExactly(point);
            assertThat(call(caller)).isEqualTo("alice");
        }
    }

    @Test
    void aDeadNodeAnswersNobody() {
        try (var nodes = new Nodes()) {
            var server = nodes.start(WEB_APP, HttpPortTest::serve);
            var caller = nodes.add(CALLER, settings -> settings);
            server.steps().monitor().die();

            assertThatThrownBy(() -> call(caller)).isInstanceOf(MaybeDone.class);
        }
    }

    /** A thread that each node leaves behind makes one a round; what other tests of this JVM start meanwhile makes fewer. */
    @Test
    void aNodeThatEndsLeavesNoThreadBehind() {
        withWebApp(host -> assertThat(call(host)).isEqualTo("alice"));
        var rounds = 10;
        var before = Thread.getAllStackTraces().keySet();
        for (var round = 0; round < rounds; round++) {
            withWebApp(host -> assertThat(call(host)).isEqualTo("alice"));
        }
        var started = new HashSet<>(Thread.getAllStackTraces().keySet());
        started.removeAll(before);

        assertThat(started).hasSizeLessThan(rounds);
    }

    private static void withWebApp(Consumer<RealHost> code) {
        try (var nodes = new Nodes()) {
            code.accept(nodes.start(WEB_APP, HttpPortTest::serve));
        }
    }

    private static void serve(Host host) {
        host.http().serve(WebApi.AUTH_TEST, request -> new WebApi.Identity(userOf(request.token())));
    }

    private static User userOf(Token token) {
        return switch (token.value()) {
            case "xoxp-alice" -> new User(new UserId("U1"), "alice");
            case "xoxp-hasty" -> throw new SlackError("rate_limited");
            default -> throw new SlackError("invalid_auth");
        };
    }

    private static String call(RealHost caller) {
        var request = new WebApi.AuthTest(new Token("xoxp-alice"));
        return caller.call(() ->
                caller.http().call(WEB_APP, WebApi.AUTH_TEST, request).user().name());
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

    private static void write(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        client.getOutputStream().flush();
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

    private static void drip(Socket client, String drop) {
        try {
            while (!drop.equals("-")) {
                write(client, drop);
                Thread.sleep(50);
            }
        } catch (IOException | InterruptedException _) {
            // Nobody takes any more.
        }
    }

    private static int freePort() {
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
