package rtmlab.harness.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import rtmlab.harness.simulated.Exploration;
import rtmlab.harness.simulated.Faults;
import rtmlab.harness.simulated.Workload;
import rtmlab.protocol.variant.Mechanisms;
import rtmlab.simulator.choice.Choices;
import rtmlab.simulator.explore.Story;

/** A story that was read from a file, and what it takes to replay it. */
public record StoryFile(Path file, Story story, Exploration exploration) {

    /** Throws {@link UsageError} naming the file and the line when it is no story, or none of a known architecture. */
    public static StoryFile read(Path file) {
        try {
            var story = Story.parse(Files.readString(file));
            return new StoryFile(file, story, exploration(file, story));
        } catch (Story.Malformed malformed) {
            throw new UsageError(file + " is no story: " + malformed.getMessage());
        } catch (IOException e) {
            throw new UsageError("there is no story to be read in " + file
                    + ": give the path of a .story file, as ./rtm explore writes them");
        }
    }

    private static Exploration exploration(Path file, Story story) {
        var architecture = Architectures.named(story.architecture());
        try {
            var named = story.mechanisms().equals("none")
                    ? List.<String>of()
                    : List.of(story.mechanisms().split(", ", -1));
            var mechanisms = new Mechanisms(List.of()).with(architecture, named);
            var workload = new Workload(
                    number(story, "members"),
                    number(story, "channels"),
                    number(story, "messages"),
                    // Stories that were written before one could do without reads have them.
                    isYes(story, "reads", "yes"),
                    isYes(story, "away", "no"),
                    isYes(story, "changes", "no"));
            var faults = Faults.valueOf(
                    story.workload().getOrDefault("faults", "all").toUpperCase(Locale.ROOT));
            return new Exploration(architecture, mechanisms, workload, faults, number(story, "regions"));
        } catch (IllegalArgumentException e) {
            throw new UsageError(file + " cannot be replayed: " + e.getMessage());
        }
    }

    private static boolean isYes(Story story, String name, String leftOut) {
        return switch (story.workload().getOrDefault(name, leftOut)) {
            case "yes" -> true;
            case "no" -> false;
            case String other ->
                throw new IllegalArgumentException(
                        "its \"" + name + "\" is \"" + other + "\", which is neither yes nor no");
        };
    }

    private static int number(Story story, String name) {
        var text = story.workload().getOrDefault(name, "1");
        if (!text.matches("[1-9][0-9]{0,5}")) {
            throw new IllegalArgumentException("its " + name + " are \"" + text + "\", which is no number from 1 on");
        }
        return Integer.parseInt(text);
    }

    /** What of the story never came in a replay; with any of it, the story no longer fits the code. */
    List<String> misfits(Choices replayed) {
        return story.neverCame(replayed).stream().map(Object::toString).toList();
    }
}
