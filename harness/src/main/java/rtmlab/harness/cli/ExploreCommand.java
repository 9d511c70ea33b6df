package rtmlab.harness.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import rtmlab.harness.simulated.Exploration;
import rtmlab.harness.simulated.Exploration.Search;
import rtmlab.harness.simulated.Faults;
import rtmlab.harness.simulated.SimulatedOutcome;
import rtmlab.harness.simulated.Struck;
import rtmlab.harness.simulated.Workload;
import rtmlab.protocol.variant.Architecture;
import rtmlab.simulator.explore.Findings;
import rtmlab.simulator.explore.Prove;
import rtmlab.simulator.explore.Story;

/** {@code ./rtm explore ARCHITECTURE}: searches the simulated world for runs in which a promise breaks. */
@Command(
        name = "explore",
        description = "Searches the simulated world for the smallest runs in which a promise breaks.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit status: 0 the outcome is the documented one: nothing breaks that the architecture is not known to",
            "break; with --without, something breaks. 1 it is another one, 2 bad usage."
        })
public final class ExploreCommand implements Callable<Integer> {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Parameters(paramLabel = "ARCHITECTURE", description = "initial or updated")
    private String name = "";

    @Option(
            names = "--regions",
            paramLabel = "1|2",
            description =
                    "over how many the nodes and members are spread (default: 2 with --faults all or clocks, else 1)")
    private @Nullable Integer regions;

    @Option(
            names = "--changes",
            negatable = true,
            description =
                    "somebody joins the last channel meanwhile, somebody is invited to it, it gets other names, somebody "
                            + "leaves it where there are two, and all watch who is there; or not (default: with --faults all or clocks, where no promise is known to break)")
    private @Nullable Boolean changes;

    @Option(names = "--members", description = "how many people (default: ${DEFAULT-VALUE})")
    private int members = 2;

    @Option(names = "--channels", description = "how many channels (default: ${DEFAULT-VALUE})")
    private int channels = 1;

    @Option(names = "--messages", description = "how many messages (default: ${DEFAULT-VALUE})")
    private int messages = 2;

    @ArgGroup
    private How how = new How();

    /** One of two ways to search. */
    static final class How {
        @Option(names = "--runs", paramLabel = "N", description = "make N random runs, each with its own mix of faults")
        private @Nullable Long runs;

        @Option(
                names = "--exhaust",
                paramLabel = "K",
                description = "make every run that departs from the calm one at most K times (default: 2)")
        private @Nullable Integer departures;
    }

    @Option(names = "--seed", description = "the first random run's seed (default: ${DEFAULT-VALUE})")
    private long seed = 1;

    @Option(names = "--seconds", description = "stop after so many seconds (default: no limit)")
    private long seconds = Duration.ofDays(1).toSeconds();

    @Option(names = "--faults", description = "what may happen: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
    private Faults faults = Faults.STEPS;

    @Mixin
    private Switches switches = new Switches();

    @Option(names = "--threads", description = "how many runs at once (default: one per processor)")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--prove",
            description = "make the random runs twice, in fresh JVMs, and compare their traces (default: 1,000 runs)")
    private boolean prove;

    @Option(names = "--hashes", hidden = true, description = "print each random run's trace hash")
    private boolean hashes;

    @Option(names = "--trace", hidden = true, description = "print the first random run's trace")
    private boolean trace;

    @Option(names = "--json", description = "answer with one JSON object")
    private boolean json;

    @Mixin
    private OutFolder out = new OutFolder();

    @Spec
    @SuppressWarnings("NullAway.Init") // Injected.
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        var architecture = Architectures.named(name);
        var exploration = exploration(architecture);
        var search = search();
        if (prove || hashes || trace) {
            return proveOrTrace(exploration);
        }
        var err = spec.commandLine().getErr();
        err.printf(
                "Exploring %s with %s: %d members, %d messages …%n",
                name,
                exploration.mechanisms().names().isEmpty()
                        ? "no mechanism on"
                        : String.join(", ", exploration.mechanisms().names()),
                members,
                messages);
        err.flush();
        var total = search instanceof Search.Sample sample ? sample.runs() : 0;
        Findings<SimulatedOutcome> findings;
        try (var progress = Progress.of(name, "runs", total, err)) {
            findings = exploration.search(
                    search,
                    Duration.ofSeconds(seconds),
                    threads,
                    soFar -> progress.reach(soFar.runs(), inShort(soFar)));
            tell(findings, progress);
        }
        var stories = save(exploration.stories(findings));
        var results = spec.commandLine().getOut();
        if (json) {
            results.println(asJson(findings, stories, exploration.struck()));
        } else {
            print(findings, stories, results);
            print(exploration.struck(), results);
        }
        results.flush();
        return isAsDocumented(architecture, findings) ? ExitStatus.AS_DOCUMENTED : ExitStatus.NOT_AS_DOCUMENTED;
    }

    private int proveOrTrace(Exploration exploration) throws IOException {
        var results = spec.commandLine().getOut();
        var runs = how.runs == null ? 1_000 : how.runs;
        if (hashes) {
            Prove.hashes(LongStream.range(seed, seed + runs), exploration::traceHash, results::println);
        } else if (trace) {
            exploration.trace(seed).forEach(results::println);
        } else {
            var proof = new Proof(whatToExplore(), results);
            var holds = proof.holds(seed, runs);
            results.flush();
            return holds ? ExitStatus.AS_DOCUMENTED : ExitStatus.NOT_AS_DOCUMENTED;
        }
        results.flush();
        return ExitStatus.AS_DOCUMENTED;
    }

    /** The arguments that say what a run is; not how many runs there are, nor what is to be done with them. */
    private List<String> whatToExplore() {
        var arguments = new ArrayList<String>();
        var given = spec.commandLine().getParseResult().originalArgs().iterator();
        while (given.hasNext()) {
            var argument = given.next();
            if (argument.equals("--runs") || argument.equals("--seed")) {
                given.next();
            } else if (!argument.equals("--prove")
                    && !argument.equals(spec.name())
                    && !argument.startsWith("--runs=")
                    && !argument.startsWith("--seed=")) {
                arguments.add(argument);
            }
        }
        return arguments;
    }

    private Exploration exploration(Architecture architecture) {
        try {
            if (regions != null && regions != 1 && regions != 2) {
                throw new IllegalArgumentException("--regions is 1 or 2, not " + regions);
            }
            if (threads < 1) {
                throw new IllegalArgumentException("--threads is at least 1, not " + threads);
            }
            var calm = new Workload(members, channels, messages);
            // Who breaks promises with a team that stays as it is shows that best there.
            var usual = faults.changesTeam() && architecture.breaks().isEmpty();
            var workload = (changes == null ? usual : changes) ? calm.withChanges() : calm;
            return regions == null
                    ? new Exploration(architecture, switches.of(architecture), workload, faults)
                    : new Exploration(architecture, switches.of(architecture), workload, faults, regions);
        } catch (IllegalArgumentException e) {
            throw new UsageError(String.valueOf(e.getMessage()));
        }
    }

    private Search search() {
        if (how.runs != null) {
            if (how.runs < 1) {
                throw new UsageError("--runs is at least 1, not " + how.runs);
            }
            return new Search.Sample(seed, how.runs);
        }
        var departures = how.departures == null ? 2 : how.departures;
        if (departures < 0 || departures > 9) {
            throw new UsageError("--exhaust is 0 to 9, not " + departures);
        }
        return new Search.Exhaust(departures);
    }

    private static void tell(Findings<SimulatedOutcome> all, Progress progress) {
        progress.say("%,d runs in %.1f s, %,.0f runs/s, %s"
                .formatted(all.runs(), all.elapsed().toMillis() / 1_000.0, all.runsPerSecond(), inShort(all)));
    }

    private static String inShort(Findings<SimulatedOutcome> soFar) {
        return soFar.violations().isEmpty()
                ? "nothing broken"
                : "broken: " + String.join(", ", soFar.violations().keySet());
    }

    private Map<String, Path> save(Map<String, Story> stories) throws IOException {
        var files = new LinkedHashMap<String, Path>();
        if (!stories.isEmpty()) {
            var folder = Files.createDirectories(out.forRunOf("explore"));
            for (var story : stories.entrySet()) {
                var file = folder.resolve(name + "-" + story.getKey() + ".story");
                Files.writeString(file, story.getValue().format());
                files.put(story.getKey(), file);
            }
        }
        return files;
    }

    private static void print(Findings<SimulatedOutcome> findings, Map<String, Path> stories, PrintWriter results) {
        if (stories.isEmpty()) {
            results.printf("Nothing broken in %,d runs (%,.0f runs/s).%n", findings.runs(), findings.runsPerSecond());
            return;
        }
        findings.violations().forEach((promise, violation) -> {
            results.printf("%s: broken%n   %s%n", promise, violation.witness());
            violation.departures().forEach(departure -> results.println("   by " + departure));
            results.println("   ./rtm story " + stories.get(promise));
        });
        results.printf("%,d runs (%,.0f runs/s).%n", findings.runs(), findings.runsPerSecond());
    }

    private static void print(Struck struck, PrintWriter results) {
        var words = new ArrayList<String>();
        struck.counts().forEach((what, count) -> words.add("%s %,d".formatted(what, count)));
        results.println("struck: " + (words.isEmpty() ? "nothing" : String.join(", ", words)));
    }

    private static String asJson(Findings<SimulatedOutcome> findings, Map<String, Path> stories, Struck struck) {
        var root = JSON.createObjectNode();
        root.put("runs", findings.runs());
        root.put("elapsedMs", findings.elapsed().toMillis());
        root.put("runsPerSecond", Math.round(findings.runsPerSecond()));
        root.put("complete", findings.complete());
        var counts = root.putObject("struck");
        struck.counts().forEach(counts::put);
        var violations = root.putObject("violations");
        findings.violations().forEach((promise, violation) -> {
            var node = violations.putObject(promise);
            node.put("story", String.valueOf(stories.get(promise)));
            node.put("departures", violation.departures().size());
            node.put("witness", violation.witness());
        });
        return root.toString();
    }

    private boolean isAsDocumented(Architecture architecture, Findings<SimulatedOutcome> findings) {
        var broken = findings.violations().keySet();
        var documented = new HashSet<>(architecture.breaks());
        if (faults == Faults.CLOCKS) {
            documented.addAll(architecture.breaksWhenClocksAreWrong());
        }
        return !switches.takesAway(architecture)
                ? documented.containsAll(broken)
                : !broken.isEmpty() && !broken.contains(SimulatedOutcome.DEFECT);
    }
}
