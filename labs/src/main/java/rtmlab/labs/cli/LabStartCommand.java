package rtmlab.labs.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import rtmlab.harness.cli.ExitStatus;
import rtmlab.harness.cli.UsageError;
import rtmlab.labs.Lab;
import rtmlab.labs.Parameters;
import rtmlab.labs.project.LabFolder;
import rtmlab.labs.project.StudentProject;

/** {@code ./rtm lab start N [DIR]}: makes a student's project. */
@Command(
        name = "start",
        description = "Makes a project of your own for a lab, in a new folder.",
        mixinStandardHelpOptions = true)
final class LabStartCommand implements Callable<Integer> {

    @Mixin
    private LabNumber number = new LabNumber();

    @picocli.CommandLine.Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "DIR",
            description = "where to; new or empty (default: the lab's name, in this folder)")
    private @Nullable Path folder;

    @Option(names = "--student", paramLabel = "ID", description = "whose it is (default: ${DEFAULT-VALUE})")
    private String student = "self";

    @Option(names = "--seed", description = "your own parameters, if the course has given you some")
    private @Nullable String seed;

    @Mixin
    private CourseSecret secret = new CourseSecret();

    @Option(names = "--json", description = "answer with one JSON object")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // Injected.
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        var lab = number.lab();
        var to = folder == null ? Path.of(lab.folder()) : folder;
        var kit = LabFolder.kit();
        if (to.toAbsolutePath().normalize().startsWith(kit)) {
            throw new UsageError(to + " is inside the kit: name a folder outside of " + kit);
        }
        Parameters parameters;
        try {
            parameters = parameters(lab);
            new StudentProject(lab, parameters, kit).writeTo(to);
        } catch (IllegalArgumentException e) {
            throw new UsageError(String.valueOf(e.getMessage()));
        }
        var results = spec.commandLine().getOut();
        if (json) {
            results.println(new ObjectMapper()
                    .createObjectNode()
                    .put("lab", lab.number())
                    .put("student", parameters.student())
                    .put("seed", parameters.seedText())
                    .put("folder", to.toString()));
        } else {
            results.printf("Lab %d is in %s: begin with its README.md.%n", lab.number(), to);
            results.printf("Then, as often as you like: ./rtm lab check %d %s%n", lab.number(), to.toAbsolutePath());
        }
        results.flush();
        return ExitStatus.AS_DOCUMENTED;
    }

    private Parameters parameters(Lab lab) {
        var given = seed;
        return given == null
                ? Parameters.of(student, lab.number(), secret.read().orElse(Parameters.NO_SECRET))
                : new Parameters(student, Parameters.parseSeed(given));
    }
}
