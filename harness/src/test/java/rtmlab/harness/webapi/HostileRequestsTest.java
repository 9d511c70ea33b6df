package rtmlab.harness.webapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rtmlab.harness.webapi.RunningArchitectures.Running;
import rtmlab.protocol.api.Endpoint;
import rtmlab.protocol.api.InternalApi;

/** Whatever is asked is answered in Slack's words, tells nothing that is not the asker's, and does no harm. */
@Timeout(120)
class HostileRequestsTest {

    private static final int MUTATIONS = 1_000;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @RegisterExtension
    static final RunningArchitectures ARCHITECTURES = new RunningArchitectures();

    @ParameterizedTest
    @ValueSource(strings = {"initial", "updated"})
    void aThousandMutationsOfValidRequestsAreAnsweredAndHarmNothing(String architecture) throws Exception {
        var running = ARCHITECTURES.get(architecture);
        var secret = "the eagle lands at nine";
        var posted = send(
                running,
                new Wanted("chat.postMessage")
                        .as(running.people.token(running.people.mallory))
                        .json("{\"channel\":\"" + running.people.plans.id() + "\",\"text\":\"" + secret + "\"}"));
        assertThat(posted.body()).contains("\"ok\":true");
        var answers = new TreeMap<String, Integer>();

        var mutations = new Mutations(new Random(20_261_122), running.people);
        for (var number = 1; number <= MUTATIONS; number++) {
            var request = mutations.next();
            var answer = send(running, request);

            var what = number + ": " + request + " was answered with " + answer.statusCode() + " " + answer.body();
            assertThat(answer.statusCode()).as(what).matches(status -> status == 200 || status / 100 == 4);
            assertThat(answer.body())
                    .as(what)
                    .doesNotContain(secret, "hush-hush-plans", "Mallory Malone", "Hush Ltd", "Exception", "\tat ");
            answers.merge(wordOf(answer, what), 1, Integer::sum);
        }

        // Proof that the mutations are neither all harmless nor all nonsense.
        assertThat(answers)
                .containsKeys("ok", "invalid_json", "invalid_arguments", "invalid_auth", "not_authed", "unknown_method")
                .containsKeys("channel_not_found", "user_not_found", "not_in_channel", "account_inactive");
        assertThat(send(running, new Wanted("auth.test").as(running.people.token(running.people.alice)))
                        .body())
                .contains("\"ok\":true");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
                    initial | application/json | {"channel":"C1"}                            | no_text
                    initial | application/json | [1,2]                                       | json_not_object
                    initial | application/json | {"channel":                                 | invalid_json
                    initial | text/plain       | channel=C1                                  | invalid_post_type
                    initial | -                | channel=C1                                  | missing_post_type
                    updated | application/json | {"channel":"C1"}                            | no_text
                    updated | application/json | [1,2]                                       | json_not_object
                    updated | application/json | {"channel":                                 | invalid_json
                    updated | text/plain       | channel=C1                                  | invalid_post_type
                    updated | -                | channel=C1                                  | missing_post_type
                    """)
    void aBodyThatCannotBeReadIsRefused(String architecture, @Nullable String contentType, String body, String word)
            throws Exception {
        var running = ARCHITECTURES.get(architecture);
        var request = new Wanted("chat.postMessage")
                .as(running.people.token(running.people.alice))
                .body(contentType, body);

        var answer = send(running, request);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).startsWith("{\"ok\":false,\"error\":\"" + word + "\"");
    }

    /** Of every node that answers requests, and of every path, also of one that there is not: a stranger learns nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"initial", "updated"})
    void whatIsForNodesAloneIsRefusedToEverybodyElse(String architecture) throws Exception {
        var running = ARCHITECTURES.get(architecture);
        var paths = internalPaths();
        paths.add("/internal/nothing");
        var servers = running.httpServers();

        for (var server : servers) {
            for (var path : paths) {
                var stranger = new Wanted(server.resolve(path).toString()).json("{}");
                var alice = stranger.as(running.people.token(running.people.alice));
                for (var method : List.of("POST", "GET")) {
                    assertThat(send(running, stranger.by(method)).body())
                            .as(method + " " + stranger)
                            .isEqualTo("{\"ok\":false,\"error\":\"not_authed\"}");
                    assertThat(send(running, alice.by(method)).body())
                            .as(method + " " + alice)
                            .isEqualTo("{\"ok\":false,\"error\":\"invalid_auth\"}");
                }
            }
        }
        assertThat(servers).as("a web app and a channel server at least").hasSizeGreaterThan(2);
        assertThat(paths).hasSizeGreaterThan(10);
        assertThat(send(running, new Wanted("auth.test").as(running.people.token(running.people.alice)))
                        .body())
                .contains("\"ok\":true");
    }

    private static List<String> internalPaths() throws IllegalAccessException {
        var paths = new ArrayList<String>();
        for (var field : InternalApi.class.getFields()) {
            if (field.get(null) instanceof Endpoint<?, ?> endpoint) {
                paths.add(endpoint.path());
            }
        }
        return paths;
    }

    @ParameterizedTest
    @ValueSource(strings = {"initial", "updated"})
    void whatIsTooLargeOrTooDeepIsRefused(String architecture) throws Exception {
        var running = ARCHITECTURES.get(architecture);
        var alice = running.people.token(running.people.alice);
        var oversized = new Wanted("chat.postMessage").as(alice).json("{\"text\":\"" + "x".repeat(200_000) + "\"}");
        var deep = new Wanted("chat.postMessage").as(alice).json("{\"text\":" + "[".repeat(60_000));

        assertThat(send(running, oversized).statusCode()).isEqualTo(413);
        assertThat(send(running, oversized).body()).contains("request_too_large");
        assertThat(send(running, deep).body()).contains("invalid_json");
    }

    /**
     * A request that may be anything.
     *
     * @param path below the Web API's, or an address of its own
     * @param content the body, a character for each byte
     */
    record Wanted(
            String path,
            String method,
            @Nullable String token,
            @Nullable String contentType,
            String content) {

        Wanted(String path) {
            this(path, "POST", null, null, "");
        }

        Wanted as(@Nullable String other) {
            return new Wanted(path, method, other, contentType, content);
        }

        Wanted at(String other) {
            return new Wanted(other, method, token, contentType, content);
        }

        Wanted by(String other) {
            return new Wanted(path, other, token, contentType, content);
        }

        Wanted json(String text) {
            return body("application/json; charset=utf-8", text);
        }

        Wanted body(@Nullable String type, String text) {
            return bytes(type, text.getBytes(StandardCharsets.UTF_8));
        }

        Wanted bytes(@Nullable String type, byte[] bytes) {
            return new Wanted(path, method, token, type, new String(bytes, StandardCharsets.ISO_8859_1));
        }

        byte[] bytes() {
            return content.getBytes(StandardCharsets.ISO_8859_1);
        }

        @Override
        public String toString() {
            var text = new String(bytes(), StandardCharsets.UTF_8);
            return method + " " + path + " " + token + " " + contentType + " "
                    + (text.length() > 500 ? text.substring(0, 500) + "…" : text);
        }
    }

    private static HttpResponse<String> send(Running running, Wanted wanted) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(running.api().resolve(wanted.path()))
                .timeout(Duration.ofSeconds(20))
                .method(wanted.method(), BodyPublishers.ofByteArray(wanted.bytes()));
        if (wanted.token() != null) {
            request.header("Authorization", "Bearer " + wanted.token());
        }
        if (wanted.contentType() != null) {
            request.header("Content-Type", wanted.contentType());
        }
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    private static String wordOf(HttpResponse<String> answer, String what) {
        try {
            var json = JSON.readTree(answer.body());
            if (json.path("ok").asBoolean()) {
                return "ok";
            }
            assertThat(json.path("error").asText()).as(what).matches("[a-z_]+");
            return json.path("error").asText();
        } catch (JsonProcessingException e) {
            throw new AssertionError(what, e);
        }
    }
}
