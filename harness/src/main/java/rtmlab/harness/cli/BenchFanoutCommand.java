package rtmlab.harness.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import rtmlab.backends.launch.EmbeddedServers;
import rtmlab.backends.launch.ServerOptions;
import rtmlab.harness.load.FanoutBench;
import rtmlab.harness.load.FanoutBench.Result;
import rtmlab.harness.load.FanoutPeer;
import rtmlab.harness.report.LoadJson;

/** {@code ./rtm bench fanout}: how fast a message is with everybody in a large channel. */
@Command(
        name = "fanout",
        description =
                "Measures how fast a message reaches every member of a large channel over real WebSockets, and how "
                        + "many deliveries a second there are at most.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "The load is an open loop: every latency counts from the moment at which the message was due.",
            "Exit status: 0 every message at the rate asked for was acknowledged and shown to everybody, 1 not, 2 bad usage,",
            "3 a server or a node would not start. The targets and peers are there to be compared with.",
        })
public final class BenchFanoutCommand implements Callable<Integer> {

    @Mixin
    private LoadOptions load = new LoadOptions();

    @Option(names = "--members", paramLabel = "N", description = "of the one channel (default: ${DEFAULT-VALUE})")
    private int members = 1_000;

    @Option(
            names = "--bound",
            paramLabel = "MS",
            description =
                    "p99 to the last member up to which a higher rate counts as carried (default: ${DEFAULT-VALUE})")
    private int boundMs = 500;

    @Option(names = "--json", description = "answer with one JSON object")
    private boolean json;

    @Mixin
    private OutFolder out = new OutFolder();

    @Spec
    @SuppressWarnings("NullAway.Init") // Injected.
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Numbers.require("--members", members, 1, 10_000);
        load.requireSense();
        Numbers.require("--bound", boundMs, 1, 60_000);
        var bench =
                new FanoutBench(members, load.perSecond(), load.duration(), load.textBytes(), boundMs, load.climbs());
        var folder = Files.createDirectories(out.forRunOf("bench-fanout"));
        var err = spec.commandLine().getErr();
        OnRealServers.say(err, "Starting Kafka, Redis and PostgreSQL …");
        var results = new ArrayList<Result>();
        try (var servers = EmbeddedServers.start(folder.resolve("servers"), ServerOptions.small(out.cache()));
                var news = new NewsOnStderr(err)) {
            Watch.over(servers, err);
            for (var architecture : load.architectures()) {
                results.add(bench.run(
                        architecture,
                        servers,
                        folder.resolve(architecture.name()),
                        out.cache(),
                        deployment -> Watch.over(deployment, err),
                        news));
            }
        }
        var answer = LoadJson.ofFanout(bench, results);
        Files.writeString(folder.resolve("bench-fanout.json"), answer + "\n");
        var output = spec.commandLine().getOut();
        if (json) {
            output.println(answer);
        } else {
            print(bench, results, output);
        }
        output.flush();
        return results.stream().allMatch(result -> result.measured().isWhole() && result.gone() == 0)
                ? ExitStatus.AS_DOCUMENTED
                : ExitStatus.NOT_AS_DOCUMENTED;
    }

    private static void print(FanoutBench bench, List<Result> results, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "1 channel × %,d members, each with a WebSocket; %,.0f messages a second of %d bytes for %d s%n%n",
                bench.members(),
                bench.perSecond(),
                bench.textBytes(),
                bench.duration().toSeconds());
        out.println(Columns.of("", 32) + Columns.right("deliveries/s", 13) + Columns.right("p50 ms", 9)
                + Columns.right("p99 ms", 9) + "latency of");
        for (var result : results) {
            var measured = result.measured();
            var figures = measured.figures();
            row(
                    measured.subject(),
                    measured.shownPerSecond(),
                    figures.shownLatency().p50Ms(),
                    figures.shownLatency().p99Ms(),
                    "POST → a member",
                    out);
            row(
                    "",
                    measured.shownPerSecond(),
                    figures.lastMember().p50Ms(),
                    figures.lastMember().p99Ms(),
                    "POST → last member (target: p99 below 30 ms at 100/s)",
                    out);
            result.highest()
                    .at()
                    .ifPresent(at -> row(
                            measured.subject() + ", highest",
                            at.shownPerSecond(),
                            at.figures().lastMember().p50Ms(),
                            at.figures().lastMember().p99Ms(),
                            "POST → last member, %,.0f messages a second (target: 400,000 deliveries/s)"
                                    .formatted(at.offeredPerSecond()),
                            out));
        }
        for (var peer : FanoutPeer.ALL) {
            row(
                    peer.name(),
                    peer.deliveriesPerSecond(),
                    peer.p50Ms(),
                    peer.p99Ms(),
                    "a server alone, no POST, no log",
                    out);
        }
        out.println();
        for (var result : results) {
            out.printf(
                    Locale.ROOT,
                    "%s: all connected in %.1f s; %d lost their connection; %s%n",
                    result.measured().subject(),
                    result.connectMs() / 1_000,
                    result.gone(),
                    SendTable.processors(result.measured()));
            result.highest()
                    .at()
                    .ifPresent(
                            at -> out.printf(Locale.ROOT, "    at its highest rate: %s%n", SendTable.processors(at)));
        }
        out.println("Peers: " + FanoutPeer.SOURCE);
    }

    private static void row(String who, double deliveries, double p50Ms, double p99Ms, String what, PrintWriter out) {
        out.println(Columns.of(who, 32)
                + Columns.right(String.format(Locale.ROOT, "%,.0f", deliveries), 13)
                + Columns.right(String.format(Locale.ROOT, "%.1f", p50Ms), 9)
                + Columns.right(String.format(Locale.ROOT, "%.1f", p99Ms), 9)
                + what);
    }
}
