package rtmlab.harness.page;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

    private static final Map<String, String> FILES = Map.of(
            "/", "index.html",
            "/page.css", "page.css",
            "/page.js", "page.js",
            "/diagram.js", "diagram.js");

    /** How long "find me the smallest failure" may search with two faults, once one has found nothing. */
    private static final Duration SEARCH_LIMIT = Duration.ofSeconds(20);

    private static final int WARM_UP_ROUNDS = 20;

    private final Map<String, Architecture> architectures = new LinkedHashMap<>();
    private final Site site;

    private PageServer(int port, List<Architecture> architectures) {
        architectures.forEach(architecture -> this.architectures.put(architecture.name(), architecture));
        site = Site.of(FILES)
                .answer(HandlerType.GET, "/api/architectures", _ -> describe())
                .answer(HandlerType.POST, "/api/run", context -> run(staging(context)))
                .answer(HandlerType.POST, "/api/smallest", context -> smallest(staging(context)))
                .answer(HandlerType.POST, "/api/story", context -> story(staging(context)))
                .start(port);
    }

    /** Serves at this port, 0 for any that is free; throws {@link LaunchFailure} when it is taken. */
    public static PageServer start(int port, List<Architecture> architectures) {
        var server = new PageServer(port, architectures);
        Thread.ofPlatform().daemon(true).name("warm-up").start(server::warmUp);
        return server;
    }

    /** So that the first click is not the one on which the JVM compiles all this. */
    private void warmUp() {
        var names = List.copyOf(architectures.keySet());
        for (var round = 0; round < WARM_UP_ROUNDS; round++) {
            names.forEach(name -> run(Staging.calm(name)));
        }
    }

    public String url() {
        return site.url();
    }

    @Override
    public void close() {
        site.close();
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
        var exploration = new Exploration(
                asked.architecture(), asked.mechanisms(), asked.workload(), Faults.STEPS, Staging.REGIONS);
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
        return Site.body(context, Staging.class);
    }
}
