package rtmlab.harness.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import rtmlab.backends.launch.EmbeddedServers;
import rtmlab.backends.launch.ServerOptions;
import rtmlab.checkers.promise.Promises;
import rtmlab.checkers.promise.Verdict.Broken;
import rtmlab.harness.experiment.Experiment;
import rtmlab.harness.real.RealWorld;

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

    @Mixin
    private OutFolder out = new OutFolder();

    @Spec
    @SuppressWarnings("NullAway.Init") // Injected.
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        var story = StoryFile.read(file);
        return real ? onRealProcesses(story) : simulated(story);
    }

    private int simulated(StoryFile story) {
        var results = spec.commandLine().getOut();
        var choices = story.story().choices();
        var first = story.exploration().run(choices);
        var second = story.exploration().run(story.story().choices());
        var misfits = story.misfits(choices);
        if (!misfits.isEmpty()) {
            results.println("The story no longer fits the code; this never came: " + String.join("; ", misfits));
            return ExitStatus.NOT_AS_DOCUMENTED;
        }
        var hash = first.report().traceHashText();
        results.println("trace " + hash
                + (second.report().traceHashText().equals(hash)
                        ? ", twice the same"
                        : ", and " + second.report().traceHashText() + " the second time: this must not be"));
        if (!hash.equals(story.story().traceHash())) {
            results.println("The story was recorded with trace " + story.story().traceHash()
                    + ": the code has changed since, but its steps still come.");
        }
        return say(story, first.brokenAndTroubles().get(story.story().promise()), results);
    }

    private int onRealProcesses(StoryFile story) {
        var results = spec.commandLine().getOut();
        var onlySimulated = story.story().onlySimulated();
        if (!onlySimulated.isEmpty()) {
            throw new UsageError("real processes cannot be held to this story: " + onlySimulated.getFirst()
                    + " happens in the simulated world alone; leave --real away");
        }
        var promise = story.story().promise();
        if (Promises.all().stream().noneMatch(judged -> judged.name().equals(promise))) {
            throw new UsageError("\"" + promise + "\" is told of the simulated world alone: leave --real away");
        }
        var folder = out.forRunOf("replay");
        var err = spec.commandLine().getErr();
        err.println("Starting Kafka, Redis and PostgreSQL …");
        err.flush();
        var exploration = story.exploration();
        try (var servers = EmbeddedServers.start(folder.resolve("servers"), ServerOptions.small(out.cache()))) {
            Watch.over(servers, err);
            try (var world = new RealWorld(
                    exploration.architecture(),
                    exploration.mechanisms(),
                    servers.addresses(),
                    folder,
                    out.cache(),
                    Map.of())) {
                var outcome = world.run(new Experiment.Replay(
                        story.story().promise(),
                        exploration.workload(),
                        story.story().crashPoints()));
                err.println("History, verdicts and logs are in " + folder);
                err.flush();
                var verdict = outcome.verdict(story.story().promise());
                return say(story, verdict instanceof Broken broken ? broken.witness() : null, results);
            }
        }
    }

    private static int say(StoryFile story, @Nullable String witness, PrintWriter results) {
        var promise = story.story().promise();
        results.println(witness == null ? promise + ": not broken" : promise + ": broken\n   " + witness);
        results.flush();
        return witness == null ? ExitStatus.NOT_AS_DOCUMENTED : ExitStatus.AS_DOCUMENTED;
    }
}
