package rtmlab.harness.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import rtmlab.backends.launch.EmbeddedServers;
import rtmlab.backends.launch.ServerOptions;
import rtmlab.harness.boot.BootQueries;
import rtmlab.harness.boot.GeneratedTeam;
import rtmlab.harness.boot.Payloads;
import rtmlab.harness.boot.SeamTrial;
import rtmlab.harness.boot.Storm;
import rtmlab.protocol.variant.Architecture;
import rtmlab.protocol.variant.Bootstrap;
import rtmlab.protocol.variant.Variants;
import rtmlab.simulator.explore.Budget;
import rtmlab.simulator.explore.Explorer;
import rtmlab.simulator.world.Mishap;
import rtmlab.simulator.world.Settings;

/** {@code ./rtm compare bootstrap}: the three ways in which a session can start, side by side. */
@Command(
        name = "bootstrap",
        description =
                "Starts sessions in three ways: what is sent, what the origin's database sees, whether the seam holds in "
                        + "the simulated world, and how a storm of real clients that all drop at once goes.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit status: 0 the outcome is the documented one (Flannel spares the database 50 times the queries of rtm.start,",
            "and no seam broke), 1 it is not, 2 bad usage, 3 a server would not start or has died."
        })
public final class CompareBootstrapCommand implements Callable<Integer> {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final double QUERIES_GOAL = 50;

    @Option(names = "--architecture", description = "initial or updated (default: ${DEFAULT-VALUE})")
    private String name = "updated";

    @Option(names = "--clients", description = "how many real clients (default: ${DEFAULT-VALUE})")
    private int clients = 200;

    @Option(names = "--users", description = "how large their team is; clients share users (default: ${DEFAULT-VALUE})")
    private int users = 100;

    @Option(names = "--runs", description = "simulated runs for the seam, of each (default: ${DEFAULT-VALUE})")
    private long runs = 1_000;

    @Option(
            names = "--spread",
            description = "seconds of the storm that comes spread out; 0 for none (default: ${DEFAULT-VALUE})")
    private int spread = 5;

    @Option(names = "--only", split = ",", description = "these bootstraps alone (default: all)")
    private List<String> only = List.of();

    @Option(names = "--json", description = "answer with one JSON object")
    private boolean json;

    @Mixin
    private OutFolder out = new OutFolder();

    @Spec
    @SuppressWarnings("NullAway.Init") // Injected.
    private CommandSpec spec;

    /** Everything about one way. */
    private record Row(String bootstrap, BootQueries queries, String seam, List<Storm> storms) {}

    @Override
    public Integer call() throws Exception {
        if (clients < 1 || users < 10 || users > 100_000 || runs < 1 || spread < 0) {
            throw new UsageError("--clients and --runs are at least 1, --spread 0, --users 10 to 100,000");
        }
        var architecture = Architectures.named(name);
        var team = new GeneratedTeam(users, 1);
        var payloads = Payloads.of(team);
        var folder = out.forRunOf("compare-bootstrap");
        var err = spec.commandLine().getErr();
        say(err, "Starting Kafka, Redis and PostgreSQL …");
        var rows = new ArrayList<Row>();
        try (var servers = EmbeddedServers.start(folder.resolve("servers"), ServerOptions.small(out.cache()))) {
            Watch.over(servers, err);
            for (var bootstrap : chosen()) {
                var booted = bootstrap.into(architecture);
                say(err, booted.name() + ": " + runs + " simulated runs for the seam …");
                var seam = seam(booted);
                var storms = new ArrayList<Storm>();
                for (var over : spreads()) {
                    say(
                            err,
                            booted.name() + ": a storm of " + clients + " clients"
                                    + (over.isZero() ? " at once …" : " over " + spread + " s …"));
                    storms.add(Storm.strike(
                            booted,
                            team,
                            clients,
                            over,
                            servers.addresses(),
                            folder.resolve(booted.name() + "-" + over.toSeconds()),
                            out.cache(),
                            rows.isEmpty() && storms.isEmpty()));
                }
                rows.add(new Row(bootstrap.name(), BootQueries.of(booted), seam, storms));
            }
        }
        Files.writeString(folder.resolve("bootstrap.csv"), csv(rows, payloads));
        say(err, "The table is in " + folder.resolve("bootstrap.csv"));
        var results = spec.commandLine().getOut();
        if (json) {
            results.println(asJson(rows, payloads));
        } else {
            print(rows, payloads, results);
        }
        results.flush();
        return timesFewer(rows) >= QUERIES_GOAL
                        && rows.stream().allMatch(row -> row.seam().equals("kept"))
                ? ExitStatus.AS_DOCUMENTED
                : ExitStatus.NOT_AS_DOCUMENTED;
    }

    private List<Bootstrap> chosen() {
        var all = Variants.bootstraps();
        for (var wanted : only) {
            if (all.stream().noneMatch(bootstrap -> bootstrap.name().equals(wanted))) {
                throw new UsageError("there is no bootstrap \"" + wanted + "\": choose of "
                        + all.stream().map(Bootstrap::name).collect(Collectors.joining(", ")));
            }
        }
        return all.stream()
                .filter(bootstrap -> only.isEmpty() || only.contains(bootstrap.name()))
                .toList();
    }

    private List<Duration> spreads() {
        return spread == 0 ? List.of(Duration.ZERO) : List.of(Duration.ZERO, Duration.ofSeconds(spread));
    }

    private String seam(Architecture booted) {
        var trial = new SeamTrial(booted, Settings.DEFAULT.withPartitions(1).withMishaps(Mishap.all()));
        var threads = Runtime.getRuntime().availableProcessors();
        var findings = new Explorer<>(trial, Budget.ofTime(Duration.ofHours(1)), threads, _ -> {}).sample(1, runs);
        return findings.violation("seam").isPresent() ? "broken" : "kept";
    }

    private static double timesFewer(List<Row> rows) {
        var byName = rows.stream()
                .collect(Collectors.toMap(
                        Row::bootstrap, row -> row.storms().getFirst().queries()));
        return (double) byName.getOrDefault("rtm-start", 0L) / Math.max(1, byName.getOrDefault("flannel", 0L));
    }

    private static Map<String, Payloads.Size> sizes(Payloads payloads) {
        var sizes = new LinkedHashMap<String, Payloads.Size>();
        sizes.put("rtm-start", payloads.rtmStart());
        sizes.put("lazy", payloads.lazy());
        sizes.put("flannel", payloads.flannel());
        return sizes;
    }

    private void print(List<Row> rows, Payloads payloads, PrintWriter results) {
        results.printf(
                "%s, a team of %,d, %,d clients; a storm's times are until 50, 95, 100 %% are back%n%n",
                name, users, clients);
        results.printf("%-34s", "");
        rows.forEach(row -> results.printf("%26s", row.bootstrap()));
        results.println();
        line(results, "bytes to the first screen (gzip)", rows, row -> {
            var size = sizes(payloads).get(row.bootstrap());
            return size == null ? "" : "%,d (%,d)".formatted(size.bytes(), size.gzipBytes());
        });
        line(
                results,
                "queries of one boot / after a break",
                rows,
                row -> row.queries().first() + " / " + row.queries().again());
        line(
                results,
                "one boot takes",
                rows,
                row -> "%.0f ms".formatted(row.storms().getFirst().bootMillis()));
        line(results, "seam, " + runs + " simulated runs", rows, Row::seam);
        line(
                results,
                "storm at once: queries",
                rows,
                row -> "%,d".formatted(row.storms().getFirst().queries()));
        line(
                results,
                "storm at once: back after s",
                rows,
                row -> seconds(row.storms().getFirst()));
        if (spread > 0) {
            line(
                    results,
                    "storm over " + spread + " s: queries",
                    rows,
                    row -> "%,d".formatted(row.storms().getLast().queries()));
            line(
                    results,
                    "storm over " + spread + " s: back after s",
                    rows,
                    row -> seconds(row.storms().getLast()));
        }
        line(
                results,
                "memory of all nodes, MB",
                rows,
                row -> "%,d".formatted(row.storms().getFirst().nodesMegabytes()));
        results.printf(
                "%nIn the storm at once the database saw %,.0f times fewer queries with Flannel than with rtm.start.%n",
                timesFewer(rows));
    }

    private static void line(
            PrintWriter results, String label, List<Row> rows, java.util.function.Function<Row, String> cell) {
        results.printf("%-34s", label);
        rows.forEach(row -> results.printf("%26s", cell.apply(row)));
        results.println();
    }

    private static String seconds(Storm storm) {
        return storm.millisUntil().stream()
                .map(millis -> millis < 0 ? "never" : "%.1f".formatted(millis / 1_000.0))
                .collect(Collectors.joining(", "));
    }

    private static String csv(List<Row> rows, Payloads payloads) {
        var text =
                new StringBuilder("bootstrap,payloadBytes,payloadGzipBytes,bootQueries,queriesAfterABreak,seam,clients,"
                        + "spreadSeconds,bootMs,stormQueries,until50Ms,until95Ms,until100Ms,nodesMegabytes\n");
        for (var row : rows) {
            var size = sizes(payloads).getOrDefault(row.bootstrap(), new Payloads.Size(0, 0));
            for (var storm : row.storms()) {
                text.append("%s,%d,%d,%d,%d,%s,%d,%d,%.1f,%d,%d,%d,%d,%d%n"
                        .formatted(
                                row.bootstrap(),
                                size.bytes(),
                                size.gzipBytes(),
                                row.queries().first(),
                                row.queries().again(),
                                row.seam(),
                                storm.clients(),
                                storm.spread().toSeconds(),
                                storm.bootMillis(),
                                storm.queries(),
                                storm.millisUntil().get(0),
                                storm.millisUntil().get(1),
                                storm.millisUntil().get(2),
                                storm.nodesMegabytes()));
            }
        }
        return text.toString();
    }

    private String asJson(List<Row> rows, Payloads payloads) {
        var root = JSON.createObjectNode();
        root.put("architecture", name)
                .put("users", users)
                .put("clients", clients)
                .put("seamRuns", runs);
        var all = root.putArray("bootstraps");
        for (var row : rows) {
            var one = all.addObject().put("name", row.bootstrap());
            var size = sizes(payloads).getOrDefault(row.bootstrap(), new Payloads.Size(0, 0));
            one.put("payloadBytes", size.bytes()).put("payloadGzipBytes", size.gzipBytes());
            one.put("originQueries", row.queries().first())
                    .put("originQueriesAfterABreak", row.queries().again());
            one.put("seam", row.seam());
            var storms = one.putArray("storms");
            for (var storm : row.storms()) {
                storms.addObject()
                        .put("spreadSeconds", storm.spread().toSeconds())
                        .put("bootMs", storm.bootMillis())
                        .put("originQueries", storm.queries())
                        .put("until50Ms", storm.millisUntil().get(0))
                        .put("until95Ms", storm.millisUntil().get(1))
                        .put("until100Ms", storm.millisUntil().get(2))
                        .put("nodesMegabytes", storm.nodesMegabytes());
            }
        }
        root.put("timesFewerQueries", timesFewer(rows));
        return root.toString();
    }

    private static void say(PrintWriter err, String sentence) {
        err.println(sentence);
        err.flush();
    }
}
