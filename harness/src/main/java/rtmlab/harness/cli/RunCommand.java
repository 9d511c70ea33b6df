package rtmlab.harness.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import rtmlab.checkers.history.JsonLines;
import rtmlab.harness.report.ComparisonFiles;
import rtmlab.harness.scenario.MalformedScenario;
import rtmlab.harness.scenario.RealScenario;
import rtmlab.harness.scenario.Scenario;
import rtmlab.harness.scenario.ScenarioJson;
import rtmlab.harness.scenario.ScenarioRun;
import rtmlab.harness.scenario.ScenarioTable;
import rtmlab.harness.scenario.SimulatedScenario;
import rtmlab.harness.scenario.Variant;

/** {@code ./rtm run SCENARIO}: the same workload and the same faults for several variants, and where they part. */
@Command(
        name = "run",
        description = {
            "Runs scenarios, each for several variants with the same seed, workload and faults: which promises each of "
                    + "them kept, what the faults met, and the first event at which what users saw or were told differs."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "A variant is an architecture with its switches: updated, \"updated without HOLD_BACK\", initial+flannel,",
            "\"initial with PERSISTENT_BUFFER,RETRY_LOOP\".",
            "Exit status: 0 every verdict is the one that the scenario expects, 1 one is not, or nothing was tested,",
            "2 bad usage or a scenario with a mistake, 3 a server or a node would not start."
        })
public final class RunCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "SCENARIO",
            arity = "1..*",
            description = "a file, or a name that ./rtm scenarios lists, or all")
    private List<String> names = List.of();

    @Option(
            names = "--variant",
            paramLabel = "VARIANT",
            description = "which to run, as often as you like (default: those that the scenario has expectations of)")
    private List<String> variants = List.of();

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "of whatever is left to chance (default: ${DEFAULT-VALUE})")
    private long seed = 1;

    @Option(names = "--real", description = "on real processes with real Kafka, Redis and PostgreSQL")
    private boolean real;

    @Option(names = "--json", description = "answer with one JSON object")
    private boolean json;

    @Mixin
    private OutFolder out = new OutFolder();

    @Spec
    @SuppressWarnings("NullAway.Init") // Injected.
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        try {
            return run();
        } catch (MalformedScenario malformed) {
            throw new UsageError(String.valueOf(malformed.getMessage()));
        }
    }

    private int run() throws IOException {
        var scenarios = names.stream()
                .flatMap(name -> ScenarioFiles.named(name).stream())
                .toList();
        var folder = out.forRunOf("run");
        var err = spec.commandLine().getErr();
        var tasks = tasks(scenarios, err);
        var runs = new ArrayList<ScenarioRun>();
        try (var progress = Progress.of(real ? "real runs" : "simulated runs", "runs", tasks.size(), err)) {
            for (var task : tasks) {
                runs.add(perform(task, folder, progress));
                progress.reach(runs.size(), "");
            }
        }
        print(runs, folder);
        return !runs.isEmpty() && runs.stream().allMatch(ScenarioRun::isAsExpected)
                ? ExitStatus.AS_DOCUMENTED
                : ExitStatus.NOT_AS_DOCUMENTED;
    }

    private record Task(Scenario scenario, Variant variant) {}

    /** What is to be run: each scenario for each variant; what real processes cannot be put through is left out. */
    private List<Task> tasks(List<Scenario> scenarios, PrintWriter err) {
        var chosen = variants.stream().map(RunCommand::variant).toList();
        var tasks = new ArrayList<Task>();
        for (var scenario : scenarios) {
            var why = real ? scenario.whyOnlySimulated() : Optional.<String>empty();
            if (why.isPresent()) {
                if (scenarios.size() == 1) {
                    throw new UsageError(why.get() + ": leave --real away");
                }
                say(err, scenario.name() + " is left out: " + why.get());
                continue;
            }
            for (var variant : chosen.isEmpty() ? expected(scenario) : chosen) {
                tasks.add(new Task(scenario, variant));
            }
        }
        return tasks;
    }

    private ScenarioRun perform(Task task, Path folder, Progress progress) throws IOException {
        var variant = task.variant().text().replaceAll("[^A-Za-z0-9+]+", "-");
        var runFolder =
                Files.createDirectories(folder.resolve(task.scenario().name()).resolve(variant));
        return real
                ? onRealProcesses(task.scenario(), task.variant(), runFolder, progress)
                : simulated(task.scenario(), task.variant(), runFolder);
    }

    private ScenarioRun simulated(Scenario scenario, Variant variant, Path folder) throws IOException {
        var run = SimulatedScenario.run(scenario, variant, seed);
        JsonLines.write(run.history(), folder.resolve("history.jsonl"));
        return run;
    }

    private ScenarioRun onRealProcesses(Scenario scenario, Variant variant, Path folder, Progress progress)
            throws IOException {
        progress.say(scenario.name() + ", " + variant.text() + ": starting servers and nodes …");
        try (var real = RealScenario.start(scenario, variant, seed, folder, out.cache())) {
            real.onDeath(sentence -> Watch.end(sentence, spec.commandLine().getErr()));
            return real.perform(sentence -> progress.say("  " + sentence));
        }
    }

    private void print(List<ScenarioRun> runs, Path folder) throws IOException {
        var world = real ? "real" : "simulated";
        var asJson = ScenarioJson.of(runs, seed, world);
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("run.json"), asJson + "\n");
        var rows = runs.stream().flatMap(run -> run.rows().stream()).toList();
        Files.writeString(folder.resolve("run.csv"), ComparisonFiles.csv(rows));
        Files.writeString(folder.resolve("junit.xml"), ComparisonFiles.junitXml(rows));
        var results = spec.commandLine().getOut();
        if (json) {
            results.println(asJson);
        } else {
            results.print(new ScenarioTable(runs, Ansi.AUTO).text());
        }
        results.flush();
        say(spec.commandLine().getErr(), "Histories, and the verdicts as JSON, CSV and JUnit's XML, are in " + folder);
    }

    private static List<Variant> expected(Scenario scenario) {
        return scenario.expectations().keySet().stream()
                .map(RunCommand::variant)
                .toList();
    }

    private static Variant variant(String text) {
        return Variant.parse(text, UsageError::new);
    }

    private static void say(PrintWriter err, String sentence) {
        err.println(sentence);
        err.flush();
    }
}
