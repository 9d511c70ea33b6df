package rtmlab.harness.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rtmlab.backends.launch.LaunchFailure;
import rtmlab.protocol.variant.Architecture;
import rtmlab.simulator.explore.Story;

class PageServerTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String AFTER_THE_ACK = "crash after channel-server-1: socket send reply #1";

    private static PageServer server;

    @BeforeAll
    static void serve() {
        server = PageServer.start(0, architectures());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static List<Architecture> architectures() {
        return ServiceLoader.load(Architecture.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "page.css", "page.js", "diagram.js"})
    void thePageNeedsNothingFromElsewhere(String file) throws Exception {
        var answer = get(file);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body().replace("http://www.w3.org/2000/svg", ""))
                .doesNotContain("http://", "https://", "//cdn");
    }

    @Test
    void aCalmRunBreaksNothingAndEverybodySeesEverything() throws Exception {
        for (var architecture : List.of("initial", "updated")) {
            var scene = run(architecture, List.of());
            assertThat(broken(scene)).isEmpty();
            for (var screen : scene.path("screens")) {
                assertThat(of(screen.path("lines"), "kind"))
                        .filteredOn("saw"::equals)
                        .hasSize(2);
            }
            assertThat(scene.path("store")).hasSize(2);
        }
    }

    @Test
    void whoeverReadsFromAStoreThatRunsBehindFindsOutWithoutAnyCrash() throws Exception {
        var request = (ObjectNode) JSON.readTree(request("initial", List.of()));
        var scene = JSON.readTree(
                post("api/run", request.put("reads", true).toString()).body());
        assertThat(broken(scene)).contains("linearizable-log").doesNotContain("no-lost-ack");
    }

    @Test
    void aCrashAfterTheAckIsTheLie() throws Exception {
        var scene = run("initial", List.of(AFTER_THE_ACK));
        assertThat(broken(scene)).contains("no-lost-ack");
        assertThat(of(scene.path("marks"), "kind")).contains("mishap", "crashed", "started");
        assertThat(of(scene.path("store"), "id")).doesNotContain("m1");
    }

    @Test
    void everyStepThatIsDrawnOnAServerCanBeStruckThere() throws Exception {
        for (var architecture : List.of("initial", "updated")) {
            var calm = run(architecture, List.of());
            var struck = 0;
            for (var mark : calm.path("marks")) {
                var lane = calm.path("lanes").path(mark.path("lane").asInt());
                if (!lane.path("sort").asText().equals("node")
                        || mark.path("step").isNull()) {
                    continue;
                }
                var fault = "crash after " + mark.path("step").asText();
                assertThat(run(architecture, List.of(fault)).path("neverCame"))
                        .as(fault)
                        .isEmpty();
                struck++;
            }
            assertThat(struck).isGreaterThan(5);
        }
    }

    @Test
    void whatIsDrawnLiesInsideThePictureAndArrowsPointForwards() throws Exception {
        var scene = run("updated", List.of("crash after web-app-1: log append #1"));
        var lanes = scene.path("lanes").size();
        var steps = scene.path("steps").asInt();
        assertThat(scene.path("marks")).isNotEmpty().allSatisfy(mark -> {
            assertThat(mark.path("lane").asInt()).isBetween(0, lanes - 1);
            assertThat(mark.path("column").asInt()).isBetween(0, steps - 1);
        });
        assertThat(scene.path("arrows")).isNotEmpty().allSatisfy(arrow -> {
            if (!arrow.path("toColumn").isNull()) {
                assertThat(arrow.path("toColumn").asInt())
                        .isGreaterThan(arrow.path("fromColumn").asInt());
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"initial", "updated"})
    void inACalmRunNothingIsDrawnAsLost(String architecture) throws Exception {
        var scene = run(architecture, List.of());

        assertThat(scene.path("arrows"))
                .isNotEmpty()
                .noneMatch(arrow -> arrow.path("toColumn").isNull());
    }

    @Test
    void theStoreIsDrawnAsItIsInTheEnd() throws Exception {
        // A repeat with an earlier place takes the row's: what was there before is gone, not there twice.
        var scene = run("updated", List.of("lost reply of web-app-1: http answer /api/chat.postMessage #1"));
        var there = new ArrayList<String>();
        scene.path("store").forEach(row -> {
            if (row.path("goneColumn").isNull()) {
                there.add(row.path("id").asText());
            }
        });
        assertThat(there).containsExactlyInAnyOrder("m1", "m2");
    }

    @Test
    void theSmallestFailureOfTheInitialArchitectureIsOneCrash() throws Exception {
        var found = JSON.readTree(
                post("api/smallest", request("initial", List.of())).body());
        assertThat(of(found.path("found"), "promise")).contains("no-lost-ack");
        assertThat(found.path("departures").asInt()).isEqualTo(1);
        var first = found.path("found").get(0);
        var faults = new ArrayList<String>();
        first.path("faults").forEach(fault -> faults.add(fault.asText()));
        assertThat(broken(run("initial", faults)))
                .contains(first.path("promise").asText());
    }

    /** Where members or servers stood elsewhere than in the search, what is drawn would be another run. */
    @Tag("slow")
    @Test
    void whatIsFoundInTheUpdatedArchitectureBreaksWhereItIsDrawn() throws Exception {
        var request = (ObjectNode) JSON.readTree(request("updated", List.of()));
        var mechanisms = request.putArray("mechanisms");
        architectures().stream()
                .filter(architecture -> architecture.name().equals("updated"))
                .flatMap(architecture -> architecture.mechanisms().stream())
                .filter(mechanism ->
                        mechanism.onByDefault() && !mechanism.name().equals("LOG_BEFORE_BROADCAST"))
                .forEach(mechanism -> mechanisms.add(mechanism.name()));
        var first = JSON.readTree(post("api/smallest", request.toString()).body())
                .path("found")
                .get(0);

        var faults = request.putArray("faults");
        first.path("faults").forEach(faults::add);
        for (var of : List.of("members", "channels", "messages")) {
            request.put(of, first.path("workload").path(of).asInt());
        }
        assertThat(broken(JSON.readTree(post("api/run", request.toString()).body())))
                .contains(first.path("promise").asText());

        var story = JSON.readTree(post("api/story", request.toString()).body())
                .path("text")
                .asText();
        assertThat(Story.parse(story).workload()).containsEntry("regions", "1");
    }

    @Test
    void aBrokenRunIsExportedAsAStoryThatBreaksAgain() throws Exception {
        var exported = JSON.readTree(
                post("api/story", request("initial", List.of(AFTER_THE_ACK))).body());
        var story = Story.parse(exported.path("text").asText());
        assertThat(story.promise()).isEqualTo("no-lost-ack");
        assertThat(story.departures()).extracting(Object::toString).containsExactly(AFTER_THE_ACK);
    }

    @Test
    void thereIsNoStoryInARunThatBreaksNothing() throws Exception {
        assertRefused(post("api/story", request("initial", List.of())), "nothing is broken");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"architecture\":\"none\",\"members\":2,\"channels\":1,\"messages\":2} | no architecture \"none\"",
                "{\"architecture\":\"initial\",\"members\":99,\"channels\":1,\"messages\":2} | at most 5 members",
                "{\"architecture\":\"initial\",\"members\":0,\"channels\":1,\"messages\":2} | at least one of its members",
                "{\"architecture\":\"initial\",\"members\":2,\"channels\":1,\"messages\":2,\"faults\":[\"x\"]} | a departure looks like",
                "{\"architecture\":\"initial\",\"members\":2,\"channels\":1,\"messages\":2,\"mechanisms\":[\"X\"]} | X",
                "{\"architecture\":null,\"members\":2,\"channels\":1,\"messages\":2} | no architecture",
                "{\"members\":2 | not what the page sends",
                "[] | not what the page sends",
            })
    void whatCannotBeStagedIsRefusedInASentence(String body, String sentence) throws Exception {
        assertRefused(post("api/run", body), sentence);
    }

    @Test
    void aPortThatIsTakenIsSaidSo() {
        var port = URI.create(server.url()).getPort();
        assertThatThrownBy(() -> PageServer.start(port, architectures()))
                .isInstanceOf(LaunchFailure.class)
                .hasMessageContaining("port " + port + " is taken");
    }

    private static void assertRefused(HttpResponse<String> answer, String sentence) throws IOException {
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(JSON.readTree(answer.body()).path("error").asText())
                .contains(sentence)
                .doesNotContain("\tat ");
    }

    private static JsonNode run(String architecture, List<String> faults) throws Exception {
        var answer = post("api/run", request(architecture, faults));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private static String request(String architecture, List<String> faults) {
        var request = JSON.createObjectNode()
                .put("architecture", architecture)
                .put("members", 2)
                .put("channels", 1)
                .put("messages", 2);
        faults.forEach(request.putArray("faults")::add);
        return request.toString();
    }

    private static List<String> broken(JsonNode scene) {
        return StreamSupport.stream(scene.path("verdicts").spliterator(), false)
                .filter(verdict -> verdict.path("verdict").asText().equals("broken"))
                .map(verdict -> verdict.path("promise").asText())
                .toList();
    }

    private static List<String> of(JsonNode all, String field) {
        return StreamSupport.stream(all.spliterator(), false)
                .map(one -> one.path(field).asText())
                .toList();
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create(server.url() + path)).build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> post(String path, String body) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(server.url() + path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        return CLIENT.send(request, BodyHandlers.ofString());
    }
}
