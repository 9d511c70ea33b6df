package rtmlab.labs.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import rtmlab.harness.cli.ExitStatus;
import rtmlab.labs.project.Autograder;

/** {@code ./rtm lab autograder N --out FILE}: the archive that Gradescope asks for. */
@Command(
        name = "autograder",
        description = "Writes the archive that Gradescope asks for; it grades the simulated part.",
        mixinStandardHelpOptions = true)
final class LabAutograderCommand implements Callable<Integer> {

    @Mixin
    private LabNumber number = new LabNumber();

    @Option(names = "--out", paramLabel = "FILE", required = true, description = "the archive, such as lab01.zip")
    private Path out = Path.of("");

    @Option(names = "--json", description = "answer with one JSON object")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // Injected.
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Autograder.write(number.lab(), out);
        var results = spec.commandLine().getOut();
        results.println(
                json
                        ? new ObjectMapper()
                                .createObjectNode()
                                .put("lab", number.lab().number())
                                .put("archive", out.toString())
                                .toString()
                        : "written to " + out + ": upload it as the assignment's autograder");
        results.flush();
        return ExitStatus.AS_DOCUMENTED;
    }
}
