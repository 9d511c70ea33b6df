package rtmlab.harness.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import rtmlab.backends.launch.ServerGroup;
import rtmlab.checkers.promise.Verdict;
import rtmlab.checkers.promise.Verdict.Broken;
import rtmlab.checkers.promise.Verdict.Undecided;
import rtmlab.harness.load.Latency;
import rtmlab.harness.page.LoadReport;
import rtmlab.harness.real.RealWorld;
import rtmlab.harness.report.ComparisonFiles;
import rtmlab.harness.report.LoadFiles;
import rtmlab.harness.report.LoadJson;
import rtmlab.harness.report.PromiseRow;
import rtmlab.harness.soak.Soak;
import rtmlab.harness.soak.SoakPlan;
import rtmlab.protocol.variant.Architecture;

/** {@code ./rtm soak ARCHITECTURE --minutes M}: load and random kills on real processes, then the verdict. */
@Command(
        name = "soak",
        description =
                "Keeps real processes under load for minutes while they and the servers are killed at random, lets them "
                        + "calm down, and judges what everybody saw.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Ctrl-C ends the load, not the verdict: it is on what was done until then.",
            "Exit status: 0 the outcome is the documented one: nothing breaks that the architecture is not known to break,",
            "and where it is known to break nothing, all is kept that was put to the test, and all calmed down; 1 otherwise,",
            "2 bad usage, 3 a server or a node would not start."
        })
public final class SoakCommand implements Callable<Integer> {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final SoakPlan USUAL = SoakPlan.of(Duration.ofMinutes(10));

    /** What a verdict on a run that was cut short needs: to calm down, and to check. */
    private static final Duration ENDS_WITHIN = Duration.ofMinutes(8);

    @Parameters(paramLabel = "ARCHITECTURE", description = "initial or updated")
    private String name = "";

    @Option(names = "--minutes", paramLabel = "M", description = "of load (default: ${DEFAULT-VALUE})")
    private double minutes = USUAL.duration().toMinutes();

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "messages a second, an open loop (default: ${DEFAULT-VALUE})")
    private int perSecond = USUAL.perSecond();

    @Option(
            names = "--kill-every",
            paramLabel = "S",
            description = "seconds, on average, after what was killed last serves again (default: ${DEFAULT-VALUE})")
    private double killEverySeconds = USUAL.betweenKills().toSeconds();

    @Option(names = "--seed", paramLabel = "S", description = "of who is killed when (default: ${DEFAULT-VALUE})")
    private long seed = USUAL.seed();

    @Option(names = "--nodes-only", description = "spare Kafka, Redis and PostgreSQL")
    private boolean nodesOnly;

    @Mixin
    private Spread spread = new Spread();

    @Mixin
    private Switches switches = new Switches();

    @Option(names = "--json", description = "answer with one JSON object")
    private boolean json;

    @Mixin
    private ServerChoice choice = new ServerChoice();

    @Mixin
    private OutFolder out = new OutFolder();

    @Spec
    @SuppressWarnings("NullAway.Init") // Injected.
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        var architecture = Architectures.named(name);
        choice.requireSense();
        var mechanisms = switches.of(architecture);
        var plan = plan();
        var folder = Files.createDirectories(out.forRunOf("soak-" + name));
        var err = spec.commandLine().getErr();
        return OnRealServers.run(
                architecture,
                mechanisms,
                spread.of(architecture),
                true,
                choice,
                folder,
                out.cache(),
                err,
                (world, servers) -> soak(world, servers, plan, folder));
    }

    private int soak(RealWorld world, ServerGroup servers, SoakPlan plan, Path folder) throws Exception {
        var err = spec.commandLine().getErr();
        try (var news = new NewsOnStderr(err);
                var soak = new Soak(world, servers.all(), plan, folder, news)) {
            OnRealServers.say(
                    err,
                    "%d messages a second for %.1f minutes, a kill %.1f s on average after the last is overcome (seed %d)"
                            .formatted(perSecond, minutes, killEverySeconds, seed));
            var result = untilCtrlC(soak);
            write(world.architecture(), result, folder);
            OnRealServers.say(err, "The picture is in " + folder.resolve("report.html"));
            print(world.architecture(), result);
            OnRealServers.say(err, "History, verdicts and logs are in " + folder);
            var surprises = result.surprisesOf(world.architecture());
            if (surprises.isEmpty() || switches.takesAway(world.architecture())) {
                return ExitStatus.AS_DOCUMENTED;
            }
            OnRealServers.say(err, "Not as documented: " + String.join(", ", surprises));
            return ExitStatus.NOT_AS_DOCUMENTED;
        }
    }

    private SoakPlan plan() {
        if (!(minutes > 0 && minutes <= 24 * 60)) {
            throw new UsageError("--minutes is more than 0 and at most a day's, not " + minutes);
        }
        if (perSecond < 1 || perSecond > 100_000) {
            throw new UsageError("--rate is 1 to 100000 messages a second, not " + perSecond);
        }
        if (!(killEverySeconds >= 0.1)) {
            throw new UsageError("--kill-every is at least 0.1 seconds, not " + killEverySeconds);
        }
        return new SoakPlan(
                Duration.ofMillis((long) (minutes * 60_000)),
                perSecond,
                seed,
                USUAL.members(),
                USUAL.channels(),
                Duration.ofMillis((long) (killEverySeconds * 1_000)),
                !nodesOnly);
    }

    /** The first Ctrl-C ends the load, and this process once the verdict is said. */
    private Soak.Result untilCtrlC(Soak soak) throws Exception {
        var over = new CountDownLatch(1);
        var hook = new Thread(() -> {
            soak.stop();
            try {
                var _ = over.await(ENDS_WITHIN.toSeconds(), TimeUnit.SECONDS);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return soak.perform();
        } finally {
            over.countDown();
        }
    }

    private static void write(Architecture architecture, Soak.Result result, Path folder) throws IOException {
        var figures = result.figures();
        var rows = PromiseRow.ofSoak(architecture, result.verdicts());
        Files.writeString(folder.resolve("soak.json"), asJson(architecture, result) + "\n");
        Files.writeString(folder.resolve("soak.csv"), ComparisonFiles.csv(rows));
        Files.writeString(folder.resolve("junit.xml"), ComparisonFiles.junitXml(rows));
        Files.writeString(
                folder.resolve("throughput.csv"), LoadFiles.csv(List.of(LoadReport.chartOf(architecture, figures))));
        Files.writeString(folder.resolve("report.html"), LoadReport.html(architecture, figures, rows, result));
    }

    private void print(Architecture architecture, Soak.Result result) {
        var results = spec.commandLine().getOut();
        if (json) {
            results.println(asJson(architecture, result));
        } else {
            asText(result, results);
        }
        results.flush();
    }

    private static void asText(Soak.Result result, PrintWriter results) {
        var figures = result.figures();
        results.printf("load          %.1f s%n", result.elapsed().toMillis() / 1_000.0);
        results.printf(
                "messages      %,d sent, %,d acknowledged, %,d refused, %,d unknown; shown %,d times%n",
                figures.sent(), figures.acknowledged(), figures.refused(), figures.unknown(), figures.shown());
        results.printf("kills         %s%n", figures.kills());
        results.println("to the ack    " + words(figures.ack()));
        results.println("to a screen   " + words(figures.shownLatency()));
        results.printf("memory        %,d MB, all nodes together%n", result.memoryBytes() >> 20);
        results.println(result.hasCalmedDown() ? "in the end    calm" : "in the end    not calm");
        result.verdicts().forEach((promise, verdict) -> results.printf("%-20s  %s%n", promise, words(verdict)));
    }

    private static String words(Latency latency) {
        return String.format(
                Locale.ROOT,
                "p50 %.1f ms, p90 %.1f ms, p99 %.1f ms, p99.9 %.1f ms, max %.1f ms",
                latency.p50Ms(),
                latency.p90Ms(),
                latency.p99Ms(),
                latency.p999Ms(),
                latency.maxMs());
    }

    private static String words(Verdict verdict) {
        return switch (verdict) {
            case Broken broken -> "broken: " + broken.witness();
            case Undecided(var why) -> "undecided: " + why;
            default -> verdict.word();
        };
    }

    private static String asJson(Architecture architecture, Soak.Result result) {
        var figures = result.figures();
        var root = JSON.createObjectNode();
        root.put("architecture", architecture.name());
        root.put("elapsedMs", result.elapsed().toMillis());
        root.put("sent", figures.sent());
        root.put("acknowledged", figures.acknowledged());
        root.put("refused", figures.refused());
        root.put("unknown", figures.unknown());
        root.put("shown", figures.shown());
        var kills = root.putObject("kills");
        figures.kills().forEach(kills::put);
        LoadJson.put("ack", figures.ack(), root);
        LoadJson.put("shown", figures.shownLatency(), root);
        root.put("memoryBytes", result.memoryBytes());
        root.put("calm", result.hasCalmedDown());
        var promises = root.putObject("promises");
        result.verdicts()
                .forEach((promise, verdict) -> promises.putObject(promise)
                        .put("verdict", verdict.word())
                        .put("witness", verdict instanceof Broken broken ? broken.witness() : ""));
        return root.toString();
    }
}
