package rtmlab.labs.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import rtmlab.harness.cli.ExitStatus;
import rtmlab.harness.cli.OutFolder;
import rtmlab.harness.cli.UsageError;
import rtmlab.labs.Lab;
import rtmlab.labs.Parameters;
import rtmlab.labs.Submission.Unusable;
import rtmlab.labs.grade.Grade;
import rtmlab.labs.grade.GradeFormats;
import rtmlab.labs.grade.Grader;
import rtmlab.labs.grade.Grader.RealServers;
import rtmlab.labs.grade.OnRealServers;
import rtmlab.labs.grade.StudentFolder;
import rtmlab.labs.jail.Limits;

/** {@code ./rtm lab check N [DIR]}: says how much of a lab is there, and tells the first run in which something breaks. */
@Command(
        name = "check",
        description = "Grades your project, as the course does.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit status: 0 all points, 1 not all of them, 2 there is nothing to grade, 3 a server would not start."
        })
final class LabCheckCommand implements Callable<Integer> {

    @Mixin
    private LabNumber number = new LabNumber();

    @picocli.CommandLine.Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "DIR",
            description = "the project (default: the lab's name, in this folder)")
    private @Nullable Path folder;

    @Option(names = "--simulated-only", description = "leave out the part on real servers, and its points")
    private boolean simulatedOnly;

    @Option(names = "--json", description = "answer with one JSON object")
    private boolean json;

    @Option(names = "--gradescope", paramLabel = "FILE", description = "write Gradescope's results.json")
    private @Nullable Path gradescope;

    @Option(names = "--junit", paramLabel = "FILE", description = "write a JUnit report")
    private @Nullable Path junit;

    @Mixin
    private CourseSecret secret = new CourseSecret();

    @Spec
    @SuppressWarnings("NullAway.Init") // Injected.
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        var lab = number.lab();
        var project = folder == null ? Path.of(lab.folder()) : folder;
        var grade = grade(lab, project);
        var story = StorySaver.save(grade, project.resolve("out"));
        var results = spec.commandLine().getOut();
        if (json) {
            var answer = GradeFormats.jsonNode(grade);
            story.ifPresent(saved -> answer.putObject("story")
                    .put("test", saved.test())
                    .put("told", saved.told().toString())
                    .put("page", saved.page().toString()));
            results.println(answer);
        } else {
            GradeTable.print(grade, story, results);
        }
        results.flush();
        writeIfAsked(gradescope, GradeFormats.gradescope(grade));
        writeIfAsked(junit, GradeFormats.junit(grade));
        return grade.isFull() ? ExitStatus.AS_DOCUMENTED : ExitStatus.NOT_AS_DOCUMENTED;
    }

    private Grade grade(Lab lab, Path project) throws IOException {
        var student = new StudentFolder(project);
        try {
            var assignment = student.assignment()
                    .orElseThrow(() -> new UsageError("there is no " + StudentFolder.PROPERTIES + " in " + project
                            + ": make a project with ./rtm lab start " + lab.number() + " DIR"));
            if (assignment.lab() != lab.number()) {
                throw new UsageError(project + " is lab " + assignment.lab() + ", not lab " + lab.number());
            }
            var parameters = secret.read()
                    .map(known -> Parameters.of(assignment.parameters().student(), lab.number(), known))
                    .orElse(assignment.parameters());
            var sources = student.sources();
            var err = spec.commandLine().getErr();
            err.printf("Lab %d: compiling, and running every test twice in the simulated world …%n", lab.number());
            err.flush();
            return new Grader(Limits.DEFAULT, servers(project)).grade(lab, parameters, sources);
        } catch (Unusable e) {
            throw new UsageError(String.valueOf(e.getMessage()));
        }
    }

    private Optional<RealServers> servers(Path project) {
        if (simulatedOnly) {
            return Optional.empty();
        }
        var err = spec.commandLine().getErr();
        return Optional.of(new OnRealServers(
                project.resolve("out/real").toAbsolutePath(),
                OutFolder.DEFAULT.resolve(".servers").toAbsolutePath(),
                line -> {
                    err.println(line);
                    err.flush();
                }));
    }

    private static void writeIfAsked(@Nullable Path file, String text) throws IOException {
        if (file != null) {
            Files.createDirectories(Objects.requireNonNull(file.toAbsolutePath().getParent()));
            Files.writeString(file, text + "\n");
        }
    }
}
