package rtmlab.labs.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import rtmlab.harness.cli.ExitStatus;
import rtmlab.harness.cli.UsageError;

/** {@code ./rtm lab story [DIR]}: tells the run in which the last check found something wrong. */
@Command(
        name = "story",
        description = "Tells the smallest run that showed your last check what is wrong.",
        mixinStandardHelpOptions = true)
final class LabStoryCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "DIR",
            arity = "0..1",
            defaultValue = ".",
            description = "the project (default: this folder)")
    private Path folder = Path.of("");

    @Option(names = "--json", description = "answer with one JSON object")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // Injected.
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        var told = folder.resolve("out").resolve(StorySaver.TOLD);
        if (!Files.isRegularFile(told)) {
            throw new UsageError("there is no story in " + folder
                    + ": it has not been checked, or nothing that was run in the simulated world was wrong");
        }
        var text = Files.readString(told);
        var page = folder.resolve("out").resolve(StorySaver.PAGE);
        var results = spec.commandLine().getOut();
        if (json) {
            results.println(
                    new ObjectMapper().createObjectNode().put("told", text).put("page", page.toString()));
        } else {
            results.print(text);
            results.println();
            results.println("drawn: " + page.toUri());
        }
        results.flush();
        return ExitStatus.AS_DOCUMENTED;
    }
}
