package rtmlab.harness.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.javalin.Javalin;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import rtmlab.backends.launch.LaunchFailure;
import rtmlab.checkers.promise.Promises;
import rtmlab.harness.simulated.Exploration;
import rtmlab.harness.simulated.Exploration.Search;
import rtmlab.harness.simulated.Faults;
import rtmlab.protocol.variant.Architecture;
import rtmlab.simulator.explore.Story;
import rtmlab.simulator.world.Mishap;

/**
 * The page and what it asks: every answer is a run in the simulated world, made for it. Serves this machine alone, and
 * keeps nothing between requests.
 */
public final class PageServer implements AutoCloseable {

    private static final String LOOPBACK = "127.0.0.1";

    private static final Map<String, String> FILES = Map.of(
            "/", "index.html",
            "/page.css", "page.css",
            "/page.js", "page.js",
            "/diagram.js", "diagram.js");

    /** How long "find me the smallest failure" may search with two faults, once one has found nothing. */
    private static final Duration SEARCH_LIMIT = Duration.ofSeconds(20);

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private final Map<String, Architecture> architectures = new LinkedHashMap<>();
    private final Javalin javalin;

    private PageServer(List<Architecture> architectures) {
        architectures.forEach(architecture -> this.architectures.put(architecture.name(), architecture));
        javalin = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.startup.showOldJavalinVersionWarning = false;
            config.startup.startupWatcherEnabled = false;
            // The simulator has coroutines of its own: a run wants a platform thread below it.
            config.concurrency.useVirtualThreads = false;
            FILES.forEach((path, file) ->
                    config.routes.addHttpHandler(HandlerType.GET, path, context -> sendFile(context, file)));
            config.routes.addHttpHandler(
                    HandlerType.GET, "/api/architectures", context -> answer(context, this::describe));
            config.routes.addHttpHandler(
                    HandlerType.POST, "/api/run", context -> answer(context, () -> run(staging(context))));
            config.routes.addHttpHandler(
                    HandlerType.POST, "/api/smallest", context -> answer(context, () -> smallest(staging(context))));
            config.routes.addHttpHandler(
                    HandlerType.POST, "/api/story", context -> answer(context, () -> story(staging(context))));
        });
    }

    /** Serves at this port, 0 for any that is free; throws {@link LaunchFailure} when it is taken. */
    public static PageServer start(int port, List<Architecture> architectures) {
        requireFree(port);
        var server = new PageServer(architectures);
        server.javalin.start(LOOPBACK, port);
        return server;
    }

    /** Javalin would say the same, but with a stack trace. */
    private static void requireFree(int port) {
        try (var probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException taken) {
            throw new LaunchFailure("port " + port + " is taken: choose another with --port, or 0 for any", taken);
        }
    }

    public String url() {
        return "http://" + LOOPBACK + ":" + javalin.port() + "/";
    }

    @Override
    public void close() {
        javalin.stop();
    }

    /** What there is to choose from. */
    private List<Described> describe() {
        return architectures.values().stream().map(Described::of).toList();
    }

    private record Described(
            String name,
            String summary,
            List<Switch> mechanisms,
            List<String> nodes,
            List<String> breaks,
            List<String> promises,
            List<String> mishaps) {

        record Switch(String name, String purpose, boolean on) {}

        static Described of(Architecture architecture) {
            return new Described(
                    architecture.name(),
                    architecture.summary(),
                    architecture.mechanisms().stream()
                            .map(mechanism ->
                                    new Switch(mechanism.name(), mechanism.purpose(), mechanism.onByDefault()))
                            .toList(),
                    architecture.topology().nodes().stream()
                            .map(Object::toString)
                            .toList(),
                    architecture.breaks(),
                    Promises.all().stream().map(promise -> promise.name()).toList(),
                    Mishap.all().stream().map(Mishap::words).toList());
        }
    }

    private Scene run(Staging staging) {
        var began = System.nanoTime();
        var exploration = staging.exploration(architectures);
        var choices = staging.choices();
        var outcome = exploration.record(choices);
        var builder = new SceneBuilder(outcome, exploration.workload().team(), exploration.architecture());
        return builder.scene(staging.neverCame(choices), began);
    }

    /** The smallest runs that break a promise: one fault first, two when one is not enough. */
    private record Smallest(List<Found> found, long runs, int departures, double elapsedMs) {

        record Found(String promise, String witness, List<String> faults, Map<String, String> workload) {}
    }

    private Smallest smallest(Staging staging) {
        var began = System.nanoTime();
        var asked = staging.exploration(architectures);
        // What one click can do: a crash, a lost reply, a failed call.
        var exploration = new Exploration(asked.architecture(), asked.mechanisms(), asked.workload(), Faults.STEPS);
        var runs = 0L;
        for (var departures = 1; departures <= 2; departures++) {
            var findings = exploration.search(new Search.Exhaust(departures), SEARCH_LIMIT, 1, _ -> {});
            runs += findings.runs();
            if (!findings.violations().isEmpty()) {
                var found = new ArrayList<Smallest.Found>();
                exploration
                        .stories(findings)
                        .forEach((promise, story) -> found.add(new Smallest.Found(
                                promise,
                                story.witness(),
                                story.departures().stream()
                                        .map(Object::toString)
                                        .toList(),
                                story.workload())));
                return new Smallest(found, runs, departures, Scene.msSince(began));
            }
        }
        return new Smallest(List.of(), runs, 2, Scene.msSince(began));
    }

    private record Exported(String fileName, String text) {}

    /** The run as a story file, which {@code ./rtm story} tells and {@code ./rtm replay} replays. */
    private Exported story(Staging staging) {
        var exploration = staging.exploration(architectures);
        var outcome = exploration.run(staging.choices());
        var broken = outcome.broken();
        if (broken.isEmpty()) {
            throw new IllegalArgumentException("nothing is broken in this run, so there is no story to export");
        }
        var promise = broken.keySet().iterator().next();
        var story = new Story(
                staging.architecture(),
                exploration.mechanisms().toString(),
                staging.workloadWords(),
                promise,
                Objects.requireNonNull(broken.get(promise)),
                outcome.report().traceHashText(),
                outcome.report().choices().departures());
        return new Exported(staging.architecture() + "-" + promise + ".story", story.format());
    }

    private static Staging staging(Context context) {
        try {
            return JSON.readValue(context.body(), Staging.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the request is not what the page sends: " + e.getOriginalMessage(), e);
        }
    }

    /** What cannot be staged is refused in a sentence, for the page to show. */
    private static void answer(Context context, Supplier<Object> question) {
        context.contentType("application/json; charset=utf-8");
        try {
            context.result(JSON.writeValueAsBytes(question.get()));
        } catch (IllegalArgumentException refused) {
            context.status(400);
            context.result(
                    JSON.createObjectNode().put("error", refused.getMessage()).toString());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void sendFile(Context context, String name) throws IOException {
        try (var file = Objects.requireNonNull(PageServer.class.getResourceAsStream(name), name)) {
            context.contentType(contentType(name) + "; charset=utf-8");
            context.header("Cache-Control", "no-store");
            context.result(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static String contentType(String name) {
        return name.endsWith(".css") ? "text/css" : name.endsWith(".js") ? "text/javascript" : "text/html";
    }
}
