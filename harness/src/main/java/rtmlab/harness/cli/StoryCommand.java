package rtmlab.harness.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import rtmlab.checkers.history.JsonLines;
import rtmlab.harness.simulated.SpaceTime;
import rtmlab.harness.simulated.Telling;

/** {@code ./rtm story FILE}: tells a run step by step, and draws it. */
@Command(
        name = "story",
        description = "Tells a run in sentences, and draws it as a space-time diagram beside the file.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit status: 0 told, 1 the story no longer fits the code, 2 the file is no story."})
public final class StoryCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "a .story file, as ./rtm explore writes them")
    private Path file = Path.of("");

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
        results.printf(
                "%s architecture, %s; %s%n",
                story.architecture(),
                story.mechanisms().equals("none") ? "no mechanism on" : "with " + story.mechanisms(),
                story.workload());
        story.departures().forEach(departure -> results.println("what goes wrong: " + departure));
        results.println();
        new Telling(outcome, story.promise()).lines().forEach(results::println);
        results.println();
        var misfits = read.misfits(choices);
        if (!misfits.isEmpty()) {
            results.println("The story no longer fits the code; this never came: " + String.join("; ", misfits));
            results.flush();
            return ExitStatus.NOT_AS_DOCUMENTED;
        }
        var witness = outcome.brokenAndTroubles().get(story.promise());
        results.println(
                witness == null
                        ? story.promise() + " is not broken any more."
                        : story.promise() + " is broken:\n   " + witness);
        // Not beside the story: that may be one of the project's own.
        var folder = Files.createDirectories(out.forRunOf("story"));
        var name = String.valueOf(file.getFileName()).replaceFirst("\\.story$", "");
        var drawing = folder.resolve(name + ".svg");
        Files.writeString(drawing, new SpaceTime(outcome, story.promise(), witness == null ? "" : witness).svg());
        results.println("drawn in " + drawing);
        var recording = folder.resolve(name + ".history.jsonl");
        JsonLines.write(outcome.history(), recording);
        results.println("recorded in " + recording + ", for ./rtm check");
        results.flush();
        return witness == null ? ExitStatus.NOT_AS_DOCUMENTED : ExitStatus.AS_DOCUMENTED;
    }
}
