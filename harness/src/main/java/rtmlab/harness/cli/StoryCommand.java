package rtmlab.harness.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import rtmlab.checkers.history.JsonLines;
import rtmlab.harness.simulated.SpaceTime;
import rtmlab.harness.simulated.Telling;
import rtmlab.simulator.explore.Story;

/** {@code ./rtm story FILE}: tells a run step by step, and draws it. */
@Command(
        name = "story",
        description = "Tells a run in sentences, and draws it as a space-time diagram beside the file.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit status: 0 told, 1 the story no longer fits the code, 2 the file is no story."})
public final class StoryCommand implements Callable<Integer> {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Parameters(paramLabel = "FILE", description = "a .story file, as ./rtm explore writes them")
    private Path file = Path.of("");

    @Option(names = "--json", description = "answer with one JSON object")
    private boolean json;

    @Mixin
    private OutFolder out = new OutFolder();

    @Spec
    @SuppressWarnings("NullAway.Init") // Injected.
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        var read = StoryFile.read(file);
        var story = read.story();
        var choices = story.choices();
        var outcome = read.exploration().record(choices);
        var results = spec.commandLine().getOut();
        var lines = new Telling(outcome, story.promise()).lines();
        var misfits = read.misfits(choices);
        @Nullable
        String witness = misfits.isEmpty() ? outcome.brokenAndTroubles().get(story.promise()) : null;
        if (json) {
            results.println(asJson(story, lines, misfits, witness));
        } else {
            tell(story, lines, misfits, witness, results);
        }
        results.flush();
        if (!misfits.isEmpty()) {
            return ExitStatus.NOT_AS_DOCUMENTED;
        }
        var files = json ? spec.commandLine().getErr() : results;
        // Not beside the story: that may be one of the project's own.
        var folder = Files.createDirectories(out.forRunOf("story"));
        var name = String.valueOf(file.getFileName()).replaceFirst("\\.story$", "");
        var drawing = folder.resolve(name + ".svg");
        Files.writeString(drawing, new SpaceTime(outcome, story.promise(), witness == null ? "" : witness).svg());
        files.println("drawn in " + drawing);
        var recording = folder.resolve(name + ".history.jsonl");
        JsonLines.write(outcome.history(), recording);
        files.println("recorded in " + recording + ", for ./rtm check");
        files.flush();
        return witness == null ? ExitStatus.NOT_AS_DOCUMENTED : ExitStatus.AS_DOCUMENTED;
    }

    private static void tell(
            Story story, List<String> lines, List<String> misfits, @Nullable String witness, PrintWriter results) {
        results.printf(
                "%s architecture, %s; %s%n",
                story.architecture(),
                story.mechanisms().equals("none") ? "no mechanism on" : "with " + story.mechanisms(),
                story.workload());
        story.departures().forEach(departure -> results.println("what goes wrong: " + departure));
        results.println();
        lines.forEach(results::println);
        results.println();
        if (!misfits.isEmpty()) {
            results.println("The story no longer fits the code; this never came: " + String.join("; ", misfits));
            return;
        }
        results.println(
                witness == null
                        ? story.promise() + " is not broken any more."
                        : story.promise() + " is broken:\n   " + witness);
    }

    private static ObjectNode asJson(Story story, List<String> lines, List<String> misfits, @Nullable String witness) {
        var root = JSON.createObjectNode()
                .put("architecture", story.architecture())
                .put("mechanisms", story.mechanisms())
                .put("promise", story.promise())
                .put("fits", misfits.isEmpty())
                .put("broken", witness != null)
                .put("witness", witness == null ? "" : witness);
        var departures = root.putArray("departures");
        story.departures().forEach(departure -> departures.add(departure.toString()));
        var told = root.putArray("lines");
        lines.forEach(told::add);
        var neverCame = root.putArray("neverCame");
        misfits.forEach(neverCame::add);
        return root;
    }
}
