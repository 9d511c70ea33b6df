package rtmlab.labs.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import rtmlab.harness.cli.CommandPlugin;
import rtmlab.harness.cli.ExitStatus;
import rtmlab.harness.cli.OutFolder;
import rtmlab.harness.cli.UsageError;
import rtmlab.labs.Labs;
import rtmlab.labs.Parameters;
import rtmlab.labs.Submission.Unusable;
import rtmlab.labs.grade.GradeFormats;
import rtmlab.labs.grade.Graded;
import rtmlab.labs.grade.Grader;
import rtmlab.labs.grade.Grader.RealServers;
import rtmlab.labs.grade.OnRealServers;
import rtmlab.labs.grade.ScratchFolder;
import rtmlab.labs.grade.StudentFolder;
import rtmlab.labs.jail.Jail.Defect;
import rtmlab.labs.jail.Limits;

/** {@code ./rtm grade DIR}: grades a folder full of submissions. */
@Command(
        name = "grade",
        description = "Grades every submission in a folder, one project in each folder below it.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "With --secret-file, a submission's folder is called by its student's id, and that alone decides about the",
            "student's parameters; without, lab.properties says both.",
            "Exit status: 0 all were graded, whatever their points, 1 some could not be, 2 bad usage."
        })
public final class GradeCommand implements Callable<Integer> {

    @picocli.CommandLine.Parameters(paramLabel = "DIR", description = "holds a folder for each submission")
    private Path folder = Path.of("");

    @Option(names = "--out", paramLabel = "FILE", description = "write the table here, as CSV (default: print it)")
    private @Nullable Path out;

    @Option(names = "--simulated-only", description = "leave out the parts on real servers, and their points")
    private boolean simulatedOnly;

    @Option(names = "--json", description = "answer with one JSON object")
    private boolean json;

    @Mixin
    private CourseSecret secret = new CourseSecret();

    @Spec
    @SuppressWarnings("NullAway.Init") // Injected.
    private CommandSpec spec;

    /** Brings {@code ./rtm grade}. */
    public static final class Plugin implements CommandPlugin {
        @Override
        public Object command() {
            return new GradeCommand();
        }
    }

    @Override
    public Integer call() throws IOException {
        var err = spec.commandLine().getErr();
        var all = new ArrayList<Graded>();
        for (var submission : submissions()) {
            var graded = grade(submission);
            all.add(graded);
            err.printf(
                    "%s: %s%n",
                    graded.folder(),
                    graded.grade() == null
                            ? graded.problem()
                            : graded.grade().earned() + " of " + graded.grade().possible());
            err.flush();
        }
        var results = spec.commandLine().getOut();
        if (out != null) {
            Files.writeString(out, GradeFormats.csv(all));
        }
        if (json) {
            results.println(asJson(all));
        } else if (out == null) {
            results.print(GradeFormats.csv(all));
        }
        results.flush();
        return all.stream().allMatch(graded -> graded.grade() != null)
                ? ExitStatus.AS_DOCUMENTED
                : ExitStatus.NOT_AS_DOCUMENTED;
    }

    private List<Path> submissions() throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new UsageError("there is no folder " + folder);
        }
        var found = new ArrayList<Path>();
        try (var folders =
                Files.newDirectoryStream(folder, path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))) {
            folders.forEach(found::add);
        }
        if (found.isEmpty()) {
            throw new UsageError("there is no submission in " + folder + ": each is a folder of its own");
        }
        found.sort(null);
        return found;
    }

    /** One submission never ends the grading of the others. */
    private Graded grade(Path submission) throws IOException {
        var name = String.valueOf(submission.getFileName());
        var student = new StudentFolder(submission);
        try {
            var assignment =
                    student.assignment().orElseThrow(() -> new Unusable("there is no " + StudentFolder.PROPERTIES));
            var lab = Labs.numbered(assignment.lab());
            var parameters = secret.read()
                    .map(known -> Parameters.of(name, lab.number(), known))
                    .orElse(assignment.parameters());
            try (var scratch = ScratchFolder.create()) {
                var grader = new Grader(Limits.DEFAULT, servers(scratch.path()));
                return new Graded(name, grader.grade(lab, parameters, student.sources()), "");
            }
        } catch (Unusable | IllegalArgumentException e) {
            return new Graded(name, null, String.valueOf(e.getMessage()));
        } catch (Defect defect) {
            return new Graded(name, null, "the grader itself failed: " + defect.getMessage());
        }
    }

    private Optional<RealServers> servers(Path scratch) {
        return simulatedOnly
                ? Optional.empty()
                : Optional.of(new OnRealServers(
                        scratch, OutFolder.DEFAULT.resolve(".servers").toAbsolutePath(), _ -> {}));
    }

    private static String asJson(List<Graded> all) {
        var mapper = new ObjectMapper();
        var root = mapper.createObjectNode();
        var submissions = root.putArray("submissions");
        for (var graded : all) {
            var node = submissions.addObject();
            node.put("submission", graded.folder());
            node.put("problem", graded.problem());
            if (graded.grade() != null) {
                node.setAll(GradeFormats.jsonNode(graded.grade()));
            }
        }
        return root.toString();
    }
}
