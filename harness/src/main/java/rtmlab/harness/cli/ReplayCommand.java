package rtmlab.harness.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import rtmlab.checkers.promise.Promises;
import rtmlab.harness.experiment.Experiment;
import rtmlab.harness.experiment.Outcome;
import rtmlab.harness.experiment.Troubles;
import rtmlab.harness.real.RealWorld;
import rtmlab.protocol.variant.Regions;

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

    private static final ObjectMapper JSON = new ObjectMapper();

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
        return real ? onRealProcesses(story) : simulated(story);
    }

    private int simulated(StoryFile story) {
        var results = spec.commandLine().getOut();
        var choices = story.story().choices();
        var first = story.exploration().run(choices);
        var second = story.exploration().run(story.story().choices());
        var misfits = story.misfits(choices);
        if (!misfits.isEmpty()) {
            if (json) {
                var root = answer(story, null);
                misfits.forEach(root.put("fits", false).putArray("neverCame")::add);
                results.println(root);
            } else {
                results.println("The story no longer fits the code; this never came: " + String.join("; ", misfits));
            }
            results.flush();
            return ExitStatus.NOT_AS_DOCUMENTED;
        }
        var hash = first.report().traceHashText();
        var progress = json ? spec.commandLine().getErr() : results;
        progress.println("trace " + hash
                + (second.report().traceHashText().equals(hash)
                        ? ", twice the same"
                        : ", and " + second.report().traceHashText() + " the second time: this must not be"));
        if (!hash.equals(story.story().traceHash())) {
            progress.println("The story was recorded with trace " + story.story().traceHash()
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
        if (!isJudgedOnRealProcesses(promise)) {
            throw new UsageError("\"" + promise + "\" is told of the simulated world alone: leave --real away");
        }
        if (tries < 1) {
            throw new UsageError("--tries is at least 1, not " + tries);
        }
        var folder = out.forRunOf("replay");
        var err = spec.commandLine().getErr();
        for (var attempt = 1; attempt <= tries; attempt++) {
            err.println("Try " + attempt + ": " + choice.announcement() + " …");
            err.flush();
            var outcome = attempt(story, folder.resolve("try-" + attempt), err);
            err.println("History, verdicts and logs are in " + outcome.folder());
            outcome.whyVacuous().ifPresent(why -> err.println("Nothing was tested: " + why));
            err.flush();
            var witness = outcome.witness(promise);
            if (witness.isPresent()) {
                return say(story, witness.get(), results);
            }
        }
        return say(story, null, results);
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

    private ObjectNode answer(StoryFile story, @Nullable String witness) {
        return JSON.createObjectNode()
                .put("architecture", story.story().architecture())
                .put("promise", story.story().promise())
                .put("world", real ? "real" : "simulated")
                .put("fits", true)
                .put("broken", witness != null)
                .put("witness", witness == null ? "" : witness);
    }

    private int say(StoryFile story, @Nullable String witness, PrintWriter results) {
        var promise = story.story().promise();
        if (json) {
            results.println(answer(story, witness));
            results.flush();
            return witness == null ? ExitStatus.NOT_AS_DOCUMENTED : ExitStatus.AS_DOCUMENTED;
        }
        results.println(witness == null ? promise + ": not broken" : promise + ": broken\n   " + witness);
        results.flush();
        return witness == null ? ExitStatus.NOT_AS_DOCUMENTED : ExitStatus.AS_DOCUMENTED;
    }
}
