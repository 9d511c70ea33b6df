package rtmlab.harness.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import rtmlab.bootstrap.FlannelBootstrap;
import rtmlab.harness.boot.BootComparison;
import rtmlab.harness.boot.BootComparisonFiles;
import rtmlab.harness.boot.BootComparisonTable;
import rtmlab.harness.boot.BootQueries;
import rtmlab.harness.boot.FirstScreen;
import rtmlab.harness.boot.GeneratedTeam;
import rtmlab.harness.boot.Payloads;
import rtmlab.harness.boot.Seam;
import rtmlab.harness.boot.Staleness;
import rtmlab.harness.boot.Storm;
import rtmlab.harness.boot.StormRun;
import rtmlab.harness.page.BootReportPage;
import rtmlab.protocol.variant.Architecture;
import rtmlab.protocol.variant.Bootstrap;
import rtmlab.protocol.variant.Variants;

/** {@code ./rtm compare bootstrap}: the three ways in which a session can start, side by side. */
@Command(
        name = "bootstrap",
        description =
                "Starts sessions in three ways: what is sent, what the origin's database sees, whether the seam holds in "
                        + "the simulated world, and how a storm of real clients that all drop at once goes.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit status: 0 the outcome is the documented one (in every storm Flannel spares the database 50 times the queries",
            "of rtm.start and all its clients come back; what it answers from memory is not older than it may be; each seam is",
            "as the architecture documents it), 1 it is not, 2 bad usage, 3 a server would not start or has died.",
            "The method is in docs/bootstrap.md."
        })
public final class CompareBootstrapCommand implements Callable<Integer> {

    /** The sizes that growth is fitted to. */
    private static final List<Integer> SIZES = List.of(100, 500, 1_500, 5_000, 10_000, 32_000);

    @Option(names = "--architecture", description = "initial or updated (default: ${DEFAULT-VALUE})")
    private String name = "updated";

    @Option(names = "--clients", description = "how many real clients (default: ${DEFAULT-VALUE})")
    private int clients = 2_000;

    @Option(names = "--users", description = "how large their team is; clients share users (default: ${DEFAULT-VALUE})")
    private int users = 100;

    @Option(names = "--runs", description = "simulated runs for the seam, of each (default: ${DEFAULT-VALUE})")
    private long runs = 1_000;

    @Option(
            names = "--spread",
            description = "seconds of the storm that comes spread out; 0 for none (default: ${DEFAULT-VALUE})")
    private int spread = 10;

    @Option(
            names = "--patience",
            description = "seconds that a client waits for an answer before it asks again (default: ${DEFAULT-VALUE})")
    private int patience = 10;

    @Option(
            names = "--limit",
            description =
                    "seconds that a storm is watched; who is not back by then is told as such (default: ${DEFAULT-VALUE})")
    private int limit = 60;

    @Option(names = "--no-storm", description = "no real processes: what is counted and simulated alone")
    private boolean noStorm;

    @Option(names = "--only", split = ",", description = "these bootstraps alone (default: all)")
    private List<String> only = List.of();

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
        requireSound();
        choice.requireSense();
        var architecture = Architectures.named(name);
        var folder = out.forRunOf("compare-bootstrap");
        Files.createDirectories(folder);
        var comparison = compare(architecture, folder);
        write(comparison, folder);
        var results = spec.commandLine().getOut();
        if (json) {
            results.println(BootComparisonFiles.json(comparison));
        } else {
            new BootComparisonTable(comparison, results).print();
        }
        results.flush();
        return comparison.isSpared() && comparison.isSeamAsDocumented() && comparison.isStalenessBounded()
                ? ExitStatus.AS_DOCUMENTED
                : ExitStatus.NOT_AS_DOCUMENTED;
    }

    private void requireSound() {
        if (clients < 1 || users < 10 || users > 100_000 || runs < 1 || spread < 0 || patience < 1 || limit < 1) {
            throw new UsageError(
                    "--clients, --runs, --patience and --limit are at least 1, --spread 0, --users 10 to 100,000");
        }
    }

    private BootComparison compare(Architecture architecture, Path folder) throws InterruptedException {
        var payloads = payloads();
        var rows = new ArrayList<BootComparison.Row>();
        for (var bootstrap : chosen()) {
            rows.add(simulated(bootstrap, architecture));
        }
        var storms = noStorm ? Map.<String, List<Storm>>of() : storms(architecture, folder);
        return new BootComparison(
                architecture.name(),
                users,
                clients,
                payloads,
                architecture.breaks().contains("seam"),
                rows.stream()
                        .map(row -> row.with(storms.getOrDefault(row.bootstrap(), List.of())))
                        .toList());
    }

    private List<Payloads> payloads() {
        var sizes = new TreeSet<>(SIZES);
        sizes.add(users);
        return sizes.stream()
                .map(size -> {
                    say("What a client of a team of " + size + " is sent …");
                    return Payloads.of(new GeneratedTeam(size, 1));
                })
                .toList();
    }

    private BootComparison.Row simulated(Bootstrap bootstrap, Architecture architecture) {
        var booted = bootstrap.into(architecture);
        Seam seam;
        try (var progress = Progress.of(
                "The seam, " + booted.name(), "runs", runs, spec.commandLine().getErr())) {
            seam = Seam.of(booted, runs, Runtime.getRuntime().availableProcessors(), done -> progress.reach(done, ""));
        }
        var staleness =
                bootstrap instanceof FlannelBootstrap ? Optional.of(Staleness.of(booted)) : Optional.<Staleness>empty();
        return new BootComparison.Row(
                bootstrap.name(), BootQueries.of(booted), seam, FirstScreen.of(booted), staleness, List.of());
    }

    private Map<String, List<Storm>> storms(Architecture architecture, Path folder) throws InterruptedException {
        say(choice.announcement() + " …");
        var storms = new LinkedHashMap<String, List<Storm>>();
        try (var servers = choice.start(
                folder.resolve("servers"), out.cache(), spec.commandLine().getErr())) {
            Watch.over(servers, spec.commandLine().getErr());
            var team = new GeneratedTeam(users, 1);
            for (var bootstrap : chosen()) {
                var stage = new StormRun.Stage(
                        team,
                        clients,
                        Duration.ofSeconds(patience),
                        servers.addresses(),
                        folder.resolve(bootstrap.name()),
                        out.cache());
                storms.put(bootstrap.name(), StormRun.strike(bootstrap.into(architecture), plans(), stage, this::say));
            }
        }
        return storms;
    }

    /** At once and spread out; and once more at once, by clients that are content with what comes from now on. */
    private List<Storm.Plan> plans() {
        var watched = Duration.ofSeconds(limit);
        var plans = new ArrayList<Storm.Plan>();
        plans.add(new Storm.Plan(Duration.ZERO, true, watched));
        if (spread > 0) {
            plans.add(new Storm.Plan(Duration.ofSeconds(spread), true, watched));
        }
        plans.add(new Storm.Plan(Duration.ZERO, false, watched));
        return plans;
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

    private void write(BootComparison comparison, Path folder) throws IOException {
        Files.writeString(folder.resolve("bootstrap.csv"), BootComparisonFiles.csv(comparison));
        Files.writeString(
                folder.resolve("bootstrap.json"),
                BootComparisonFiles.json(comparison).toPrettyString());
        Files.writeString(folder.resolve("report.html"), BootReportPage.html(comparison));
        say("The report is " + folder.resolve("report.html") + ", with bootstrap.csv and bootstrap.json beside it.");
    }

    private void say(String sentence) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(sentence);
        err.flush();
    }
}
