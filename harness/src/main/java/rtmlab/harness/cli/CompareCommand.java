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
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import rtmlab.backends.launch.ServerGroup;
import rtmlab.checkers.promise.Promises;
import rtmlab.harness.experiment.Experiment;
import rtmlab.harness.experiment.Finding;
import rtmlab.harness.experiment.Outcome;
import rtmlab.harness.load.KillUnderLoad;
import rtmlab.harness.page.ReportPage;
import rtmlab.harness.real.RealWorld;
import rtmlab.harness.report.Comparison;
import rtmlab.harness.report.ComparisonFiles;
import rtmlab.harness.report.ComparisonJson;
import rtmlab.harness.report.ComparisonTable;
import rtmlab.harness.report.LoadChart;
import rtmlab.harness.report.LoadFiles;
import rtmlab.harness.simulated.Exploration;
import rtmlab.harness.simulated.Exploration.Search;
import rtmlab.harness.simulated.Faults;
import rtmlab.harness.simulated.Workload;
import rtmlab.protocol.variant.Architecture;
import rtmlab.protocol.variant.Mechanisms;

/** {@code ./rtm compare}: crashes every architecture at every dangerous step, and says which promises it kept. */
@Command(
        name = "compare",
        description = {
            "Tries every fault at every step of the architectures in the simulated world, then crashes them on real Kafka, "
                    + "Redis and PostgreSQL at every step of a message's way, and shows which promises each of them kept."
        },
        mixinStandardHelpOptions = true,
        subcommands = {CompareBootstrapCommand.class},
        footer = {
            "",
            "Exit status: 0 every verdict is the documented one, 1 one is not or could not be reached, 2 no such architecture,",
            "3 a server would not start or has died, 130 after Ctrl-C."
        })
public final class CompareCommand implements Callable<Integer> {

    /** "Every fault at every step" is said of the sweep, so it is never cut short; it takes about a second. */
    private static final Duration WITHOUT_LIMIT = Duration.ofDays(1);

    @Parameters(paramLabel = "ARCHITECTURE", arity = "0..*", description = "which to compare (default: all)")
    private List<String> names = List.of();

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
        var architectures = names.isEmpty()
                ? Architectures.all()
                : names.stream().map(Architectures::named).toList();
        choice.requireSense();
        var folder = out.forRunOf("compare");
        var progress = spec.commandLine().getErr();
        progress.println(choice.announcement() + " …");
        progress.flush();
        var findings = new LinkedHashMap<String, List<Finding>>();
        var report = new ReportPage(folder, story -> StoryFile.read(story).exploration());
        var loads = new ArrayList<LoadChart>();
        try (var servers = choice.start(folder.resolve("servers"), out.cache(), progress)) {
            Watch.over(servers, progress);
            for (var architecture : architectures) {
                findings.put(architecture.name(), examine(architecture, servers, folder, report, loads, progress));
            }
        }
        var comparison = new Comparison(findings);
        Files.writeString(folder.resolve("comparison.json"), ComparisonJson.of(comparison) + "\n");
        Files.writeString(folder.resolve("comparison.txt"), new ComparisonTable(comparison, false).text());
        Files.writeString(folder.resolve("comparison.csv"), ComparisonFiles.csv(comparison));
        Files.writeString(folder.resolve("junit.xml"), ComparisonFiles.junitXml(comparison));
        Files.writeString(folder.resolve("throughput.csv"), LoadFiles.csv(loads));
        loads.forEach(report::add);
        Files.writeString(folder.resolve("report.html"), report.html(comparison));
        progress.println("The picture is in " + folder.resolve("report.html"));
        progress.println("Histories, verdicts and logs are in " + folder);
        progress.flush();
        var results = spec.commandLine().getOut();
        if (json) {
            results.println(ComparisonJson.of(comparison));
        } else {
            results.print(new ComparisonTable(comparison, Ansi.AUTO.enabled()).text());
        }
        results.flush();
        return comparison.isAsDocumented() ? ExitStatus.AS_DOCUMENTED : ExitStatus.NOT_AS_DOCUMENTED;
    }

    private List<Finding> examine(
            Architecture architecture,
            ServerGroup servers,
            Path folder,
            ReportPage report,
            List<LoadChart> loads,
            PrintWriter progress)
            throws IOException, InterruptedException {
        var experiments = Experiment.allFor(architecture);
        progress.printf("%n%s: %s%n", architecture.name(), architecture.summary());
        var simulated = sweep(architecture, folder.resolve(architecture.name()), progress);
        var outcomes = new ArrayList<Outcome>();
        try (var bar = Progress.of(architecture.name(), "experiments", experiments.size(), progress);
                var world = new RealWorld(
                        architecture,
                        Mechanisms.defaultsOf(architecture),
                        servers.addresses(),
                        folder.resolve(architecture.name()),
                        out.cache(),
                        Map.of())) {
            Watch.over(world.deployment(), progress);
            for (var experiment : experiments) {
                var outcome = world.run(experiment);
                outcomes.add(outcome);
                bar.say("%4d/%d  %-45s %s"
                        .formatted(outcomes.size(), experiments.size(), experiment.label(), inShort(outcome)));
                bar.reach(outcomes.size(), "");
            }
            loads.add(killUnderLoad(world, progress));
        }
        var findings = Promises.all().stream()
                .map(promise -> Finding.of(architecture, promise.name(), outcomes, simulated.get(promise.name())))
                .toList();
        // What a crash does to messages is told without reads: those of a store that runs behind show it without any
        // crash.
        report.add(
                architecture,
                findings,
                outcomes,
                exploration(architecture, Workload.small().withoutReads()));
        return findings;
    }

    /** For the picture alone: no verdict rests on it. */
    private static LoadChart killUnderLoad(RealWorld world, PrintWriter progress) throws InterruptedException {
        var victim = world.deployment().topology().of("channel-server").getFirst();
        progress.println("  under load: " + KillUnderLoad.about(victim));
        progress.flush();
        var figures = KillUnderLoad.of(world, victim);
        return LoadChart.of(world.architecture().name(), KillUnderLoad.about(victim), figures);
    }

    /** Small enough to try everything. */
    private static Exploration exploration(Architecture architecture, Workload workload) {
        return new Exploration(architecture, Mechanisms.defaultsOf(architecture), workload, Faults.STEPS);
    }

    /** Tries every fault at every step in the simulated world, and keeps the smallest story of each broken promise. */
    private static Map<String, Finding.Simulated> sweep(Architecture architecture, Path folder, PrintWriter progress)
            throws IOException {
        var exploration = exploration(architecture, Workload.small());
        var findings = exploration.search(new Search.Exhaust(1), WITHOUT_LIMIT, 1, _ -> {});
        progress.printf(
                "  simulated: every fault at every step, %,d runs in %.1f s%n",
                findings.runs(), findings.elapsed().toMillis() / 1_000.0);
        var found = new LinkedHashMap<String, Finding.Simulated>();
        for (var story : exploration.stories(findings).values()) {
            var file = Files.createDirectories(folder).resolve(story.promise() + ".story");
            Files.writeString(file, story.format());
            var faults = story.departures().stream().map(Object::toString).toList();
            found.put(story.promise(), new Finding.Simulated(story.promise(), story.witness(), faults, file));
            progress.printf("    %s broken by %s%n", story.promise(), String.join(" and ", faults));
        }
        progress.println(found.isEmpty() ? "    nothing broken" : "  on real processes:");
        progress.flush();
        return found;
    }

    private static String inShort(Outcome outcome) {
        var broken = outcome.broken();
        if (outcome.whyVacuous().isPresent()) {
            return "undecided: " + outcome.whyVacuous().get();
        }
        return broken.isEmpty() ? "nothing broken" : "broken: " + String.join(", ", broken);
    }
}
