package rtmlab.harness.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import rtmlab.checkers.promise.Promises;
import rtmlab.harness.experiment.Experiment;
import rtmlab.harness.experiment.Outcome;
import rtmlab.harness.experiment.Troubles;
import rtmlab.harness.real.RealWorld;
import rtmlab.protocol.Regions;

/** {@code ./rtm replay FILE}: runs a story again, in the simulated world or on real processes. */
@Command(
        name = "replay",
        description = "Runs a story again, and sees whether the same promise breaks.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit status: 0 it breaks again, 1 it does not, or the story no longer fits the code, 2 bad input,",
            "3 a server would not start."
        })
public final class ReplayCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "a .story file, as ./rtm explore writes them")
    private Path file = Path.of("");

    @Option(names = "--real", description = "on real processes with real Kafka, Redis and PostgreSQL")
    private boolean real;

    @Option(
            names = "--tries",
            paramLabel = "N",
            description = "with --real: how often to try at most, since real processes keep no schedule but their own "
                    + "(default: ${DEFAULT-VALUE})")
    private int tries = 5;

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
    public Integer call() throws IOException {
        choice.requireSense();
        var story = StoryFile.read(file);
        var replayed = real ? onRealProcesses(story) : simulated(story);
        var results = spec.commandLine().getOut();
        results.println(json ? replayed.asJson() : replayed.told());
        results.flush();
        return replayed.isAsDocumented() ? ExitStatus.AS_DOCUMENTED : ExitStatus.NOT_AS_DOCUMENTED;
    }

    private static Replayed simulated(StoryFile story) {
        var choices = story.story().choices();
        var first = story.exploration().run(choices);
        var second = story.exploration().run(story.story().choices());
        var misfits = story.misfits(choices);
        var witness =
                Optional.ofNullable(first.brokenAndTroubles().get(story.story().promise()));
        return new Replayed.Simulated(
                story.story().architecture(),
                story.story().promise(),
                misfits.isEmpty() ? witness : Optional.empty(),
                misfits,
                first.report().traceHashText(),
                second.report().traceHashText(),
                story.story().traceHash());
    }

    private Replayed onRealProcesses(StoryFile story) {
        var onlySimulated = story.story().onlySimulated();
        if (!onlySimulated.isEmpty()) {
            throw new UsageError("real processes cannot be held to this story: " + onlySimulated.getFirst()
                    + " happens in the simulated world alone; leave --real away");
        }
        if (story.exploration().workload().changes()) {
            throw new UsageError(
                    "real processes cannot be held to this story: its team changes (\"changes: yes\"), which"
                            + " happens in the simulated world alone; leave --real away");
        }
        var architecture = story.story().architecture();
        var promise = story.story().promise();
        if (!isJudgedOnRealProcesses(promise)) {
            throw new UsageError("\"" + promise + "\" is told of the simulated world alone: leave --real away");
        }
        if (tries < 1) {
            throw new UsageError("--tries is at least 1, not " + tries);
        }
        var folder = out.forRunOf("replay");
        var err = spec.commandLine().getErr();
        Optional<String> whyUndecided = Optional.empty();
        for (var attempt = 1; attempt <= tries; attempt++) {
            err.println("Try " + attempt + ": " + choice.announcement() + " …");
            err.flush();
            var outcome = attempt(story, folder.resolve("try-" + attempt), err);
            err.println("History, verdicts and logs are in " + outcome.folder());
            outcome.whyVacuous().ifPresent(why -> err.println("Nothing was tested: " + why));
            err.flush();
            var witness = outcome.witness(promise);
            if (witness.isPresent()) {
                return new Replayed.Real(architecture, promise, witness, Optional.empty(), attempt, outcome.folder());
            }
            // One try that did test it is enough to say that it was kept there.
            whyUndecided = attempt == 1 || whyUndecided.isPresent() ? outcome.whyVacuous() : Optional.empty();
        }
        return new Replayed.Real(architecture, promise, Optional.empty(), whyUndecided, tries, folder);
    }

    /** Every try has servers, processes and a team of its own: what an earlier one left behind would be another story. */
    private Outcome attempt(StoryFile story, Path folder, PrintWriter err) {
        var exploration = story.exploration();
        try (var servers = choice.start(folder.resolve("servers"), out.cache(), err)) {
            Watch.over(servers, err);
            try (var world = new RealWorld(
                    exploration.architecture(),
                    exploration.mechanisms(),
                    Regions.one(),
                    servers.addresses(),
                    folder,
                    out.cache(),
                    Map.of(),
                    exploration.clockSkew())) {
                return world.run(new Experiment.Replay(
                        story.story().promise(),
                        exploration.workload(),
                        story.story().crashPoints()));
            }
        }
    }

    private static boolean isJudgedOnRealProcesses(String name) {
        return Troubles.PROMISES.containsKey(name)
                || Promises.all().stream().anyMatch(promise -> promise.name().equals(name));
    }
}
