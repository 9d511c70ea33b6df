package rtmlab.harness.cli;

import java.nio.file.Files;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import rtmlab.backends.launch.EmbeddedServers;
import rtmlab.backends.launch.ServerOptions;
import rtmlab.harness.load.SendBench;
import rtmlab.harness.page.LoadReport;
import rtmlab.harness.report.LoadFiles;
import rtmlab.harness.report.LoadJson;

/** {@code ./rtm bench send}: throughput and latency of both architectures, end to end, beside a bare Kafka. */
@Command(
        name = "send",
        description = "Measures what sending a message costs, end to end on real servers: send to ack, and send to the "
                + "last member, beside a bare Kafka that gets the same records.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "The load is an open loop: every latency counts from the moment at which the message was due.",
            "Exit status: 0 every message at the rate asked for was acknowledged and shown to everybody, 1 not, 2 bad usage,",
            "3 a server or a node would not start."
        })
public final class BenchSendCommand implements Callable<Integer> {

    @Mixin
    private LoadOptions load = new LoadOptions();

    @Option(names = "--members", paramLabel = "N", description = "who all see each message (default: ${DEFAULT-VALUE})")
    private int members = 5;

    @Option(names = "--channels", paramLabel = "N", description = "spoken in (default: ${DEFAULT-VALUE})")
    private int channels = 8;

    @Option(
            names = "--bound",
            paramLabel = "MS",
            description =
                    "p99 of the acknowledgement up to which a higher rate counts as carried (default: ${DEFAULT-VALUE})")
    private int boundMs = 200;

    @Option(names = "--json", description = "answer with one JSON object")
    private boolean json;

    @Mixin
    private OutFolder out = new OutFolder();

    @Spec
    @SuppressWarnings("NullAway.Init") // Injected.
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        load.requireSense();
        Numbers.require("--members", members, 1, 100);
        Numbers.require("--channels", channels, 1, 100);
        Numbers.require("--bound", boundMs, 1, 60_000);
        var bench = new SendBench(
                load.perSecond(), load.duration(), members, channels, load.textBytes(), boundMs, load.climbs());
        var folder = Files.createDirectories(out.forRunOf("bench-send"));
        var err = spec.commandLine().getErr();
        OnRealServers.say(err, "Starting Kafka, Redis and PostgreSQL …");
        try (var servers = EmbeddedServers.start(folder.resolve("servers"), ServerOptions.small(out.cache()));
                var news = new NewsOnStderr(err)) {
            Watch.over(servers, err);
            var results = bench.run(
                    load.architectures(),
                    servers,
                    folder,
                    out.cache(),
                    deployment -> Watch.over(deployment, err),
                    news);
            var answer = LoadJson.ofSend(bench, results);
            Files.writeString(folder.resolve("bench-send.json"), answer + "\n");
            Files.writeString(folder.resolve("throughput.csv"), LoadFiles.csv(LoadReport.chartsOf(results)));
            Files.writeString(folder.resolve("report.html"), LoadReport.html(bench, results));
            OnRealServers.say(err, "The picture is in " + folder.resolve("report.html"));
            var output = spec.commandLine().getOut();
            if (json) {
                output.println(answer);
            } else {
                SendTable.print(bench, results, output);
            }
            output.flush();
            return results.stream().allMatch(result -> result.measured().isWhole())
                    ? ExitStatus.AS_DOCUMENTED
                    : ExitStatus.NOT_AS_DOCUMENTED;
        }
    }
}
